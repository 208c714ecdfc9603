#ifndef CRAWLER_TRAP_H
#define CRAWLER_TRAP_H

#include <stdbool.h>

#include "common/str.h"
#include "crawler/tally.h"

/*
 * Addresses that a site makes up without end: paths that go in circles, and
 * one path under ever new queries.
 */
#define TRAP_REPEATS_MAX 3   /* times one segment may stand in a path */
#define TRAP_QUERIES_MAX 100 /* queries of one path in one run */

/* Is one more address of this kind too many?  Counts it in the tally. */
bool trap_is(struct tally *, struct str url);

#endif
