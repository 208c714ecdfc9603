#include "store/db.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

#include "common/mem.h"
#include "store/db_handle.h"

/* What a reader is told, where SQLite's own words say too little. */
struct db_reason {
	int code;
	bool bad;        /* the value's fault, not the file's */
	const char *say; /* NULL: SQLite's message */
};

static const struct db_reason db_reasons[] = {
	{ SQLITE_CONSTRAINT, true, NULL },
	{ SQLITE_MISMATCH, true, NULL },
	{ SQLITE_TOOBIG, true, "value too large for the database" },
	{ SQLITE_RANGE, true, NULL },
	{ SQLITE_NOTADB, false, "this is not a database" },
	{ SQLITE_CANTOPEN, false,
	    "cannot open the database file; it and its folder must be "
	    "writable even to read" },
	{ SQLITE_READONLY, false, "the database is read-only" },
	{ SQLITE_BUSY, false, "locked by another program, try again later" },
	{ SQLITE_FULL, false, "the disk is full" },
};

enum rc
db_error(struct db *db, int code, struct err *err)
{
	db->locked = (code & 0xff) == SQLITE_BUSY;
	const char *say = NULL;
	bool bad = false;
	for (size_t i = 0; i < sizeof(db_reasons) / sizeof(*db_reasons); i++) {
		if (db_reasons[i].code != (code & 0xff))
			continue;
		bad = db_reasons[i].bad;
		say = db_reasons[i].say;
	}
	if (say == NULL)
		say = db->handle != NULL ? sqlite3_errmsg(db->handle)
					 : sqlite3_errstr(code);
	(void)err_set(err, RC_FAIL, "%s: %s", db->path, say);
	return bad ? RC_BAD : RC_FAIL;
}

/* SQLite's own handler looks ten times a second in the end, and so misses the
 * moments between two transactions of a loader at work. */
static int
busy_wait(void *arg, int times)
{
	const struct timespec pause = { .tv_nsec = DB_POLL_MS * 1000000L };
	const struct db *db = arg;
	if (times >= db->patience / DB_POLL_MS)
		return 0;
	(void)nanosleep(&pause, NULL);
	return 1;
}

static enum rc
db_prepare_handle(struct db *db, enum db_mode mode, struct err *err)
{
	/* One thread asks: no mutex a call, no count of what was allocated
	 * (which later connections may not change any more). */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	const int flags = SQLITE_OPEN_NOMUTEX |
	    (mode == DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
			      : SQLITE_OPEN_READONLY);
	int code = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
	if (code != SQLITE_OK)
		return db_error(db, code, err);
	(void)sqlite3_extended_result_codes(db->handle, 1);
	code = sqlite3_busy_handler(db->handle, busy_wait, db);
	if (code != SQLITE_OK)
		return db_error(db, code, err);
	/* A file from elsewhere must not run code of its own (SQLite's advice
	 * for databases one did not make). */
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0,
	    NULL);
	return db_run(db, "PRAGMA foreign_keys=ON", err);
}

enum rc
db_open(const char *path, enum db_mode mode, struct db **out, struct err *err)
{
	struct db *db = mem_zero(1, sizeof(*db));
	db->path = mem_dup(path, strlen(path));
	db->patience = DB_BUSY_MS;
	const enum rc rc = db_prepare_handle(db, mode, err);
	if (rc != RC_OK) {
		db_close(db);
		return rc;
	}
	*out = db;
	return RC_OK;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	(void)sqlite3_close(db->handle);
	free(db->path);
	free(db);
}

void
db_wait(struct db *db, int ms)
{
	db->patience = ms;
}

bool
db_locked(const struct db *db)
{
	return db->locked;
}

const char *
db_path(const struct db *db)
{
	return db->path;
}

enum rc
db_run(struct db *db, const char *sql, struct err *err)
{
	const int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? RC_OK : db_error(db, code, err);
}

enum rc
db_number(struct db *db, const char *sql, int64_t *out, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(db, sql, &q, err);
	if (q != NULL)
		rc = query_number(q, out, err);
	query_free(q);
	return rc;
}

enum rc
db_copy(struct db *db, const char *path, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(db, "VACUUM INTO ?", &q, err);
	if (q == NULL)
		return rc;
	query_str(q, 0, str_c(path));
	rc = query_run(q, err);
	query_free(q);
	return rc == RC_BAD ? RC_FAIL : rc;
}

int64_t
db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t
db_changed(const struct db *db)
{
	return sqlite3_changes64(db->handle);
}
