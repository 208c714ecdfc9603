#ifndef STORE_TABLE_FORMS_H
#define STORE_TABLE_FORMS_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/rc.h"
#include "store/table.h"

/*
 * The forms of a table; private to table*.c.  A form is three functions over
 * the table's cells; it appends to table->out, which table.c empties.
 */
enum cell_kind {
	CELL_NONE,
	CELL_STR,
	CELL_INT,
	CELL_REAL,
	CELL_TIME,
};

struct cell {
	enum cell_kind kind;
	struct str text;
	int64_t whole; /* also the moment of CELL_TIME */
	double real;
};

struct table_form {
	const char *name;
	void (*begin)(struct table *);
	void (*row)(struct table *);
	void (*end)(struct table *);
};

struct xlsx;  /* the workbook being written */
struct plain; /* rows that wait until the widths are known */

struct table {
	const struct table_form *form;
	const struct table_column *columns;
	size_t ncolumns;
	struct cell cells[TABLE_COLUMNS_MAX];
	size_t ncells;
	unsigned long long rows;
	bool bare;
	struct table_sink sink;
	struct buf out;
	struct plain *plain;
	struct xlsx *xlsx;
	struct err err; /* why the end failed, or no reason */
};

extern const struct table_form table_plain;
extern const struct table_form table_csv;
extern const struct table_form table_json;
extern const struct table_form table_jsonl;
extern const struct table_form table_excel;
extern const struct table_form table_xlsx;

/* Whether programs are shown this column. */
bool table_shows(const struct table *, size_t column);
/* Quoted where it must be, for a list apart by `sep`. */
void csv_text(struct buf *, struct str, char sep);

#endif
