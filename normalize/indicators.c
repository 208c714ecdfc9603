#include "normalize/indicators.h"

#include "common/utf8.h"
#include "normalize/normalizer.h"

#define PASSAGE_MAX 600 /* code points that pronouns may reach back */
#define PASSAGE_GAP 2   /* between sentences of one paragraph */

/* Whether a folded sentence has a word that means what was named before. */
static bool
has_pronoun(const struct draft *d, struct str sentence)
{
	while (sentence.n > 0) {
		const size_t n = str_chr(sentence, ' ');
		if (draft_find(d, "pronoun", str_head(sentence, n)) != NULL)
			return true;
		sentence = str_from(sentence, n < sentence.n ? n + 1 : n);
	}
	return false;
}

/* A passage goes on where the next sentence has a pronoun for what this one
 * names; else it is that sentence alone. */
static struct span
passage(const struct draft *d, struct span before, struct span at,
    struct str sentence)
{
	if (before.length == 0 || at.start < span_end(before) ||
	    at.start - span_end(before) > PASSAGE_GAP ||
	    at.start - before.start > PASSAGE_MAX || !has_pronoun(d, sentence))
		return at;
	return (struct span){ before.start, span_end(at) - before.start };
}

static struct str
noun_words(const struct draft *d, const struct fact *f)
{
	const struct str noun = arena_printf(d->arena, "%.*s %.*s",
	    STR_ARG(f->noun.surface), STR_ARG(f->noun.lemma));
	return utf8_fold(d->arena, noun);
}

void
indicators_set(struct draft *d)
{
	struct span last = { .length = 0 };
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		if (v->figures == 0)
			continue;
		struct series_words words = {
			.sentence = draft_sentence(d, v),
		};
		last = passage(d, last, v->at, words.sentence);
		words.passage = last.start == v->at.start
		    ? words.sentence
		    : text_folded(&d->text, d->arena, last);
		for (size_t i = v->figure; i < v->figure + v->figures; i++) {
			struct fact *f = &d->figures[i].fact;
			words.noun = noun_words(d, f);
			f->indicator =
			    series_of(d->normalizer->series, f, &words);
		}
	}
}
