#include "store/series.h"

#include "store/series_plot.h"

const struct table_column series_columns[] = {
	{ "date", TABLE_EYES },
	{ "date", TABLE_DATA },
	{ "figure", TABLE_EYES | TABLE_RIGHT },
	{ "reported_at", TABLE_DATA },
	{ "reported_basis", TABLE_DATA },
	{ "indicator", TABLE_DATA },
	{ "place", TABLE_SHOW },
	{ "kato", TABLE_DATA },
	{ "value", TABLE_DATA },
	{ "low", TABLE_DATA },
	{ "high", TABLE_DATA },
	{ "bound", TABLE_DATA },
	{ "unit", TABLE_DATA },
	{ "status", TABLE_SHOW },
	{ "source", TABLE_SHOW },
	{ "source_name", TABLE_DATA },
	{ "speaker", TABLE_SHOW },
	{ "period", TABLE_EYES },
	{ "period_from", TABLE_DATA },
	{ "period_until", TABLE_DATA },
	{ "period_basis", TABLE_DATA },
	{ "modality", TABLE_DATA },
	{ "stated_from", TABLE_DATA },
	{ "surface", TABLE_DATA },
	{ "sentence", TABLE_BELOW },
	{ "url", TABLE_BELOW },
	{ "title", TABLE_DATA },
	{ "lang", TABLE_DATA },
	{ "archive", TABLE_DATA },
	{ "archive_offset", TABLE_DATA },
	{ "record_id", TABLE_DATA },
	{ "recorded_at", TABLE_DATA },
	{ "story", TABLE_DATA },
	{ "anchor", TABLE_DATA },
};
_Static_assert(sizeof(series_columns) / sizeof(*series_columns) ==
	SERIES_COLUMNS,
    "series.h counts them");

static void
figure_cells(struct table *t, const struct figure *f)
{
	table_real(t, f->value);
	table_real(t, f->low);
	table_real(t, f->high);
	table_str(t, f->bound);
	table_str(t, f->unit);
}

static void
said_cells(struct table *t, const struct observation *o, const struct detail *d)
{
	table_str(t, o->modality);
	table_real(t, o->former.value);
	table_str(t, d->surface);
	table_str(t, d->sentence);
	table_str(t, d->url);
	table_str(t, d->title);
	table_str(t, d->lang);
	table_str(t, d->archive);
	table_int(t, d->offset);
	table_str(t, d->record_id);
	table_time(t, d->recorded);
	table_int(t, o->story);
	table_str(t, d->anchor);
}

/* A stated change shows where it came from: "27 -> 20". */
static struct str
figure_cell(struct arena *a, const struct observation *o)
{
	const struct str now = figure_text(a, &o->figure);
	if (o->former.value != o->former.value)
		return now;
	const struct str old = figure_text(a, &o->former);
	return arena_printf(a, "%.*s -> %.*s", STR_ARG(old), STR_ARG(now));
}

static void
row_show(struct answer *answer, const struct observation *o,
    const struct detail *d)
{
	struct table *t = answer->table;
	struct arena *a = answer->arena;
	table_str(t, detail_day(a, o));
	table_str(t, detail_date(a, o));
	table_str(t, figure_cell(a, o));
	table_time(t, o->reported);
	table_str(t, o->basis);
	table_str(t, d->indicator);
	table_str(t, d->place);
	table_str(t, d->kato);
	figure_cells(t, &o->figure);
	table_str(t, detail_status(o));
	table_str(t, d->source);
	table_str(t, d->source_name);
	table_str(t, d->speaker);
	table_str(t, detail_period(a, o));
	table_str(t, o->period_from);
	table_str(t, o->period_until);
	table_str(t, o->period_basis);
	said_cells(t, o, d);
}

const struct answer_form series_form = {
	.columns = series_columns,
	.ncolumns = SERIES_COLUMNS,
	.row = row_show,
};

enum rc
series_run(struct call *call, struct err *err)
{
	if (call->asked->plot != NULL)
		return series_plot(call, err);
	return answer_run(call, &series_form, err);
}
