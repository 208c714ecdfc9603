#ifndef CRAWLER_TRAP_H
#define CRAWLER_TRAP_H

#include <stdbool.h>
#include <stdint.h>

#include "common/str.h"
#include "crawler/tally.h"

/*
 * Addresses that a site makes up without end: paths that go in circles,
 * calendars that go on into the future, one path under ever new queries, and
 * whole patterns of addresses that lead to nothing.  A pattern is the host
 * and the shape of the path (shape.h).
 */
#define TRAP_REPEATS_MAX 3  /* times one segment may stand in a path */
#define TRAP_TRIALS      40 /* pages of a pattern, then it must have ... */
#define TRAP_YIELD       10 /* ... given one of so many */

struct trap_budget {
	unsigned queries; /* new ones of one path in one run */
	unsigned links;   /* new addresses of one pattern on one page */
};

/* Is it one by itself? */
bool trap_is(struct str url, int64_t now);
/* Is one more new address, found on the page `list`, too many of its kind?
 * Counts it.  Feeds and sitemaps are made by machines and may name more. */
bool trap_is_flood(struct tally *, const struct trap_budget *, struct str url,
    struct str list);

/* An article was answered for the first time: with a page of its own? */
void trap_yield(struct tally *, struct str url, bool good);
/* Pages of this pattern lead to nothing: for this run it is over. */
bool trap_is_barren(const struct tally *, struct str url);

#endif
