#include "normalize/indicators.h"

#include "common/utf8.h"
#include "normalize/normalizer.h"

void
indicators_set(struct draft *d)
{
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		if (v->figures == 0)
			continue;
		const struct str sentence =
		    text_folded(&d->text, d->arena, v->at);
		for (size_t i = v->figure; i < v->figure + v->figures; i++) {
			struct fact *f = &d->figures[i].fact;
			const struct str noun = arena_printf(d->arena,
			    "%.*s %.*s", STR_ARG(f->noun.surface),
			    STR_ARG(f->noun.lemma));
			f->indicator = series_of(d->normalizer->series, f,
			    utf8_fold(d->arena, noun), sentence);
		}
	}
}
