#include "store/query.h"

#include <math.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "common/clock.h"
#include "common/mem.h"
#include "store/db_handle.h"

/* A query of ours never needs more text than this; `sql` is refused. */
#define DB_SQL_MAX ((size_t)1 << 20)

struct query {
	struct db *db;
	sqlite3_stmt *stmt;
	int bound; /* the first binding that went wrong, else SQLITE_OK */
};

static enum rc
query_make(struct db *db, struct str sql, const char **tail, struct query **out,
    struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	const int code = sqlite3_prepare_v3(db->handle, sql.s, (int)sql.n,
	    SQLITE_PREPARE_PERSISTENT, &stmt, tail);
	if (code != SQLITE_OK)
		return db_error(db, code, err);
	struct query *q = mem_zero(1, sizeof(*q));
	*q = (struct query){ .db = db, .stmt = stmt };
	*out = q;
	return RC_OK;
}

enum rc
query_new(struct db *db, const char *sql, struct query **out, struct err *err)
{
	return query_make(db, str_c(sql), NULL, out, err);
}

enum rc
query_reading(struct db *db, struct str sql, struct query **out,
    struct err *err)
{
	if (sql.n > DB_SQL_MAX)
		return err_set(err, RC_BAD, "the statement is too long");
	const char *tail = NULL;
	struct query *q = NULL;
	(void)query_make(db, sql, &tail, &q, err);
	if (q == NULL)
		return RC_BAD;
	const struct str rest = str_trim(str_from(sql, (size_t)(tail - sql.s)));
	const char *wrong = NULL;
	if (q->stmt == NULL)
		wrong = "there is no statement";
	else if (rest.n > 0)
		wrong = "only one statement at a time";
	else if (sqlite3_stmt_readonly(q->stmt) == 0)
		wrong = "only statements that read";
	else if (sqlite3_column_count(q->stmt) == 0)
		wrong = "the statement gives no rows";
	if (wrong != NULL) {
		query_free(q);
		return err_set(err, RC_BAD, "%s", wrong);
	}
	*out = q;
	return RC_OK;
}

void
query_free(struct query *q)
{
	if (q == NULL)
		return;
	(void)sqlite3_finalize(q->stmt);
	free(q);
}

enum rc
query_all(struct db *db, const char *const sql[], struct query *q[], size_t n,
    struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		const enum rc rc = query_new(db, sql[i], &q[i], err);
		if (rc == RC_OK)
			continue;
		query_free_all(q, i);
		return rc;
	}
	return RC_OK;
}

void
query_free_all(struct query *q[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		query_free(q[i]);
		q[i] = NULL;
	}
}

static void
query_note(struct query *q, int code)
{
	if (q->bound == SQLITE_OK)
		q->bound = code;
}

/* Borrowed until the query is stepped or reset. */
static void
query_view(struct query *q, int at, struct str x, bool bytes)
{
	if (x.s == NULL)
		query_note(q, sqlite3_bind_null(q->stmt, at + 1));
	else if (bytes)
		query_note(q,
		    sqlite3_bind_blob64(q->stmt, at + 1, x.s, x.n,
			SQLITE_STATIC));
	else
		query_note(q,
		    sqlite3_bind_text64(q->stmt, at + 1, x.s, x.n,
			SQLITE_STATIC, SQLITE_UTF8));
}

void
query_str(struct query *q, int at, struct str x)
{
	query_view(q, at, x, false);
}

void
query_bytes(struct query *q, int at, struct str x)
{
	query_view(q, at, x, true);
}

void
query_int(struct query *q, int at, int64_t v)
{
	query_note(q, sqlite3_bind_int64(q->stmt, at + 1, v));
}

void
query_id(struct query *q, int at, int64_t id)
{
	if (id == 0)
		query_note(q, sqlite3_bind_null(q->stmt, at + 1));
	else
		query_int(q, at, id);
}

void
query_real(struct query *q, int at, double v)
{
	/* SQLite itself takes NaN for NULL. */
	query_note(q, sqlite3_bind_double(q->stmt, at + 1, v));
}

void
query_time(struct query *q, int at, int64_t t)
{
	char text[CLOCK_TEXT_MAX];
	if (t == CLOCK_NONE) {
		query_note(q, sqlite3_bind_null(q->stmt, at + 1));
		return;
	}
	clock_text(t, text);
	query_note(q,
	    sqlite3_bind_text64(q->stmt, at + 1, text, strlen(text),
		SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
query_reset(struct query *q)
{
	(void)sqlite3_reset(q->stmt);
	q->bound = SQLITE_OK;
}

enum rc
query_step(struct query *q, struct err *err)
{
	int code = q->bound;
	if (code == SQLITE_OK)
		code = sqlite3_step(q->stmt);
	if (code == SQLITE_ROW)
		return RC_OK;
	/* The message is taken before the reset, which may change it. */
	const enum rc rc =
	    code == SQLITE_DONE ? RC_END : db_error(q->db, code, err);
	query_reset(q);
	return rc;
}

enum rc
query_run(struct query *q, struct err *err)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK)
		rc = query_step(q, err);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
query_number(struct query *q, int64_t *out, struct err *err)
{
	*out = 0;
	const enum rc rc = query_step(q, err);
	if (rc == RC_END)
		return RC_OK;
	if (rc == RC_OK) {
		*out = row_int(q, 0);
		query_reset(q);
	}
	return rc;
}

int
row_width(const struct query *q)
{
	return sqlite3_column_count(q->stmt);
}

const char *
row_name(const struct query *q, int at)
{
	return sqlite3_column_name(q->stmt, at);
}

enum row_kind
row_kind(const struct query *q, int at)
{
	switch (sqlite3_column_type(q->stmt, at)) {
	case SQLITE_INTEGER:
		return ROW_INT;
	case SQLITE_FLOAT:
		return ROW_REAL;
	case SQLITE_TEXT:
		return ROW_TEXT;
	case SQLITE_BLOB:
		return ROW_BYTES;
	default:
		return ROW_NULL;
	}
}

struct str
row_str(const struct query *q, int at)
{
	const void *s = sqlite3_column_text(q->stmt, at);
	if (s == NULL)
		return STR_NONE;
	return str_n(s, (size_t)sqlite3_column_bytes(q->stmt, at));
}

int64_t
row_int(const struct query *q, int at)
{
	return sqlite3_column_int64(q->stmt, at);
}

double
row_real(const struct query *q, int at)
{
	if (sqlite3_column_type(q->stmt, at) == SQLITE_NULL)
		return (double)NAN;
	return sqlite3_column_double(q->stmt, at);
}

static size_t
row_size(const struct query *q, int at)
{
	const int64_t v = row_int(q, at);
	return v > 0 ? (size_t)v : 0;
}

struct span
row_span(const struct query *q, int at)
{
	return (struct span){ row_size(q, at), row_size(q, at + 1) };
}

int64_t
row_time(const struct query *q, int at)
{
	const struct str text = row_str(q, at);
	return text.s == NULL ? CLOCK_NONE : clock_parse(text, 0);
}
