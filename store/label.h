#ifndef STORE_LABEL_H
#define STORE_LABEL_H

#include <stdint.h>

#include "common/rc.h"
#include "common/str.h"
#include "store/db.h"

/*
 * What indicators, places, sources and speakers are called, by their ids.
 * Every row that is shown asks for the same few, so they are kept once read.
 * A name lasts until the next one of its kind is asked for.
 */
enum label_kind {
	LABEL_INDICATOR,
	LABEL_PLACE,
	LABEL_SOURCE,
	LABEL_SPEAKER,
	LABEL_KINDS,
};

struct label {
	struct str code; /* of a place its KATO code; a speaker has none */
	struct str name; /* an indicator has none */
};

struct labels;
enum rc labels_new(struct db *, struct labels **, struct err *) MUST_CHECK;
void labels_free(struct labels *);
/* RC_END: there is none with this id. */
enum rc labels_get(struct labels *, enum label_kind, int64_t id, struct label *,
    struct err *) MUST_CHECK;

#endif
