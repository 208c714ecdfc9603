#ifndef NORMALIZE_NORMALIZER_H
#define NORMALIZE_NORMALIZER_H

#include "common/arena.h"
#include "common/lexicon.h"
#include "normalize/gazetteer.h"
#include "normalize/series.h"

/* What is loaded once; the steps read it. */
struct normalizer {
	struct arena *arena;
	struct lexicon *lexicon;
	struct gazetteer *places;
	struct series *series;
};

#endif
