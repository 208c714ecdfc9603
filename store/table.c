#include "store/table.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/mem.h"
#include "store/table_forms.h"

#define TABLE_OUT_MAX ((size_t)512 << 20) /* the rows that wait together */
#define TABLE_STEP    ((size_t)64 << 10)

static const struct table_form *const forms[] = {
	[TABLE_PLAIN] = &table_plain,
	[TABLE_CSV] = &table_csv,
	[TABLE_JSON] = &table_json,
	[TABLE_JSONL] = &table_jsonl,
	[TABLE_EXCEL] = &table_excel,
	[TABLE_XLSX] = &table_xlsx,
};

bool
table_format_named(struct str name, enum table_format *out)
{
	for (size_t i = 0; i <= TABLE_EXCEL; i++) {
		if (!str_is(name, forms[i]->name))
			continue;
		*out = (enum table_format)i;
		return true;
	}
	return false;
}

struct table *
table_new(enum table_format format, const struct table_column *columns,
    size_t n, const struct table_sink *sink)
{
	assert(n <= TABLE_COLUMNS_MAX);
	struct table *t = mem_zero(1, sizeof(*t));
	t->form = forms[format];
	t->columns = columns;
	t->ncolumns = n;
	t->sink = *sink;
	if (t->sink.width < TABLE_WIDTH_MIN)
		t->sink.width = TABLE_WIDTH_MIN;
	buf_init(&t->out, TABLE_OUT_MAX);
	t->form->begin(t);
	return t;
}

void
table_bare(struct table *t)
{
	t->bare = true;
}

bool
table_shows(const struct table *t, size_t column)
{
	return (t->columns[column].show & TABLE_EYES) == 0;
}

static void
table_cell(struct table *t, struct cell cell)
{
	assert(t->ncells < t->ncolumns);
	t->cells[t->ncells++] = cell;
}

void
table_str(struct table *t, struct str x)
{
	table_cell(t,
	    (struct cell){ .kind = x.s != NULL ? CELL_STR : CELL_NONE,
		.text = x });
}

void
table_int(struct table *t, int64_t v)
{
	table_cell(t, (struct cell){ .kind = CELL_INT, .whole = v });
}

void
table_real(struct table *t, double v)
{
	table_cell(t,
	    (struct cell){ .kind = isfinite(v) ? CELL_REAL : CELL_NONE,
		.real = v });
}

void
table_time(struct table *t, int64_t at)
{
	table_cell(t,
	    (struct cell){ .kind = at != CLOCK_NONE ? CELL_TIME : CELL_NONE,
		.whole = at });
}

static void
table_drain(struct table *t)
{
	t->sink.write(t->sink.arg, buf_view(&t->out));
	buf_clear(&t->out);
}

void
table_row(struct table *t)
{
	assert(t->ncells == t->ncolumns);
	t->form->row(t);
	t->rows++;
	t->ncells = 0;
	if (t->out.n >= TABLE_STEP)
		table_drain(t);
}

enum rc
table_end(struct table *t, struct err *err)
{
	if (t == NULL)
		return RC_OK;
	t->form->end(t);
	table_drain(t);
	const bool failed = t->err.reason[0] != '\0';
	if (failed)
		*err = t->err;
	buf_free(&t->out);
	free(t);
	return failed ? RC_FAIL : RC_OK;
}

void
table_close(struct table *t)
{
	struct err ignored = { 0 };
	(void)!table_end(t, &ignored);
}
