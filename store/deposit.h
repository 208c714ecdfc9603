#ifndef STORE_DEPOSIT_H
#define STORE_DEPOSIT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/document.h"
#include "common/hash.h"

#define DEPOSIT_RETURN_MAX 24 /* '@' and any number */

/* A fact that is in the database: its row, and what that points at. */
struct deposited {
	int64_t id;
	int64_t place;
	int64_t speaker;   /* 0: none */
	int64_t indicator; /* 0: of no series */
};

/*
 * One document on its way into the database: what was given, what is known
 * about it already, and the rows it became.  Ids are 0 until the row is there.
 * Everything borrows from the record's arena.
 */
struct deposit {
	const struct document *doc;
	struct arena *arena;
	int64_t now; /* when it is recorded */
	int64_t run;
	bool rereading; /* the facts are what the rules say now */

	struct str id; /* document.hash */
	/* Of title and text; "@N" behind it of one that came back as the Nth.
	 */
	char version_hash[HASH_HEX + DEPOSIT_RETURN_MAX];
	char reading_hash[HASH_HEX]; /* of the facts */
	struct deposited *facts;

	int64_t document;
	int64_t version;
	int64_t reading;
	int64_t confirmed; /* the reading in force that other rules repeat */
	bool new_document;
	bool new_version;
	bool returned; /* to what the page said before it was edited */
	bool new_reading;
	int64_t reported_at;
	const char *reported_basis;
};

/* Fills in what follows from the document alone.  RC_BAD: it cannot be named,
 * or a fact is not what its text says. */
enum rc deposit_of(struct arena *, const struct document *, struct deposit *,
    struct err *) MUST_CHECK;

#endif
