#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/document.h"
#include "common/indicator.h"
#include "common/place.h"
#include "common/rc.h"
#include "common/site.h"
#include "store/db.h"
#include "store/speakers.h"

/*
 * The writing side of the database: one document in, whole or not at all.
 *
 * Many documents share one transaction for speed.  One that breaks a rule of
 * the database undoes the transaction it stands in, and vault_put() says so by
 * leaving none open: the caller puts the same documents once more, and until
 * the next commit each is then a savepoint, so that only the wrong one stays
 * out.  What is there already is left alone: a run that brings nothing new
 * writes nothing, not even itself.
 */
struct vault_count {
	unsigned long long documents; /* seen */
	unsigned long long versions;  /* new texts */
	unsigned long long readings;  /* new sets of facts */
	unsigned long long facts;     /* in those */
};

struct vault;
enum rc vault_new(struct db *, const struct sites *, int64_t now,
    struct vault **, struct err *) MUST_CHECK;
void vault_free(struct vault *);

/* Speakers weigh as these say; to be called before vault_refresh(). */
void vault_heed(struct vault *, const struct speakers *);
/* What comes is what the rules say now: facts that were read once, and closed
 * since by others, are in force again. */
void vault_reread(struct vault *);
/* Brings titles, kinds, authorities and (unless NULL) places to what the
 * configuration says. */
enum rc vault_refresh(struct vault *, const struct indicators *,
    const struct place_file *, struct err *) MUST_CHECK;

/* vault_begin() does nothing within a transaction, vault_commit() outside. */
enum rc vault_begin(struct vault *, struct err *) MUST_CHECK;
enum rc vault_commit(struct vault *, struct err *) MUST_CHECK;
bool vault_open(const struct vault *);

/* RC_BAD: this document is wrong and nothing of it is stored; nor, when no
 * transaction is open any more, of those before it since vault_begin(). */
enum rc vault_put(struct vault *, struct arena *, const struct document *,
    struct err *) MUST_CHECK;
const struct vault_count *vault_count(const struct vault *);
/* Notes in the run that it ended; nothing when it wrote nothing. */
enum rc vault_finish(struct vault *, int64_t now, struct err *) MUST_CHECK;

#endif
