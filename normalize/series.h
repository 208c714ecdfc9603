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
/* What an indicator's patterns see, all folded. */
struct series_words {
	struct str noun; /* the noun phrase and its dictionary form */
	struct str sentence;
	struct str passage; /* with the sentences that its pronouns mean */
};
/* The first indicator, by code, that the fact fits; STR_NONE when none does. */
struct str series_of(const struct series *, const struct fact *,
    const struct series_words *);

#endif
