#ifndef CRAWLER_SQL_H
#define CRAWLER_SQL_H

#include <stdint.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * SQLite for the state (the one file of the crawler that includes it).
 *
 * Using a statement: sql_begin() its text, sql_text()/sql_int() in the order
 * of its parameters, then sql_step() until RC_END (one without rows gives
 * RC_END at once), or sql_reset() when not all rows are wanted.  Statements
 * are prepared once and found again by the address of their text, which must
 * be a literal.  What goes wrong before the step is told by the step.
 */
#define SQL_STATEMENTS_MAX 32

struct sql;

/* WAL, checked foreign keys.  `steps`, ended by NULL, lead from one
 * user_version to the next: those the file has not seen are run, each of them
 * a transaction that sets the version. */
enum rc sql_open(const char *path, const char *const *steps, struct sql **,
    struct err *) MUST_CHECK;
void sql_close(struct sql *);
/* Statements without parameters and rows: BEGIN, COMMIT, ROLLBACK. */
enum rc sql_run(struct sql *, const char *, struct err *) MUST_CHECK;

void sql_begin(struct sql *, const char *statement);
void sql_text(struct sql *, struct str); /* STR_NONE is NULL */
void sql_int(struct sql *, int64_t);
/* RC_OK: a row to read; RC_END: no more, the statement is free again. */
enum rc sql_step(struct sql *, struct err *) MUST_CHECK;
/* The step of a statement that has no rows. */
enum rc sql_change(struct sql *, struct err *) MUST_CHECK;
/* The step of a statement that asks for one number; RC_END: there is none. */
enum rc sql_number(struct sql *, int64_t *, struct err *) MUST_CHECK;
/* Rows that the last change inserted, altered or removed. */
int64_t sql_changed(const struct sql *);
/* Ends a statement whose rows are not all wanted. */
void sql_reset(struct sql *);

struct str sql_get_text(struct sql *, int column, struct arena *);
int64_t sql_get_int(struct sql *, int column); /* 0 for NULL */

#endif
