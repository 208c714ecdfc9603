#ifndef STORE_VERSION_H
#define STORE_VERSION_H

#include "common/rc.h"
#include "store/catalog.h"
#include "store/db.h"
#include "store/deposit.h"

/*
 * Documents, their texts over time (versions), and each time they were seen
 * (captures).
 *
 * A version is a title and a text; an edited page is the next one, and so is
 * one that goes back to a text it had: seen so after it was seen otherwise.
 */
struct versions;

enum rc versions_new(struct db *, struct versions **, struct err *) MUST_CHECK;
void versions_free(struct versions *);

/* Finds the ids that are there already; writes nothing. */
enum rc versions_find(struct versions *, struct deposit *,
    struct err *) MUST_CHECK;
/* Adds what is missing, the capture too. */
enum rc versions_keep(struct versions *, struct catalog *, struct deposit *,
    struct err *) MUST_CHECK;

#endif
