#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/rc.h"
#include "common/str.h"
#include "store/query.h"

/*
 * SQLite behind one door: db.c and query.c alone include sqlite3.h.
 *
 * A db is one connection with foreign keys on and a patient busy timeout; it
 * changes nothing in the file by being opened.
 *
 * A broken constraint is RC_BAD (the record is wrong); a full disk, a locked
 * or damaged file is RC_FAIL.
 */
#define DB_BUSY_MS 30000 /* how long a writer waits for the one before it */
#define DB_POLL_MS 2     /* and how often it looks */

enum db_mode {
	DB_READ,
	DB_WRITE, /* creates the file when there is none */
};

struct db;

enum rc db_open(const char *path, enum db_mode, struct db **,
    struct err *) MUST_CHECK;
void db_close(struct db *); /* after all its queries are freed */
const char *db_path(const struct db *);
/* How long it waits for others: DB_BUSY_MS, unless told otherwise. */
void db_wait(struct db *, int ms);
/* Whether the last failure was that others did not let go in that time. */
bool db_locked(const struct db *);

/* Runs statements that give no rows, separated by semicolons. */
enum rc db_run(struct db *, const char *sql, struct err *) MUST_CHECK;
/* The first column of the first row; 0 when there is none. */
enum rc db_number(struct db *, const char *sql, int64_t *,
    struct err *) MUST_CHECK;
/* The whole as of one moment, into a file that is not there; waits for
 * nobody. */
enum rc db_copy(struct db *, const char *path, struct err *) MUST_CHECK;
int64_t db_last_id(const struct db *); /* of the row inserted last */
int64_t db_changed(const struct db *); /* rows the last statement changed */

#endif
