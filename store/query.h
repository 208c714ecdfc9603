#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include <stddef.h>
#include <stdint.h>

#include "common/document.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * A query is one prepared statement: bind, step, read the row, reset.  Binding
 * remembers its errors until the next step.  Strings bound must live until the
 * query is stepped or reset; strings read are the query's until its next step.
 * Parameters and columns count from 0.
 */
struct db;
struct query;

enum rc query_new(struct db *, const char *sql, struct query **,
    struct err *) MUST_CHECK;
/* One statement from outside: anything but a single reading one is RC_BAD. */
enum rc query_reading(struct db *, struct str sql, struct query **,
    struct err *) MUST_CHECK;
void query_free(struct query *);
/* Prepares `n` statements into `q`, or none. */
enum rc query_all(struct db *, const char *const sql[], struct query *q[],
    size_t n, struct err *) MUST_CHECK;
void query_free_all(struct query *q[], size_t n);

void query_str(struct query *, int at, struct str);   /* STR_NONE is NULL */
void query_bytes(struct query *, int at, struct str); /* of a BLOB column */
void query_int(struct query *, int at, int64_t);
void query_id(struct query *, int at, int64_t);   /* 0 is NULL */
void query_real(struct query *, int at, double);  /* NAN is NULL */
void query_time(struct query *, int at, int64_t); /* CLOCK_NONE is NULL */

/* RC_OK: a row is there; RC_END: no more, and the query is reset. */
enum rc query_step(struct query *, struct err *) MUST_CHECK;
/* Steps to the end, whatever rows there are. */
enum rc query_run(struct query *, struct err *) MUST_CHECK;
/* Steps once and takes the first column (0 without a row), then resets. */
enum rc query_number(struct query *, int64_t *, struct err *) MUST_CHECK;
void query_reset(struct query *);

enum row_kind {
	ROW_NULL,
	ROW_INT,
	ROW_REAL,
	ROW_TEXT,
	ROW_BYTES,
};
int row_width(const struct query *);
const char *row_name(const struct query *, int at);
enum row_kind row_kind(const struct query *, int at);
struct str row_str(const struct query *, int at); /* also bytes; or STR_NONE */
int64_t row_int(const struct query *, int at);
double row_real(const struct query *, int at);  /* NULL is NAN */
int64_t row_time(const struct query *, int at); /* NULL is CLOCK_NONE */
/* Of two columns side by side. */
struct span row_span(const struct query *, int at);

#endif
