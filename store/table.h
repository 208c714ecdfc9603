#ifndef STORE_TABLE_H
#define STORE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * Rows for people and for programs, through one interface: cells are given in
 * the order of the columns, then table_row() ends the row.
 *
 * table: for reading; columns as wide as needed, long ones below the row and
 *   wrapped to the width, thousands set apart, dates in the country's own
 *   time, control characters shown and not sent.
 * csv (RFC 4180), json (one array), jsonl: exact; times in UTC, numbers with
 *   a decimal point, what is unknown empty or null.
 * excel: csv with a byte order mark, semicolons and decimal commas; a text
 *   that would be taken for a formula has an apostrophe before it.
 * xlsx: a workbook; its bytes come when the table ends, which may fail.
 */
enum table_format {
	TABLE_PLAIN,
	TABLE_CSV,
	TABLE_JSON,
	TABLE_JSONL,
	TABLE_EXCEL, /* csv as spreadsheets of the country read it */
	TABLE_XLSX,
};
/* False when there is no format of that name that every verb gives. */
bool table_format_named(struct str, enum table_format *);

enum table_show {
	TABLE_SHOW = 0,   /* in all forms */
	TABLE_DATA = 1,   /* for programs only */
	TABLE_EYES = 2,   /* for people only */
	TABLE_BELOW = 4,  /* people read it under the row */
	TABLE_RIGHT = 8,  /* set to the right, as figures are */
	TABLE_WHOLE = 16, /* never cut: what is typed again elsewhere */
};

struct table_column {
	const char *name;
	unsigned show; /* of enum table_show */
};
#define TABLE_COLUMNS_MAX 40

/* Where the bytes go; width is what a line may take for people. */
struct table_sink {
	void (*write)(void *arg, struct str);
	void *arg;
	size_t width;
};
#define TABLE_WIDTH     100 /* where nothing says how wide a line may be */
#define TABLE_WIDTH_MIN 40

struct table;
/* Columns and sink are borrowed until table_close(). */
struct table *table_new(enum table_format, const struct table_column *,
    size_t n, const struct table_sink *);
void table_bare(struct table *); /* people see no head line */

/* One cell each; strings are borrowed until table_row(). */
void table_str(struct table *, struct str); /* STR_NONE: unknown */
void table_int(struct table *, int64_t);
void table_real(struct table *, double);  /* NAN: unknown */
void table_time(struct table *, int64_t); /* CLOCK_NONE: unknown */
void table_row(struct table *);
/* Ends the output and frees; RC_FAIL only of a workbook. */
enum rc table_end(struct table *, struct err *) MUST_CHECK;
void table_close(struct table *); /* the same for all other forms */

#endif
