#ifndef CRAWLER_SOURCE_H
#define CRAWLER_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"
#include "crawler/found.h"
#include "crawler/state.h"

/*
 * How far a list can be believed, in the state.  Lists lie (every date is
 * today's), freeze (the newest entry is of last year), fall behind (others
 * name new pages, this one does not) or break; none of it shows in their
 * status code.  A list in trouble is asked further, for some recover, but
 * what the site's file keeps on standby is asked too.
 */
enum source_trouble {
	SOURCE_FINE,
	SOURCE_EQUAL,  /* all dates are one moment, and that is now */
	SOURCE_AHEAD,  /* most dates have not come yet */
	SOURCE_FROZEN, /* its newest date is long past */
	SOURCE_BEHIND, /* others of the site name new pages */
	SOURCE_EMPTY,  /* names nothing of the site */
	SOURCE_BROKEN, /* cannot be read to its end */
	SOURCE_LOST,   /* another answer than 200 */
};
#define SOURCE_EQUAL_MIN    20          /* addresses with one date */
#define SOURCE_EQUAL_SPREAD INT64_C(60) /* seconds a generator may take */
#define SOURCE_AHEAD_MAX    CLOCK_DAY   /* a date further ahead is a mistake */
#define SOURCE_FROZEN_AFTER (30 * CLOCK_DAY)
#define SOURCE_BEHIND_AFTER (14 * CLOCK_DAY)
#define SOURCE_FORGET_AFTER (7 * CLOCK_DAY) /* a trouble nobody saw since */
#define SOURCE_TROUBLED_MAX 8               /* that are told of one site */

#define SOURCE_INDEX INT64_MAX

struct source {
	struct str key; /* canonical address of the list */
	struct str site;
	int64_t found;   /* first read */
	int64_t checked; /* last answer */
	int64_t newest;  /* latest date it gave; CLOCK_NONE */
	int64_t alive;   /* latest moment at which a page it names was new;
			  * SOURCE_INDEX: it names lists, which have their own */
	enum source_trouble trouble;
	int64_t since; /* of the trouble */
	bool open;     /* its further pages were not read to their end */
};

/* The rest of a list whose site and key are set; RC_END when it is unknown. */
enum rc source_get(struct state *, struct arena *, struct source *,
    struct err *) MUST_CHECK;
enum rc source_put(struct state *, const struct source *,
    struct err *) MUST_CHECK;
/* The latest `alive` of the site's other lists; CLOCK_NONE. */
enum rc source_others(struct state *, const struct source *, int64_t *alive,
    struct err *) MUST_CHECK;
/* The lists of a site that are in trouble, the longest first. */
struct sources {
	struct source v[SOURCE_TROUBLED_MAX];
	size_t n;
};
enum rc sources_troubled(struct state *, struct arena *, struct str site,
    struct sources *, struct err *) MUST_CHECK;

/* What the dates of a list give away: fine, equal or ahead.  *newest is the
 * latest that can be true. */
enum source_trouble source_dates(const struct finds *, int64_t now,
    int64_t *newest);
/* Frozen or behind, of a list whose dates are fine. */
enum source_trouble source_age(const struct source *, int64_t others);
/* In words: "all dates are the same". */
const char *source_trouble_text(enum source_trouble);

#endif
