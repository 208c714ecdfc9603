#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "common/clock.h"
#include "common/file.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "store/table_forms.h"

/*
 * A workbook of one sheet, for spreadsheets that need no dialect: numbers are
 * numbers, moments are moments, and no text is ever taken for a formula.  The
 * same rows give the same bytes: the workbook says it was made at the newest
 * moment that stands in it.
 *
 * libxlsxwriter writes into a file of its own; the rows wait there, and the
 * whole is read back when the table ends.
 */
#define XLSX_TEXT    32000 /* code points; a cell takes 32,767 units */
#define XLSX_WIDTH   14    /* of a column, in letters */
#define XLSX_BEGAN   INT64_C(946684800) /* 2000-01-01: no moment in it */
#define XLSX_MOMENTS "yyyy-mm-dd hh:mm:ss"

struct xlsx {
	char path[256];
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head;
	lxw_format *moment;
	lxw_row_t row;
	int64_t newest;
	lxw_error error; /* the first one */
};

static void
note(struct xlsx *x, lxw_error error)
{
	if (x->error == LXW_NO_ERROR)
		x->error = error;
}

/* A file of ours that nobody else can have put there. */
static bool
place_find(struct xlsx *x)
{
	const char *tmp = getenv("TMPDIR");
	const int n = snprintf(x->path, sizeof(x->path), "%s/sandyq.XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	const int fd =
	    n > 0 && (size_t)n < sizeof(x->path) ? mkstemp(x->path) : -1;
	if (fd < 0) {
		note(x, LXW_ERROR_CREATING_TMPFILE);
		return false;
	}
	(void)close(fd);
	return true;
}

static void
xlsx_begin(struct table *t)
{
	struct xlsx *x = mem_zero(1, sizeof(*x));
	char *tmp = getenv("TMPDIR");
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
		.tmpdir = tmp };
	lxw_col_t at = 0;
	t->xlsx = x;
	x->newest = XLSX_BEGAN;
	if (!place_find(x))
		return;
	x->book = workbook_new_opt(x->path, &options);
	x->sheet = workbook_add_worksheet(x->book, "sandyq");
	x->head = workbook_add_format(x->book);
	format_set_bold(x->head);
	x->moment = workbook_add_format(x->book);
	format_set_num_format(x->moment, XLSX_MOMENTS);
	for (size_t i = 0; i < t->ncolumns; i++)
		if (table_shows(t, i))
			note(x,
			    worksheet_write_string(x->sheet, 0, at++,
				t->columns[i].name, x->head));
	if (at > 0)
		note(x,
		    worksheet_set_column(x->sheet, 0, (lxw_col_t)(at - 1),
			XLSX_WIDTH, NULL));
	worksheet_freeze_panes(x->sheet, 1, 0);
}

static lxw_error
text_write(struct xlsx *x, lxw_col_t at, struct str text)
{
	struct utf8_ruler ruler = utf8_ruler(text);
	if (text.n > XLSX_TEXT)
		text = str_head(text, utf8_byte_at(&ruler, XLSX_TEXT));
	char *words = mem_dup(text.s, text.n);
	const lxw_error error =
	    worksheet_write_string(x->sheet, x->row, at, words, NULL);
	free(words);
	return error;
}

static lxw_error
cell_write(struct xlsx *x, lxw_col_t at, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_STR:
		return text_write(x, at, cell->text);
	case CELL_INT:
		return worksheet_write_number(x->sheet, x->row, at,
		    (double)cell->whole, NULL);
	case CELL_REAL:
		return worksheet_write_number(x->sheet, x->row, at, cell->real,
		    NULL);
	case CELL_TIME:
		if (cell->whole > x->newest)
			x->newest = cell->whole;
		return worksheet_write_unixtime(x->sheet, x->row, at,
		    cell->whole, x->moment);
	case CELL_NONE:
		break;
	}
	return LXW_NO_ERROR;
}

static void
xlsx_row(struct table *t)
{
	struct xlsx *x = t->xlsx;
	lxw_col_t at = 0;
	x->row++;
	for (size_t i = 0; i < t->ncolumns && x->error == LXW_NO_ERROR; i++)
		if (table_shows(t, i))
			note(x, cell_write(x, at++, &t->cells[i]));
}

static void
book_close(struct xlsx *x)
{
	char title[] = "sandyq";
	lxw_doc_properties about = { .title = title,
		.created = (time_t)x->newest };
	note(x, workbook_set_properties(x->book, &about));
	note(x, workbook_close(x->book));
}

static void
xlsx_end(struct table *t)
{
	struct xlsx *x = t->xlsx;
	struct err err = { 0 };
	if (x->book != NULL)
		book_close(x);
	if (x->error != LXW_NO_ERROR)
		(void)err_set(&t->err, RC_FAIL, "no workbook: %s",
		    lxw_strerror(x->error));
	else if (file_read(x->path, &t->out, &err) != RC_OK)
		t->err = err;
	if (x->path[0] != '\0')
		(void)unlink(x->path);
	free(x);
}

const struct table_form table_xlsx = { "xlsx", xlsx_begin, xlsx_row, xlsx_end };
