#include "normalize/kazakh.h"

#include "common/utf8.h"
#include "normalize/clauses.h"
#include "normalize/lemmas.h"

#define LETTER      ((size_t)2) /* bytes of a Cyrillic letter */
#define KAZAKH_MAX  4           /* words of a subject */
#define SUBJECT_MIN 3           /* code points */
#define CASE_BYTES  8           /* of the longest ending of a case */

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

/* "Келтірілген 312 млн теңге": what was done is no subject. */
static bool
is_participle(const struct draft *d, struct str word)
{
	const size_t n = 3 * LETTER;
	return word.n > n &&
	    draft_find(d, "participle_ending", str_from(word, word.n - n)) !=
	    NULL;
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
		    draft_find(d, "lead", word) != NULL ||
		    is_participle(d, word) || is_oblique(d, word))
			break;
		taken += word.n + (taken + word.n < s.n);
	}
	return taken;
}

bool
kazakh_subject(const struct draft *d, const struct sentence_view *v,
    size_t dash, const struct figure *f, struct subject *out)
{
	const size_t end =
	    dash > 0 ? dash : clauses_end(d, v, f->fact.at.start);
	const size_t start = clauses_start(d, v, end);
	struct span at = clauses_trim(d, (struct span){ start, end - start });
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
