#ifndef STORE_FOLLOWED_H
#define STORE_FOLLOWED_H

#include "common/rc.h"
#include "store/db.h"
#include "store/deposit.h"

/*
 * Observations: what the facts of a reading say of followed series.
 *
 * The former value of a stated change, and its size, are no figures of the
 * present.  A page that repeats itself is one observation; the sentence that
 * states a change goes first.  What the page said before already, in an older
 * text or by older rules, stays the observation it is.
 */
struct followed;

enum rc followed_new(struct db *, struct followed **, struct err *) MUST_CHECK;
void followed_free(struct followed *);

/* Closes what only older readings of this version said. */
enum rc followed_close(struct followed *, const struct deposit *,
    struct err *) MUST_CHECK;
/* Adds what is new in this reading, whose facts are there. */
enum rc followed_keep(struct followed *, const struct deposit *,
    struct err *) MUST_CHECK;

#endif
