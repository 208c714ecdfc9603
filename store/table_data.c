#include <string.h>

#include "common/clock.h"
#include "common/json.h"
#include "store/table_forms.h"

/* The forms for programs: CSV (RFC 4180), JSON and JSON Lines. */

/* Quoted when it holds a quote, the mark between cells or a line end, or begins
 * or ends in a blank that some readers would strip; and when empty, to tell it
 * from what is unknown. */
static bool
csv_must_quote(struct str x, char sep)
{
	if (x.n == 0 || x.s[0] == ' ' || x.s[x.n - 1] == ' ')
		return true;
	for (size_t i = 0; i < x.n; i++)
		if (x.s[i] == sep || strchr("\"\r\n", x.s[i]) != NULL)
			return true;
	return false;
}

void
csv_text(struct buf *b, struct str x, char sep)
{
	if (!csv_must_quote(x, sep)) {
		buf_str(b, x);
		return;
	}
	buf_chr(b, '"');
	for (size_t i = 0; i < x.n; i++) {
		if (x.s[i] == '"')
			buf_chr(b, '"');
		buf_chr(b, x.s[i]);
	}
	buf_chr(b, '"');
}

static void
csv_cell(struct buf *b, const struct cell *cell)
{
	char text[JSON_REAL_MAX > CLOCK_TEXT_MAX ? JSON_REAL_MAX
						 : CLOCK_TEXT_MAX];
	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_STR:
		csv_text(b, cell->text, ',');
		break;
	case CELL_INT:
		buf_printf(b, "%lld", (long long)cell->whole);
		break;
	case CELL_REAL:
		json_real_text(cell->real, text);
		buf_text(b, text);
		break;
	case CELL_TIME:
		clock_text(cell->whole, text);
		buf_text(b, text);
		break;
	}
}

static void
csv_begin(struct table *t)
{
	const char *comma = "";
	for (size_t i = 0; i < t->ncolumns; i++) {
		if (!table_shows(t, i))
			continue;
		buf_text(&t->out, comma);
		csv_text(&t->out, str_c(t->columns[i].name), ',');
		comma = ",";
	}
	buf_text(&t->out, "\r\n");
}

static void
csv_row(struct table *t)
{
	const char *comma = "";
	for (size_t i = 0; i < t->ncolumns; i++) {
		if (!table_shows(t, i))
			continue;
		buf_text(&t->out, comma);
		csv_cell(&t->out, &t->cells[i]);
		comma = ",";
	}
	buf_text(&t->out, "\r\n");
}

static void
data_end(struct table *t)
{
	(void)t;
}

static void
json_cell(struct json *j, const struct cell *cell)
{
	char text[CLOCK_TEXT_MAX];
	switch (cell->kind) {
	case CELL_NONE:
		json_null(j);
		break;
	case CELL_STR:
		json_str(j, cell->text);
		break;
	case CELL_INT:
		json_int(j, cell->whole);
		break;
	case CELL_REAL:
		json_real(j, cell->real);
		break;
	case CELL_TIME:
		clock_text(cell->whole, text);
		json_str(j, str_c(text));
		break;
	}
}

static void
json_object_row(struct table *t)
{
	struct json j = json_to(&t->out);
	json_object(&j);
	for (size_t i = 0; i < t->ncolumns; i++) {
		if (!table_shows(t, i))
			continue;
		json_key(&j, t->columns[i].name);
		json_cell(&j, &t->cells[i]);
	}
	json_end_object(&j);
}

static void
json_begin(struct table *t)
{
	buf_chr(&t->out, '[');
}

static void
json_row(struct table *t)
{
	buf_text(&t->out, t->rows == 0 ? "\n" : ",\n");
	json_object_row(t);
}

static void
json_end(struct table *t)
{
	buf_text(&t->out, t->rows == 0 ? "]\n" : "\n]\n");
}

static void
jsonl_begin(struct table *t)
{
	(void)t;
}

static void
jsonl_row(struct table *t)
{
	json_object_row(t);
	buf_chr(&t->out, '\n');
}

const struct table_form table_csv = { "csv", csv_begin, csv_row, data_end };
const struct table_form table_json = { "json", json_begin, json_row, json_end };
const struct table_form table_jsonl = { "jsonl", jsonl_begin, jsonl_row,
	data_end };
