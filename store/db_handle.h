#ifndef STORE_DB_HANDLE_H
#define STORE_DB_HANDLE_H

#include "store/db.h"

/* What db.c and query.c, which alone know SQLite, share of a connection. */
struct sqlite3;

struct db {
	struct sqlite3 *handle;
	char *path;
	int patience; /* milliseconds */
	bool locked;  /* the last failure was another program's lock */
};

/* The reason of a failure, from SQLite's code for it. */
enum rc db_error(struct db *, int code, struct err *) MUST_CHECK;

#endif
