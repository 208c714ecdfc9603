#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/document.h"
#include "common/indicator.h"
#include "common/rc.h"
#include "common/site.h"
#include "store/db.h"

/*
 * The writing side of the database: one document in, whole or not at all.
 *
 * Every document is a savepoint of the transaction that vault_begin() opened;
 * many of them share one transaction for speed.  What is there already is
 * left alone: a run that brings nothing new writes nothing, not even itself.
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

/* Brings titles, kinds and authorities to what the configuration says. */
enum rc vault_refresh(struct vault *, const struct indicators *,
    struct err *) MUST_CHECK;

/* vault_begin() does nothing within a transaction, vault_commit() outside. */
enum rc vault_begin(struct vault *, struct err *) MUST_CHECK;
enum rc vault_commit(struct vault *, struct err *) MUST_CHECK;
bool vault_open(const struct vault *);

/* RC_BAD: this document is wrong and nothing of it is stored. */
enum rc vault_put(struct vault *, struct arena *, const struct document *,
    struct err *) MUST_CHECK;
const struct vault_count *vault_count(const struct vault *);
/* Notes in the run that it ended; nothing when it wrote nothing. */
enum rc vault_finish(struct vault *, int64_t now, struct err *) MUST_CHECK;

#endif
