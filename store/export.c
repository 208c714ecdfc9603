#include "store/export.h"

#include <string.h>

#include "store/moment.h"
#include "store/package.h"
#include "store/series.h"

/* Where the line moved, as `id,time,pub_date,value`: a series of vintages. */
static const struct table_column vintage_columns[] = {
	{ "id", TABLE_WHOLE },
	{ "time", TABLE_SHOW },
	{ "pub_date", TABLE_SHOW },
	{ "value", TABLE_RIGHT },
};

/* SDMX-CSV 2.1 (SDMX 3.1): one dataflow, its dimensions and measure. */
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

/* The period a figure speaks of; without one it is of the day it was told. */
static struct str
time_of(const struct observation *o, char day[CLOCK_TEXT_MAX])
{
	if (str_is(o->period_basis, "text") && o->period_from.n > 0)
		return o->period_from;
	moment_day(o->reported, day);
	return str_c(day);
}

static struct str
time_cell(struct answer *s, const struct observation *o)
{
	char day[CLOCK_TEXT_MAX];
	return arena_str(s->arena, time_of(o, day));
}

static struct str
id_cell(struct answer *s, const struct detail *d)
{
	if (str_is(d->kato, "KZ"))
		return d->indicator;
	return arena_printf(s->arena, "%.*s.%.*s", STR_ARG(d->indicator),
	    STR_ARG(d->kato.n > 0 ? d->kato : d->place));
}

static void
vintage_row(struct answer *s, const struct observation *o,
    const struct detail *d)
{
	table_str(s->table, id_cell(s, d));
	table_str(s->table, time_cell(s, o));
	table_str(s->table, detail_date(s->arena, o));
	table_real(s->table, o->figure.value);
}

static void
sdmx_row(struct answer *s, const struct observation *o, const struct detail *d)
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

static bool
is_dated_move(const struct observation *o)
{
	return o->status == LINE_MOVED && !str_is(o->basis, "recorded");
}

/* A series has one value a period and day, for both forms name a row by them:
 * of several the one that stood when the day ended. */
static bool
is_vintage(const struct observations *seen, size_t nth)
{
	const struct observation *o = &seen->v[nth];
	char days[2][CLOCK_TEXT_MAX];
	char times[2][CLOCK_TEXT_MAX];
	if (!is_dated_move(o))
		return false;
	moment_day(o->reported, days[0]);
	for (size_t i = nth + 1; i < seen->n; i++) {
		const struct observation *later = &seen->v[i];
		moment_day(later->reported, days[1]);
		if (strcmp(days[0], days[1]) != 0)
			break;
		if (is_dated_move(later) &&
		    str_eq(time_of(o, times[0]), time_of(later, times[1])))
			return false;
	}
	return true;
}

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const struct answer_form vintage_form = {
	.columns = vintage_columns,
	.ncolumns = COUNT(vintage_columns),
	.wanted = is_vintage,
	.row = vintage_row,
};
static const struct answer_form sdmx_form = {
	.columns = sdmx_columns,
	.ncolumns = COUNT(sdmx_columns),
	.wanted = is_vintage,
	.row = sdmx_row,
};

struct form {
	const char *name;
	const struct answer_form *answer;
	enum table_format format;
	bool excel; /* may be asked for so */
};

static const struct form forms[] = {
	{ "csv", &series_form, TABLE_CSV, true },
	{ "jsonl", &series_form, TABLE_JSONL, false },
	{ "xlsx", &series_form, TABLE_XLSX, false },
	{ "vintages", &vintage_form, TABLE_CSV, true },
	{ "sdmx-csv", &sdmx_form, TABLE_CSV, false },
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
		if (!out->excel)
			return err_set(err, RC_BAD,
			    "--excel is for csv and vintages");
		out->format = TABLE_EXCEL;
		return RC_OK;
	}
	return err_set(err, RC_BAD, "no form \"%.*s\" to export in",
	    STR_ARG(name));
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
	struct table *t =
	    call_table(call, form.answer->columns, form.answer->ncolumns);
	struct err ending = { 0 };
	rc = answer_tell(call, &question, form.answer, t, err);
	const enum rc ended = table_end(t, &ending);
	if (rc != RC_OK || ended == RC_OK)
		return rc;
	*err = ending;
	return ended;
}
