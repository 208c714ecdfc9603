#ifndef STORE_KIN_H
#define STORE_KIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "store/sketch.h"

/*
 * Who has a sentence or a band of a sketch in common with whom, within a
 * fortnight: reprints follow within days, a repeat may be years later.
 *
 * An index in memory, cut into fortnights of time; a version is looked for in
 * its own and the two beside.  Kept in the database it would be 40 rows a
 * version in random order, which is as much as all the rest of a load.  The
 * caller fills a fortnight when kin_last() says what is missing; those not
 * used for long are dropped when there are too many.
 */
#define KIN_FORTNIGHT (INT64_C(14) * 86400)

struct kin_member {
	int64_t version;
	int64_t document;
	int64_t reported; /* seconds */
};

struct kin_found {
	struct kin_member who;
	size_t shared; /* bands in common */
	bool surely;   /* a sentence in common */
};

struct kin;
struct kin *kin_new(void);
void kin_free(struct kin *);

int64_t kin_fortnight(int64_t reported);
/* The newest version that fortnight holds; 0 when it holds none. */
int64_t kin_last(struct kin *, int64_t fortnight);
/* In rising order of versions within a fortnight. */
void kin_add(struct kin *, const struct kin_member *, const struct sketch *);

/* Other pages' versions within a fortnight of `self`, which is not added by
 * this.  The likeliest first, then the nearest; in the arena. */
size_t kin_find(struct kin *, struct arena *, const struct kin_member *self,
    const struct sketch *, struct kin_found **out);

#endif
