#include "normalize/nouns.h"

#include "common/utf8.h"
#include "normalize/stem.h"

#define SUBJECT_MAX   90 /* code points of a subject before its verb */
#define LEMMA_STEM    6  /* bytes that must remain before it */
#define LEMMA_ENDINGS 12 /* longest ending that a lemma replaces, in bytes */

/* The last word of a phrase. */
static struct str
last_word(struct str phrase)
{
	size_t at = phrase.n;
	while (at > 0 && phrase.s[at - 1] != ' ')
		at--;
	return str_from(phrase, at);
}

/* The ending's replacement, longest ending first: what the lexicon's class
 * noun_ending says for the language. */
static struct str
by_ending(const struct draft *d, struct str lang, struct str word)
{
	for (size_t n = LEMMA_ENDINGS; n >= 2; n--) {
		if (word.n < n + LEMMA_STEM)
			continue;
		const struct str end = str_from(word, word.n - n);
		const struct lexeme *l = lexicon_find(draft_lexicon(d), lang,
		    STR("noun_ending"), end);
		if (l == NULL)
			continue;
		struct str with = l->code.v;
		if (str_is(with, "-"))
			with = STR("");
		return arena_printf(d->arena, "%.*s%.*s",
		    STR_ARG(str_head(word, word.n - n)), STR_ARG(with));
	}
	return STR_NONE;
}

struct str
nouns_lemma(const struct draft *d, struct str lang, struct str phrase)
{
	const struct lexicon *lexicon = draft_lexicon(d);
	const struct str word = last_word(phrase);
	/* Of several words, the longest end that is one noun. */
	for (size_t at = 0; at < phrase.n;) {
		const struct str end = str_from(phrase, at);
		const struct lexeme *l =
		    lexicon_find(lexicon, lang, STR("noun"), end);
		if (l != NULL)
			return l->code.v;
		at += str_chr(end, ' ') + 1;
	}
	const struct str plain = by_ending(d, lang, word);
	if (plain.s != NULL)
		return plain;
	return str_is(lang, "ru") ? stem_russian(d->arena, word) : word;
}

/* Whether a Russian word has an adjective's ending. */
static bool
is_adjective(const struct draft *d, struct str word)
{
	for (size_t n = 4; n <= 6 && n < word.n; n += 2)
		if (lexicon_find(draft_lexicon(d), STR("ru"),
			STR("adjective_ending"),
			str_from(word, word.n - n)) != NULL)
			return true;
	return false;
}

/* A subject up to its head: in "доля моногородов в производстве" the first
 * noun, while of a counted phrase, and in Kazakh, it is the last word. */
static struct str
subject_head(const struct draft *d, struct str phrase)
{
	size_t at = 0;
	while (at < phrase.n) {
		const size_t n = str_chr(str_from(phrase, at), ' ');
		const struct str word = str_n(phrase.s + at, n);
		if (!is_adjective(d, word) &&
		    draft_find(d, "stop", word) == NULL)
			return str_head(phrase, at + n);
		at += n + 1;
	}
	return STR_NONE;
}

/* The language of a noun: Kazakh letters tell it, else the document does. */
static struct str
lang_of(const struct draft *d, struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((unsigned char)word.s[i] == 0xD2 ||
		    (unsigned char)word.s[i] == 0xD3)
			return STR("kk");
	return d->doc->lang.n > 0 ? d->doc->lang : STR("ru");
}

static void
set_noun(const struct draft *d, struct figure *f, struct span at)
{
	const struct str folded = text_folded(&d->text, d->arena, at);
	f->fact.noun.surface = text_slice(&d->text, at);
	f->fact.noun.lemma = nouns_lemma(d, lang_of(d, folded), folded);
}

/* The verb that says this figure's value: the last frame before it. */
static const struct clue *
verb_before(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const struct clue *best = NULL;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		if (c->kind == CLUE_FRAME &&
		    c->mention->at.start < f->number.start)
			best = c;
	}
	return best;
}

static bool
ends_clause(uint32_t r)
{
	return r == ',' || r == ';' || r == ':' || r == '(' || r == ')' ||
	    r == '"' || r == 0xAB || r == 0xBB || r == 0x2013 || r == 0x2014;
}

/* Where the clause that ends at code point `end` begins: behind the last
 * mark of a clause, and behind the last period or figure. */
static size_t
clause_start(const struct draft *d, const struct sentence_view *v, size_t end)
{
	size_t start = v->at.start;
	if (end - start > SUBJECT_MAX)
		start = end - SUBJECT_MAX;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct span at = d->clues[i].mention->at;
		if (d->clues[i].kind == CLUE_PERIOD && span_end(at) <= end &&
		    span_end(at) > start)
			start = span_end(at);
	}
	for (size_t i = v->figure; i < v->figure + v->figures; i++) {
		const struct span at = d->figures[i].fact.at;
		if (span_end(at) <= end && span_end(at) > start)
			start = span_end(at);
	}
	const struct str s =
	    text_slice(&d->text, (struct span){ start, end - start });
	size_t rune = start;
	for (size_t i = 0; i < s.n;) {
		size_t len = 0;
		const uint32_t r = utf8_decode(str_from(s, i), &len);
		i += len;
		rune++;
		if (ends_clause(r))
			start = rune;
	}
	return start;
}

/* How many bytes a preposition and what it governs take at the front of a
 * clause: adjectives and the first noun. */
static size_t
oblique(const struct draft *d, struct str s)
{
	size_t at = str_chr(s, ' ');
	if (draft_find(d, "preposition", str_head(s, at)) == NULL)
		return 0;
	while (at < s.n) {
		at++;
		const struct str word =
		    str_head(str_from(s, at), str_chr(str_from(s, at), ' '));
		if (draft_find(d, "lead", word) != NULL)
			return 0;
		at += word.n;
		if (!is_adjective(d, word) &&
		    draft_find(d, "stop", word) == NULL)
			return at;
	}
	return at;
}

/* Takes words of the class `lead` (а, и, сегодня) and white space off the
 * front of a span, white space off its end. */
static struct span
trim(const struct draft *d, struct span at)
{
	struct str s = text_folded(&d->text, d->arena, at);
	for (;;) {
		const size_t blank = s.n - str_trim(s).n;
		if (blank > 0 && s.s[0] == ' ') {
			s = str_from(s, 1);
			at.start++;
			at.length--;
			continue;
		}
		const size_t governed = oblique(d, s);
		const struct str word =
		    str_head(s, governed > 0 ? governed : str_chr(s, ' '));
		if (word.n == 0 || word.n == s.n ||
		    (governed == 0 && draft_find(d, "lead", word) == NULL))
			break;
		const size_t runes = utf8_count(word);
		s = str_from(s, word.n);
		at.start += runes;
		at.length -= runes;
	}
	while (s.n > 0 && s.s[s.n - 1] == ' ') {
		s.n--;
		at.length--;
	}
	return at;
}

/* Where the words before a verb end, a period right before it apart: in
 * "инфляция в январе 2026 года составила" the subject stands before both. */
static size_t
subject_end(const struct draft *d, const struct sentence_view *v, size_t verb)
{
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct span at = d->clues[i].mention->at;
		if (d->clues[i].kind == CLUE_PERIOD && at.start > v->at.start &&
		    span_end(at) + 1 == verb)
			return at.start;
	}
	return verb;
}

/* What a percentage or a factor is of: the words behind it that the rule
 * took, else the subject of the verb before it. */
static void
set_subject(const struct draft *d, const struct sentence_view *v,
    struct figure *f)
{
	const struct clue *verb = verb_before(d, v, f);
	if (verb == NULL || span_end(verb->mention->at) > f->number.start)
		return;
	const size_t end = subject_end(d, v, verb->mention->at.start);
	const size_t start = clause_start(d, v, end);
	const struct span at = trim(d, (struct span){ start, end - start });
	if (at.length <= 2)
		return;
	const struct str folded = text_folded(&d->text, d->arena, at);
	const struct str lang = lang_of(d, folded);
	const bool russian = str_is(lang, "ru");
	const struct str head = russian ? subject_head(d, folded) : folded;
	if (head.s == NULL)
		return;
	f->fact.noun.surface = text_slice(&d->text, at);
	f->fact.noun.lemma = nouns_lemma(d, lang, head);
}

/* The nearest counted noun before a count that has none. */
static const struct fact_noun *
antecedent(const struct draft *d, const struct figure *f)
{
	const size_t here = (size_t)(f - d->figures);
	for (size_t i = here; i-- > 0;) {
		const struct figure *o = &d->figures[i];
		if (f->fact.sentence.start - o->fact.sentence.start >
		    NOUNS_REACH)
			return NULL;
		if (!o->dropped && str_is(o->kind, "count") &&
		    o->fact.noun.surface.n > 0)
			return &o->fact.noun;
	}
	return NULL;
}

static void
set_count(const struct draft *d, struct figure *f)
{
	if (f->pair != 0 && f->role == ROLE_FROM) {
		/* Its noun is the other's, which comes next. */
		return;
	}
	const struct fact_noun *noun = antecedent(d, f);
	if (noun != NULL)
		f->fact.noun = *noun;
}

static void
share_pair(struct draft *d, struct figure *to)
{
	struct figure *from = &d->figures[to->pair - 1];
	if (from->fact.noun.surface.n == 0)
		from->fact.noun = to->fact.noun;
}

/* Whom "двое" counts when nothing else is said. */
static struct str
person(const struct draft *d)
{
	const struct lexeme *l =
	    lexicon_next(draft_lexicon(d), d->doc->lang, STR("person"), NULL);
	return l != NULL ? l->code.v : STR_NONE;
}

static void
set_one(struct draft *d, const struct sentence_view *v, struct figure *f)
{
	const struct span *noun = draft_capture(f->mention, "noun");
	const bool count = str_is(f->kind, "count");
	if (noun != NULL)
		set_noun(d, f, *noun);
	else if (draft_is(f->mention->rule, "count") &&
	    str_is(draft_rule_word(f->mention->rule), "people"))
		f->fact.noun.lemma = person(d);
	else if (count)
		set_count(d, f);
	if (f->fact.noun.lemma.n == 0 && !str_is(f->kind, "money"))
		set_subject(d, v, f);
	if (f->role == ROLE_TO && f->pair != 0)
		share_pair(d, f);
}

/* A rule "count.elided..." counts only on a noun said before; where the
 * words themselves say that something is counted ("75-і") it may be missing.
 */
static bool
is_nothing(const struct figure *f)
{
	return f->fact.noun.lemma.n == 0 && str_is(f->kind, "count") &&
	    str_starts(draft_rule_word(f->mention->rule), STR("elided"));
}

void
nouns_set(struct draft *d)
{
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		for (size_t i = v->figure; i < v->figure + v->figures; i++)
			if (!d->figures[i].dropped)
				set_one(d, v, &d->figures[i]);
		for (size_t i = v->figure; i < v->figure + v->figures; i++)
			if (is_nothing(&d->figures[i]))
				d->figures[i].dropped = true;
	}
}
