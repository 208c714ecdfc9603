#ifndef CRAWLER_TALLY_H
#define CRAWLER_TALLY_H

#include <stdint.h>

#include "common/str.h"

/*
 * How often each of many keys was seen in this run; only hashes are kept.
 * What budgets rest on: addresses that differ in nothing but the query, and
 * addresses that all give one and the same payload.
 */
#define TALLY_MAX ((size_t)1 << 20) /* keys; later new ones count as one */

struct tally;
struct tally *tally_new(void);
void tally_free(struct tally *);
/* One more of this key (`salt` tells kinds of keys apart): how many now. */
unsigned tally_add(struct tally *, struct str key, uint64_t salt);
/* How many so far. */
unsigned tally_get(const struct tally *, struct str key, uint64_t salt);

#endif
