#ifndef STORE_READING_H
#define STORE_READING_H

#include "common/rc.h"
#include "store/catalog.h"
#include "store/db.h"
#include "store/deposit.h"

/*
 * Readings: what one set of rules found in one version, with the
 * observations of followed series and the stated changes that follow from it.
 *
 * A new reading of a text that was read before closes the older one.  What
 * both say alike stays one observation; what only the old one said is closed
 * (recorded_until), never deleted.  Other rules that find the very same are
 * noted beside the reading (confirmation); its rows are not written twice.  An
 * edited page adds observations only for the figures that the version before
 * did not have.
 */
struct readings;

enum rc readings_new(struct db *, struct readings **, struct err *) MUST_CHECK;
void readings_free(struct readings *);

/* Finds a reading that says the same; writes nothing. */
enum rc readings_find(struct readings *, struct deposit *,
    struct err *) MUST_CHECK;
/* Adds it, its version being there. */
enum rc readings_keep(struct readings *, struct catalog *, struct deposit *,
    struct err *) MUST_CHECK;

#endif
