#include "normalize/draft.h"

#include <string.h>

#include "common/utf8.h"
#include "normalize/normalizer.h"

#define AGAIN_MAX 14 /* code points between two readings of one figure */

const struct span *
draft_capture(const struct mention *m, const char *name)
{
	for (size_t i = 0; i < m->ncaptures; i++)
		if (str_is(m->captures[i].name, name))
			return &m->captures[i].at;
	return NULL;
}

struct str
draft_words(const struct draft *d, const struct mention *m, const char *name)
{
	const struct span *at = draft_capture(m, name);
	return at == NULL ? STR_NONE : text_folded(&d->text, d->arena, *at);
}

bool
draft_is(struct str rule, const char *kind)
{
	return str_is(str_head(rule, str_chr(rule, '.')), kind);
}

struct str
draft_rule_word(struct str rule)
{
	return str_from(rule, str_chr(rule, '.') + 1);
}

struct str
draft_lang(const struct draft *d)
{
	return d->doc->lang;
}

const struct lexicon *
draft_lexicon(const struct draft *d)
{
	return d->normalizer->lexicon;
}

const struct lexeme *
draft_find(const struct draft *d, const char *class, struct str word)
{
	const struct lexicon *lexicon = d->normalizer->lexicon;
	const struct lexeme *l = NULL;
	if (d->doc->lang.n > 0)
		l = lexicon_find(lexicon, d->doc->lang, str_c(class), word);
	return l != NULL ? l
			 : lexicon_find(lexicon, STR_NONE, str_c(class), word);
}

bool
draft_is_ago(const struct clue *c)
{
	return str_is(c->word, "year_ago") || str_is(c->word, "month_ago");
}

bool
draft_is_again(const struct draft *d, const struct figure *a,
    const struct figure *b)
{
	const size_t from = span_end(a->fact.at);
	const size_t until = b->fact.at.start;
	if (until <= from || until - from > AGAIN_MAX)
		return false;
	struct str s = str_trim(text_folded(&d->text, d->arena,
	    (struct span){ from, until - from }));
	if (s.n > 0 && s.s[0] == ',')
		s = str_trim(str_from(s, 1));
	/* "(–4,1%)": the sign is no part of the figure's words. */
	if (str_starts(s, STR("(")) && utf8_count(s) <= 2)
		s = str_head(s, 1);
	return draft_find(d, "again", s) != NULL;
}

static bool
is_parting(char c)
{
	return c == ',' || c == ';' || c == ':';
}

size_t
draft_parting(const struct draft *d, size_t from, size_t until)
{
	const struct str between =
	    text_slice(&d->text, (struct span){ from, until - from });
	size_t rune = from;
	for (size_t i = 0; i + 1 < between.n; i++) {
		const bool mark =
		    is_parting(between.s[i]) && between.s[i + 1] == ' ';
		if (mark || between.s[i] == '(')
			return rune;
		/* Bytes that go on a code point begin with 10. */
		rune += ((unsigned char)between.s[i + 1] & 0xC0) != 0x80;
	}
	return until;
}

struct str
draft_sentence(const struct draft *d, const struct sentence_view *v)
{
	struct sentence_view *own = &d->sentences[v - d->sentences];
	if (own->folded.s == NULL)
		own->folded = text_folded(&d->text, d->arena, v->at);
	return own->folded;
}

bool
draft_parted(const struct draft *d, size_t from, size_t until)
{
	return draft_parting(d, from, until) < until;
}

size_t
span_end(struct span s)
{
	return s.start + s.length;
}
