#include "crawler/sql.h"

#include <assert.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "common/mem.h"

#define BUSY_MS 5000 /* `status` may read while a run writes */

struct sql {
	sqlite3 *db;
	struct {
		const char *text;
		sqlite3_stmt *stmt;
	} known[SQL_STATEMENTS_MAX];
	size_t n;
	sqlite3_stmt *now; /* the statement in use */
	int bound;         /* parameters bound so far */
	int failed;        /* the first failure since sql_begin() */
};

static enum rc
sql_failed(const struct sql *s, const char *what, struct err *err)
{
	return err_set(err, RC_FAIL, "state: %s: %.60s",
	    s->db != NULL ? sqlite3_errmsg(s->db) : "out of memory", what);
}

enum rc
sql_run(struct sql *s, const char *text, struct err *err)
{
	if (sqlite3_exec(s->db, text, NULL, NULL, NULL) != SQLITE_OK)
		return sql_failed(s, text, err);
	return RC_OK;
}

static enum rc
version_get(struct sql *s, int *version, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &stmt, NULL) !=
	    SQLITE_OK)
		return sql_failed(s, "user_version", err);
	const int got = sqlite3_step(stmt);
	*version = got == SQLITE_ROW ? sqlite3_column_int(stmt, 0) : -1;
	(void)sqlite3_finalize(stmt);
	if (got != SQLITE_ROW)
		return sql_failed(s, "user_version", err);
	return RC_OK;
}

static enum rc
schema_make(struct sql *s, const char *const *steps, struct err *err)
{
	int version = 0;
	int last = 0;
	enum rc rc = version_get(s, &version, err);
	while (steps[last] != NULL)
		last++;
	if (rc == RC_OK && version > last)
		return err_set(err, RC_FAIL,
		    "state: version %d is newer than this program", version);
	for (int i = version; i < last && rc == RC_OK; i++)
		rc = sql_run(s, steps[i], err);
	return rc;
}

enum rc
sql_open(const char *path, const char *const *steps, struct sql **out,
    struct err *err)
{
	struct sql *s = mem_zero(1, sizeof(*s));
	enum rc rc = RC_OK;
	if (sqlite3_open_v2(path, &s->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
		rc = sql_failed(s, path, err);
	/* FULL: a commit is on disk when it returns, as the WARC is. */
	if (rc == RC_OK && sqlite3_busy_timeout(s->db, BUSY_MS) == SQLITE_OK)
		rc = sql_run(s,
		    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		    "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF",
		    err);
	if (rc == RC_OK)
		rc = schema_make(s, steps, err);
	if (rc != RC_OK) {
		sql_close(s);
		return rc;
	}
	*out = s;
	return RC_OK;
}

void
sql_close(struct sql *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		(void)sqlite3_finalize(s->known[i].stmt);
	(void)sqlite3_close(s->db);
	free(s);
}

static void
remember(struct sql *s, int code)
{
	if (s->failed == SQLITE_OK)
		s->failed = code;
}

static sqlite3_stmt *
statement_for(struct sql *s, const char *text)
{
	sqlite3_stmt *stmt = NULL;
	for (size_t i = 0; i < s->n; i++)
		if (s->known[i].text == text)
			return s->known[i].stmt;
	assert(s->n < SQL_STATEMENTS_MAX);
	remember(s,
	    sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT,
		&stmt, NULL));
	if (stmt == NULL)
		return NULL;
	s->known[s->n].text = text;
	s->known[s->n++].stmt = stmt;
	return stmt;
}

void
sql_begin(struct sql *s, const char *statement)
{
	s->bound = 0;
	s->failed = SQLITE_OK;
	s->now = statement_for(s, statement);
	(void)sqlite3_reset(s->now);
	if (s->now != NULL)
		(void)sqlite3_clear_bindings(s->now);
}

void
sql_text(struct sql *s, struct str x)
{
	const int at = ++s->bound;
	if (x.s == NULL)
		remember(s, sqlite3_bind_null(s->now, at));
	else
		remember(s,
		    sqlite3_bind_text64(s->now, at, x.s, x.n, SQLITE_TRANSIENT,
			SQLITE_UTF8));
}

void
sql_int(struct sql *s, int64_t v)
{
	remember(s, sqlite3_bind_int64(s->now, ++s->bound, v));
}

enum rc
sql_step(struct sql *s, struct err *err)
{
	if (s->failed != SQLITE_OK)
		return err_set(err, RC_FAIL, "state: %s",
		    sqlite3_errstr(s->failed));
	const int code = sqlite3_step(s->now);
	if (code == SQLITE_ROW)
		return RC_OK;
	enum rc rc = RC_END;
	if (code != SQLITE_DONE)
		rc = sql_failed(s, sqlite3_sql(s->now), err);
	(void)sqlite3_reset(s->now);
	return rc;
}

enum rc
sql_change(struct sql *s, struct err *err)
{
	const enum rc rc = sql_step(s, err);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
sql_number(struct sql *s, int64_t *v, struct err *err)
{
	const enum rc rc = sql_step(s, err);
	if (rc != RC_OK)
		return rc;
	*v = sql_get_int(s, 0);
	sql_reset(s);
	return RC_OK;
}

int64_t
sql_changed(const struct sql *s)
{
	return sqlite3_changes64(s->db);
}

void
sql_reset(struct sql *s)
{
	(void)sqlite3_reset(s->now);
}

struct str
sql_get_text(struct sql *s, int column, struct arena *arena)
{
	const unsigned char *text = sqlite3_column_text(s->now, column);
	if (text == NULL)
		return STR_NONE;
	const int n = sqlite3_column_bytes(s->now, column);
	return arena_str(arena, str_n((const char *)text, (size_t)n));
}

int64_t
sql_get_int(struct sql *s, int column)
{
	return sqlite3_column_int64(s->now, column);
}
