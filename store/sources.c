#include "store/sources.h"

#include <math.h>
#include <stdlib.h>

#include "store/answer.h"

/* Each value of a series: who said it first, and how far it went. */
static const struct table_column source_columns[] = {
	{ "value", TABLE_RIGHT },
	{ "unit", TABLE_SHOW },
	{ "first", TABLE_EYES },
	{ "first_at", TABLE_DATA },
	{ "first_basis", TABLE_DATA },
	{ "source", TABLE_SHOW },
	{ "speaker", TABLE_SHOW },
	{ "sources", TABLE_RIGHT },
	{ "stories", TABLE_RIGHT },
	{ "pages", TABLE_RIGHT },
	{ "reprints", TABLE_RIGHT },
	{ "last", TABLE_EYES },
	{ "last_at", TABLE_DATA },
	{ "place", TABLE_DATA },
	{ "sentence", TABLE_BELOW },
	{ "url", TABLE_BELOW },
};
#define SOURCE_COLUMNS (sizeof(source_columns) / sizeof(*source_columns))

/* An observation with its place in the series, to be put beside those of the
 * same value. */
struct sighting {
	const struct observation *o;
	size_t nth;
};

/* How far one value went. */
struct spread {
	const struct observation *first;
	const struct observation *last;
	size_t first_nth;
	int64_t sources;
	int64_t pages;
	int64_t reprints;
};

static int
sighting_cmp(const void *a, const void *b)
{
	const struct sighting *x = a;
	const struct sighting *y = b;
	if (x->o->figure.value != y->o->figure.value)
		return x->o->figure.value < y->o->figure.value ? -1 : 1;
	if (x->o->source != y->o->source)
		return x->o->source < y->o->source ? -1 : 1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

static int
spread_cmp(const void *a, const void *b)
{
	const struct spread *x = a;
	const struct spread *y = b;
	return (x->first_nth > y->first_nth) - (x->first_nth < y->first_nth);
}

/* Sightings of one value, those of each source side by side. */
static struct spread
spread_of(const struct sighting *s, size_t n)
{
	struct spread out = { .first = s[0].o,
		.last = s[0].o,
		.first_nth = s[0].nth };
	size_t last_nth = s[0].nth;
	for (size_t i = 0; i < n; i++) {
		out.pages++;
		out.reprints += s[i].o->status == LINE_REPRINT;
		out.sources += i == 0 || s[i].o->source != s[i - 1].o->source;
		if (s[i].nth < out.first_nth) {
			out.first_nth = s[i].nth;
			out.first = s[i].o;
		}
		if (s[i].nth > last_nth) {
			last_nth = s[i].nth;
			out.last = s[i].o;
		}
	}
	return out;
}

static enum rc
spread_show(struct answer *s, const struct spread *one, struct err *err)
{
	struct detail d;
	struct table *t = s->table;
	const enum rc rc = details_read(s->details, one->first, &d, err);
	if (rc != RC_OK)
		return rc;
	table_real(t, one->first->figure.value);
	table_str(t, one->first->figure.unit);
	table_str(t, detail_day(s->arena, one->first));
	table_time(t, one->first->reported);
	table_str(t, one->first->basis);
	table_str(t, d.source);
	table_str(t, d.speaker);
	table_int(t, one->sources);
	table_int(t, one->pages - one->reprints);
	table_int(t, one->pages);
	table_int(t, one->reprints);
	table_str(t, detail_day(s->arena, one->last));
	table_time(t, one->last->reported);
	table_str(t, d.place);
	table_str(t, d.sentence);
	table_str(t, d.url);
	table_row(t);
	return RC_OK;
}

static enum rc
sources_show(void *arg, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	struct answer *s = arg;
	struct sighting *all = arena_array(s->arena, seen->n, sizeof(*all));
	struct spread *spreads =
	    arena_array(s->arena, seen->n, sizeof(*spreads));
	size_t n = 0;
	size_t count = 0;
	enum rc rc = RC_OK;
	(void)scope;
	for (size_t i = 0; i < seen->n; i++)
		if (seen->v[i].reported >= s->question->since)
			all[n++] = (struct sighting){ &seen->v[i], i };
	qsort(all, n, sizeof(*all), sighting_cmp);
	for (size_t i = 0, end = 0; i < n; i = end) {
		const double value = all[i].o->figure.value;
		while (end < n && all[end].o->figure.value <= value)
			end++;
		spreads[count++] = spread_of(all + i, end - i);
	}
	qsort(spreads, count, sizeof(*spreads), spread_cmp);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = spread_show(s, &spreads[i], err);
	arena_reset(s->arena);
	return rc;
}

enum rc
sources_run(struct call *call, struct err *err)
{
	static const struct answer_form form = {
		.columns = source_columns,
		.ncolumns = SOURCE_COLUMNS,
		.series = sources_show,
	};
	return answer_run(call, &form, err);
}
