#include "normalize/normalize.h"

#include <stdlib.h>

#include "common/mem.h"
#include "normalize/draft.h"
#include "normalize/normalizer.h"
#include "normalize/steps.h"

#define NORMALIZER_ARENA_MAX ((size_t)256 << 20)

enum rc
normalizer_new(const struct config *config, struct normalizer **out,
    struct err *err)
{
	struct normalizer *n = mem_zero(1, sizeof(*n));
	n->arena = arena_new(NORMALIZER_ARENA_MAX);
	enum rc rc = lexicon_load(config, &n->lexicon, err);
	if (rc == RC_OK)
		rc = gazetteer_load(n->arena, config->places, &n->places, err);
	if (rc == RC_OK)
		rc = series_load(config, n->arena, &n->series, err);
	if (rc != RC_OK) {
		normalizer_free(n);
		return rc;
	}
	*out = n;
	return RC_OK;
}

void
normalizer_free(struct normalizer *n)
{
	if (n == NULL)
		return;
	series_free(n->series);
	lexicon_free(n->lexicon);
	arena_free(n->arena);
	free(n);
}

/* The figures that stand, as the document's facts in text order. */
static void
keep_facts(const struct draft *d)
{
	struct document *doc = d->doc;
	doc->facts = arena_array(d->arena, d->nfigures, sizeof(*doc->facts));
	doc->nfacts = 0;
	for (size_t i = 0; i < d->nfigures; i++) {
		struct figure *f = &d->figures[i];
		if (f->dropped)
			continue;
		f->fact.surface = text_slice(&d->text, f->fact.at);
		doc->facts[doc->nfacts++] = f->fact;
	}
}

enum rc
normalize_document(const struct normalizer *n, struct arena *arena,
    struct document *doc, struct err *err)
{
	struct draft d = { .normalizer = n, .arena = arena, .doc = doc };
	if (!doc->has_mentions && !doc->has_facts)
		return err_set(err, RC_BAD,
		    "no mentions: sandyq-extract has not read this document");
	if (doc->has_mentions) {
		text_init(&d.text, arena, doc->text);
		steps_run(&d);
		keep_facts(&d);
	}
	if (arena_full(arena))
		return err_set(err, RC_BAD, "too many figures");
	doc->has_mentions = false;
	doc->has_facts = true;
	return RC_OK;
}
