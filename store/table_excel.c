#include <string.h>

#include "common/clock.h"
#include "common/json.h"
#include "store/table_forms.h"

/*
 * CSV in the dialect of a spreadsheet set to Kazakhstan or Russia: without the
 * byte order mark Cyrillic is read as Latin, and without semicolons and
 * decimal commas all cells of a row are one text.
 */
#define SEPARATOR ';'

/* Spreadsheets run a text that begins so (OWASP, "CSV injection"). */
static bool
is_formula(struct str x)
{
	return x.n > 0 && strchr("=+-@\t\r", x.s[0]) != NULL;
}

static void
excel_text(struct buf *b, struct str x)
{
	struct buf guarded;
	if (!is_formula(x)) {
		csv_text(b, x, SEPARATOR);
		return;
	}
	buf_init(&guarded, x.n + 1);
	buf_chr(&guarded, '\'');
	buf_str(&guarded, x);
	csv_text(b, buf_view(&guarded), SEPARATOR);
	buf_free(&guarded);
}

static void
excel_real(struct buf *b, double v)
{
	char text[JSON_REAL_MAX];
	json_real_text(v, text);
	char *point = strchr(text, '.');
	if (point != NULL)
		*point = ',';
	buf_text(b, text);
}

/* "2026-02-03 09:00:00": what a spreadsheet takes for a moment. */
static void
excel_time(struct buf *b, int64_t at)
{
	char text[CLOCK_TEXT_MAX];
	clock_text(at, text);
	buf_printf(b, "%.10s %.8s", text, text + 11);
}

static void
excel_cell(struct buf *b, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_STR:
		excel_text(b, cell->text);
		break;
	case CELL_INT:
		buf_printf(b, "%lld", (long long)cell->whole);
		break;
	case CELL_REAL:
		excel_real(b, cell->real);
		break;
	case CELL_TIME:
		excel_time(b, cell->whole);
		break;
	}
}

static void
excel_begin(struct table *t)
{
	size_t shown = 0;
	buf_text(&t->out, "\xef\xbb\xbf");
	for (size_t i = 0; i < t->ncolumns; i++) {
		if (!table_shows(t, i))
			continue;
		if (shown++ > 0)
			buf_chr(&t->out, SEPARATOR);
		excel_text(&t->out, str_c(t->columns[i].name));
	}
	buf_text(&t->out, "\r\n");
}

static void
excel_row(struct table *t)
{
	size_t shown = 0;
	for (size_t i = 0; i < t->ncolumns; i++) {
		if (!table_shows(t, i))
			continue;
		if (shown++ > 0)
			buf_chr(&t->out, SEPARATOR);
		excel_cell(&t->out, &t->cells[i]);
	}
	buf_text(&t->out, "\r\n");
}

static void
excel_end(struct table *t)
{
	(void)t;
}

const struct table_form table_excel = { "excel", excel_begin, excel_row,
	excel_end };
