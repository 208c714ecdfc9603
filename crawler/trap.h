#ifndef CRAWLER_TRAP_H
#define CRAWLER_TRAP_H

#include <stdbool.h>
#include <stdint.h>

#include "common/config_crawl.h"
#include "common/str.h"
#include "crawler/tally.h"

/*
 * Addresses that a site makes up without end: paths that go in circles,
 * calendars that go on into the future, one path under ever new queries, and
 * whole patterns of addresses that lead to nothing.  A pattern is the host
 * and the shape of the path (shape.h).
 */
struct trap_budget {
	unsigned repeats; /* times one segment may stand in a path */
	int64_t ahead;    /* seconds that a day in an address may be to come */
	unsigned queries; /* new ones of one path in one run */
	unsigned links;   /* new addresses of one pattern on one page */
	unsigned trials;  /* pages of a pattern, then it must have ... */
	unsigned yield;   /* ... given one of so many */
};

/* As `crawl` of sandyq.yaml says. */
struct trap_budget trap_budget_of(const struct config_crawl *);

/* Is it one by itself? */
bool trap_is(const struct trap_budget *, struct str url, int64_t now);
/* Is one more new address, found on the page `list`, too many of its kind?
 * Counts it.  Feeds and sitemaps are made by machines and may name more. */
bool trap_is_flood(struct tally *, const struct trap_budget *, struct str url,
    struct str list);

/* An article was answered for the first time: with a page of its own? */
void trap_yield(struct tally *, struct str url, bool good);
/* Pages of this pattern lead to nothing: for this run it is over. */
bool trap_is_barren(const struct tally *, const struct trap_budget *,
    struct str url);

#endif
