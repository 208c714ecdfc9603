#ifndef STORE_LINE_H
#define STORE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/str.h"
#include "store/extent.h"

/*
 * What a row of observations means: where the official line stood, when it
 * moved, who repeats an old number, who contradicts.  Pure: points in, the
 * same points with a status out.
 *
 * Values that may be the same do not differ (extent.h).  The line moves when
 * a text states the change from where it stands; or when a source of at least
 * its authority says something new and nobody of that weight goes back to the
 * old value before a second story confirms the new one.  Until then a value
 * that is taken back is a contradiction, and one confirmed later moves the
 * line from the day it was first said.  A value the line has left is stale.
 * The former value of a stated change counts as left, even when no page we
 * know ever said it.
 *
 * A stock (how many there are) does not come back without a text saying so;
 * flows, rates and prices do, and their old values are stale only within the
 * window and from others than the line's own source.
 */
enum line_status {
	LINE_MOVED,         /* the line begins or moves here */
	LINE_REPEAT,        /* says what the line says */
	LINE_REPRINT,       /* the same story as an earlier point */
	LINE_STALE,         /* says what the line has left */
	LINE_CONTRADICTION, /* differs, and did not move the line */
	LINE_UNDATED,       /* differs, and nobody knows since when */
	LINE_ASIDE,         /* plan, forecast, past, denied: not the present */
};

struct line_point {
	/* given */
	size_t lane;      /* points of one lane are compared with each other */
	int64_t reported; /* seconds */
	struct extent says;
	struct extent from; /* stated former value, if known */
	int64_t source;
	int64_t story;
	int64_t authority;
	bool dated; /* reported at a known time */
	bool actual;
	/* found */
	enum line_status status;
	size_t other; /* the point replaced, or in force instead; LINE_NOBODY */
};
#define LINE_NOBODY ((size_t)-1)

struct line_rule {
	bool stock;
	int64_t window; /* seconds an old value stays news */
};

/* `points` in the order they were reported, undated ones last. */
void line_walk(struct arena *, struct line_point *points, size_t n,
    const struct line_rule *);

const char *line_status_name(enum line_status);

#endif
