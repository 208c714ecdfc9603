#include "store/indicators.h"

#include <math.h>

#include "common/clock.h"
#include "store/catalog.h"
#include "store/limits.h"

static const struct table_column indicator_columns[] = {
	{ "code", TABLE_WHOLE },
	{ "latest", TABLE_EYES | TABLE_RIGHT },
	{ "value", TABLE_DATA },
	{ "low", TABLE_DATA },
	{ "high", TABLE_DATA },
	{ "bound", TABLE_DATA },
	{ "unit", TABLE_DATA },
	{ "since", TABLE_SHOW },
	{ "observations", TABLE_RIGHT },
	{ "sources", TABLE_RIGHT },
	{ "places", TABLE_RIGHT },
	{ "kind", TABLE_DATA },
	{ "title_ru", TABLE_SHOW },
	{ "title_kk", TABLE_DATA },
	{ "title_en", TABLE_DATA },
};
#define INDICATOR_COLUMNS                                                      \
	(sizeof(indicator_columns) / sizeof(*indicator_columns))

#define ROW_ARENA ((size_t)1 << 30) /* all observations of one series */

static const char indicators_sql[] =
    "SELECT i.indicator_id,i.code,i.unit,i.kind,i.window_days,i.title_ru,"
    "i.title_kk,i.title_en,count(o.observation_id),"
    "count(DISTINCT d.source_id),count(DISTINCT o.place_id),min(o.place_id)"
    " FROM indicator i LEFT JOIN observation o"
    " ON o.indicator_id=i.indicator_id"
    " AND o.reported_at>=coalesce(?1,'') AND o.reported_at<=?2"
    " AND o.recorded_at<=?3 AND o.recorded_until>?3"
    " AND (?4 IS NULL OR o.place_id IN (SELECT value FROM json_each(?4)))"
    " LEFT JOIN document d USING(document_id)"
    " GROUP BY i.indicator_id ORDER BY i.code";

struct telling {
	struct call *call;
	struct question question;
	struct arena *arena; /* of one series */
};

/* Where it stands: in the whole country, else in the one place there is. */
static enum rc
latest_read(struct telling *s, const struct query *q, struct observation *out,
    struct err *err)
{
	struct observations seen;
	const struct topic topic = {
		.id = row_int(q, 0),
		.stock = str_is(row_str(q, 3), "stock"),
		.window = row_int(q, 4) * CLOCK_DAY,
	};
	const struct scope scope = { .topic = &topic,
		.place = row_int(q, 11),
		.as_of = s->question.as_of,
		.recorded = s->question.recorded };
	*out = (struct observation){ .reported = CLOCK_NONE,
		.figure = { .value = (double)NAN,
		    .low = (double)NAN,
		    .high = (double)NAN } };
	if (row_int(q, 8) == 0 ||
	    (scope.place != CATALOG_COUNTRY && row_int(q, 10) > 1))
		return RC_OK;
	const enum rc rc =
	    observations_read(s->call->db, s->arena, &scope, &seen, err);
	if (rc == RC_OK && seen.latest != LINE_NOBODY)
		*out = seen.v[seen.latest];
	return rc;
}

static void
indicator_show(struct table *t, struct arena *a, const struct query *q,
    const struct observation *o)
{
	const struct figure *f = &o->figure;
	table_str(t, row_str(q, 1));
	table_str(t, isnan(f->value) ? STR_NONE : figure_text(a, f));
	table_real(t, f->value);
	table_real(t, f->low);
	table_real(t, f->high);
	table_str(t, f->bound);
	table_str(t, row_str(q, 2));
	table_time(t, o->reported);
	table_int(t, row_int(q, 8));
	table_int(t, row_int(q, 9));
	table_int(t, row_int(q, 10));
	table_str(t, row_str(q, 3));
	table_str(t, row_str(q, 5));
	table_str(t, row_str(q, 6));
	table_str(t, row_str(q, 7));
	table_row(t);
}

enum rc
indicators_run(struct call *call, struct err *err)
{
	struct telling s = { .call = call };
	struct query *q = NULL;
	enum rc rc = question_past(call, &s.question, err);
	if (rc == RC_OK)
		rc = query_new(call->db, indicators_sql, &q, err);
	if (rc == RC_OK)
		rc = limits_bind(call, &s.question, q, err);
	if (rc != RC_OK) {
		query_free(q);
		return rc;
	}
	s.arena = arena_new(ROW_ARENA);
	struct table *t =
	    call_table(call, indicator_columns, INDICATOR_COLUMNS);
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		struct observation latest;
		rc = latest_read(&s, q, &latest, err);
		if (rc != RC_OK)
			break;
		indicator_show(t, s.arena, q, &latest);
		arena_reset(s.arena);
	}
	table_close(t);
	arena_free(s.arena);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}
