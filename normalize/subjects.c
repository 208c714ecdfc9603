#include "normalize/subjects.h"

#include "common/utf8.h"
#include "normalize/lemmas.h"

#define LETTER      ((size_t)2) /* bytes of a Cyrillic letter */
#define KAZAKH_MAX  4           /* words of a Kazakh subject */
#define SUBJECT_MIN 3           /* code points */
#define CASE_BYTES  8           /* of the longest ending of a case */

struct str
subjects_lang(const struct draft *d, struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((unsigned char)word.s[i] == 0xD2 ||
		    (unsigned char)word.s[i] == 0xD3)
			return STR("kk");
	return d->doc->lang.n > 0 ? d->doc->lang : STR("ru");
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

/* Periods, and cues, most of which are periods too. */
static bool
is_time(const struct clue *c)
{
	return c->kind == CLUE_PERIOD || c->kind == CLUE_CUE;
}

/* Where the clause that ends at code point `end` begins: behind the last
 * mark of a clause, and behind the last period, cue or figure. */
static size_t
clause_start(const struct draft *d, const struct sentence_view *v, size_t end)
{
	size_t start = v->at.start;
	if (end - start > SUBJECT_MAX)
		start = end - SUBJECT_MAX;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct span at = d->clues[i].mention->at;
		if (is_time(&d->clues[i]) && span_end(at) <= end &&
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
		if (!lemmas_is_adjective(d, word) &&
		    draft_find(d, "stop", word) == NULL)
			return at;
	}
	return at;
}

/* Takes words of the class `lead` (а, и, сегодня) and white space off the
 * front of a span and off its end, where "не" may stand too. */
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
	while (s.n > 0) {
		const struct str last = lemmas_last_word(s);
		if (last.n > 0 && draft_find(d, "before_verb", last) == NULL &&
		    draft_find(d, "lead", last) == NULL)
			break;
		const size_t off = last.n > 0 ? last.n : 1;
		at.length -= utf8_count(str_from(s, s.n - off));
		s.n -= off;
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
		if (is_time(&d->clues[i]) && at.start > v->at.start &&
		    span_end(at) + 1 == verb)
			return at.start;
	}
	return verb;
}

/* A subject up to its head: in "доля моногородов в производстве" the first
 * noun; in "число школ" what is counted. */
static bool
russian_head(const struct draft *d, struct str phrase, struct subject *out)
{
	size_t at = 0;
	out->counted = false;
	while (at < phrase.n) {
		const size_t n = str_chr(str_from(phrase, at), ' ');
		const struct str word = str_n(phrase.s + at, n);
		const bool measure = draft_find(d, "measure_of", word) != NULL;
		if (!measure && !lemmas_is_adjective(d, word) &&
		    draft_find(d, "stop", word) == NULL) {
			out->head = str_head(phrase, at + n);
			return true;
		}
		out->counted = out->counted || measure;
		at += n + 1;
	}
	/* "Число погибших": an adjective may be the noun. */
	out->head = phrase;
	return out->counted &&
	    draft_find(d, "measure_of", lemmas_last_word(phrase)) == NULL;
}

/* The words before a figure that a dash parts from it: "сальдо – 4,2 млрд".
 * Its first code point, or 0. */
static size_t
dash_before(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const size_t end = f->fact.at.start;
	if (end < v->at.start + 3)
		return 0;
	const struct str s = text_slice(&d->text, (struct span){ end - 3, 3 });
	return str_is(s, " – ") || str_is(s, " — ") || str_is(s, " - ")
	    ? end - 3
	    : 0;
}

/* What stands between two places of a clause, as a subject. */
static bool
russian_between(const struct draft *d, struct span at, struct subject *out)
{
	at = trim(d, at);
	if (at.length < SUBJECT_MIN)
		return false;
	const struct str folded = text_folded(&d->text, d->arena, at);
	if (draft_find(d, "preposition",
		str_head(folded, str_chr(folded, ' '))) != NULL)
		return false;
	out->at = at;
	out->lang = subjects_lang(d, folded);
	return russian_head(d, folded, out);
}

/* "За год выросли цены на 5%": a subject behind its verb. */
static bool
find_behind(const struct draft *d, const struct sentence_view *v,
    const struct clue *verb, const struct figure *f, struct subject *out)
{
	const size_t from = span_end(verb->mention->at);
	const size_t until = f->fact.at.start;
	return until > from && clause_start(d, v, until) <= from &&
	    russian_between(d, (struct span){ from, until - from }, out);
}

static bool
find_russian(const struct draft *d, const struct sentence_view *v,
    const struct figure *f, struct subject *out)
{
	const size_t dash = dash_before(d, v, f);
	if (dash > 0) {
		const size_t start = clause_start(d, v, dash);
		return russian_between(d, (struct span){ start, dash - start },
		    out);
	}
	const struct clue *verb = verb_before(d, v, f);
	if (verb == NULL || span_end(verb->mention->at) > f->number.start)
		return false;
	const struct str word =
	    text_folded(&d->text, d->arena, verb->mention->at);
	/* "Отмечен рост цен на 5%", "банк поднял ставку до 18%": of a noun
	 * and of a verb with an object it stands behind. */
	const bool noun = draft_find(d, "change_noun", word) != NULL;
	const bool object = draft_find(d, "transitive", word) != NULL;
	if ((noun || object) && find_behind(d, v, verb, f, out))
		return true;
	const size_t end = noun ? verb->mention->at.start
				: subject_end(d, v, verb->mention->at.start);
	const size_t start = clause_start(d, v, end);
	if (russian_between(d, (struct span){ start, end - start }, out))
		return true;
	return !noun && find_behind(d, v, verb, f, out);
}

/* Whether a Kazakh word carries a case that no subject has. */
static bool
is_oblique(const struct draft *d, struct str word)
{
	for (size_t n = CASE_BYTES; n >= 2 * LETTER; n -= LETTER) {
		if (word.n < n + LETTER)
			continue;
		if (lexicon_find(draft_lexicon(d), STR("kk"), STR("oblique"),
			str_from(word, word.n - n)) != NULL)
			return lexicon_find(draft_lexicon(d), STR("kk"),
				   STR("nominative"), word) == NULL;
	}
	return false;
}

/* How many bytes of a clause, from its end, may be a Kazakh subject. */
static size_t
kazakh_length(const struct draft *d, struct str s)
{
	size_t taken = 0;
	for (int words = 0; words < KAZAKH_MAX && taken < s.n; words++) {
		const struct str rest = str_head(s, s.n - taken);
		const struct str word = lemmas_last_word(rest);
		if (word.n == 0 || draft_find(d, "one", word) != NULL ||
		    draft_find(d, "stop", word) != NULL ||
		    draft_find(d, "lead", word) != NULL || is_oblique(d, word))
			break;
		taken += word.n + (taken + word.n < s.n);
	}
	return taken;
}

static bool
find_kazakh(const struct draft *d, const struct sentence_view *v,
    const struct figure *f, struct subject *out)
{
	const size_t dash = dash_before(d, v, f);
	const size_t end =
	    dash > 0 ? dash : subject_end(d, v, f->fact.at.start);
	const size_t start = clause_start(d, v, end);
	struct span at = trim(d, (struct span){ start, end - start });
	const struct str all = text_folded(&d->text, d->arena, at);
	const size_t n = kazakh_length(d, all);
	const struct str s = str_trim(str_from(all, all.n - n));
	at.length = utf8_count(s);
	at.start += utf8_count(str_head(all, (size_t)(s.s - all.s)));
	if (at.length < SUBJECT_MIN)
		return false;
	*out = (struct subject){ .at = at, .head = s, .lang = STR("kk") };
	const struct str last = lemmas_last_word(s);
	if (draft_find(d, "measure_of", last) != NULL) {
		out->head = str_trim(str_head(s, s.n - last.n));
		out->counted = true;
	}
	/* "Олардың саны" speaks of what was said before. */
	return out->head.n > 0 &&
	    draft_find(d, "pronoun", lemmas_last_word(out->head)) == NULL;
}

bool
subjects_find(const struct draft *d, const struct sentence_view *v,
    const struct figure *f, struct subject *out)
{
	return str_is(d->doc->lang, "kk") ? find_kazakh(d, v, f, out)
					  : find_russian(d, v, f, out);
}
