#ifndef NORMALIZE_SERIES_H
#define NORMALIZE_SERIES_H

#include "common/arena.h"
#include "common/config.h"
#include "common/document.h"
#include "common/rc.h"
#include "common/str.h"

/* config/indicators compiled: which series a fact belongs to. */
struct series;
enum rc series_load(const struct config *, struct arena *, struct series **,
    struct err *) MUST_CHECK;
void series_free(struct series *);
/* The first indicator, by code, that the fact fits; STR_NONE when none does.
 * `noun` is the folded noun phrase, `sentence` the folded sentence. */
struct str series_of(const struct series *, const struct fact *,
    struct str noun, struct str sentence);

#endif
