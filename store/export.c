#include "store/export.h"

#include "store/detail.h"
#include "store/package.h"
#include "store/series.h"
#include "store/topic.h"

#define ROW_ARENA ((size_t)64 << 20)

/* Where the line moved, as `id,time,pub_date,value`: a series of vintages. */
static const struct table_column vintage_columns[] = {
	{ "id", TABLE_WHOLE },
	{ "time", TABLE_SHOW },
	{ "pub_date", TABLE_SHOW },
	{ "value", TABLE_RIGHT },
};

/* SDMX-CSV 2 (SDMX 3.0, part 5): one dataflow, its dimensions and measure. */
static const struct table_column sdmx_columns[] = {
	{ "STRUCTURE", TABLE_SHOW },
	{ "STRUCTURE_ID", TABLE_SHOW },
	{ "ACTION", TABLE_SHOW },
	{ "INDICATOR", TABLE_WHOLE },
	{ "REF_AREA", TABLE_SHOW },
	{ "TIME_PERIOD", TABLE_SHOW },
	{ "PUB_DATE", TABLE_SHOW },
	{ "OBS_VALUE", TABLE_RIGHT },
	{ "UNIT_MEASURE", TABLE_SHOW },
	{ "OBS_STATUS", TABLE_SHOW },
	{ "SOURCE", TABLE_SHOW },
	{ "SOURCE_URL", TABLE_SHOW },
};

struct exporting;
typedef void row_fn(struct exporting *, const struct observation *,
    const struct detail *);

struct exporting {
	struct table *table;
	struct details *details;
	struct arena *arena; /* of one row */
	int64_t since;
	row_fn *row;
};

/* The period a figure speaks of; without one it is of the day it was told. */
static struct str
time_cell(struct exporting *s, const struct observation *o)
{
	const bool told =
	    str_is(o->period_basis, "text") && o->period_from.n > 0;
	return told ? o->period_from : detail_date(s->arena, o);
}

static struct str
id_cell(struct exporting *s, const struct detail *d)
{
	if (str_is(d->kato, "KZ"))
		return d->indicator;
	return arena_printf(s->arena, "%.*s.%.*s", STR_ARG(d->indicator),
	    STR_ARG(d->kato.n > 0 ? d->kato : d->place));
}

static void
vintage_row(struct exporting *s, const struct observation *o,
    const struct detail *d)
{
	table_str(s->table, id_cell(s, d));
	table_str(s->table, time_cell(s, o));
	table_str(s->table, detail_date(s->arena, o));
	table_real(s->table, o->figure.value);
}

static void
sdmx_row(struct exporting *s, const struct observation *o,
    const struct detail *d)
{
	struct table *t = s->table;
	table_str(t, STR("dataflow"));
	table_str(t, STR("SANDYQ:OBSERVATIONS(1.0)"));
	table_str(t, STR("I"));
	table_str(t, d->indicator);
	table_str(t, d->kato.n > 0 ? d->kato : d->place);
	table_str(t, time_cell(s, o));
	table_str(t, detail_date(s->arena, o));
	table_real(t, o->figure.value);
	table_str(t, o->figure.unit);
	table_str(t, STR("A"));
	table_str(t, d->source);
	table_str(t, d->url);
}

static enum rc
line_show(void *arg, const struct scope *scope, const struct observations *seen,
    struct err *err)
{
	struct exporting *s = arg;
	(void)scope;
	for (size_t i = 0; i < seen->n; i++) {
		const struct observation *o = &seen->v[i];
		struct detail detail;
		if (o->status != LINE_MOVED || o->reported < s->since ||
		    str_is(o->basis, "recorded"))
			continue;
		const enum rc rc =
		    details_read(s->details, o->id, &detail, err);
		if (rc != RC_OK)
			return rc;
		s->row(s, o, &detail);
		table_row(s->table);
		arena_reset(s->arena);
	}
	return RC_OK;
}

/* One row a form; without `row` it is the whole series. */
struct form {
	const char *name;
	enum table_format format;
	const struct table_column *columns;
	size_t ncolumns;
	row_fn *row;
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const struct form forms[] = {
	{ "csv", TABLE_CSV, series_columns, SERIES_COLUMNS, NULL },
	{ "jsonl", TABLE_JSONL, series_columns, SERIES_COLUMNS, NULL },
	{ "vintages", TABLE_CSV, vintage_columns, COUNT(vintage_columns),
	    vintage_row },
	{ "sdmx-csv", TABLE_CSV, sdmx_columns, COUNT(sdmx_columns), sdmx_row },
};

static enum rc
form_find(const struct asked *asked, struct form *out, struct err *err)
{
	const struct str name =
	    asked->format != NULL ? str_c(asked->format) : STR("csv");
	for (size_t i = 0; i < COUNT(forms); i++) {
		if (!str_is(name, forms[i].name))
			continue;
		*out = forms[i];
		if (asked->excel == NULL)
			return RC_OK;
		if (out->format != TABLE_CSV || out->row == sdmx_row)
			return err_set(err, RC_BAD,
			    "--excel is for csv and vintages");
		out->format = TABLE_EXCEL;
		return RC_OK;
	}
	return err_set(err, RC_BAD, "no form \"%.*s\" to export in",
	    STR_ARG(name));
}

static enum rc
line_tell(struct call *call, const struct question *question,
    const struct form *form, struct table *t, struct err *err)
{
	struct exporting s = { .table = t,
		.since = question->since,
		.row = form->row };
	enum rc rc = details_new(call->db, &s.details, err);
	if (rc != RC_OK)
		return rc;
	s.arena = arena_new(ROW_ARENA);
	rc = question_walk(call, question, line_show, &s, err);
	arena_free(s.arena);
	details_free(s.details);
	return rc;
}

enum rc
export_run(struct call *call, struct err *err)
{
	struct question question;
	struct form form = { .name = NULL };
	if (call->asked->format != NULL &&
	    str_is(str_c(call->asked->format), "datapackage"))
		return package_write(call, err);
	enum rc rc = form_find(call->asked, &form, err);
	if (rc == RC_OK)
		rc = question_read(call, &question, err);
	if (rc != RC_OK)
		return rc;
	if (question.place == NULL)
		question.place = "all";
	call->format = form.format;
	struct table *t = call_table(call, form.columns, form.ncolumns);
	rc = form.row == NULL ? series_tell(call, &question, t, err)
			      : line_tell(call, &question, &form, t, err);
	table_close(t);
	return rc;
}
