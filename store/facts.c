#include "store/facts.h"

#include "common/clock.h"
#include "store/figure.h"
#include "store/limits.h"
#include "store/moment.h"
#include "store/rows.h"

#define SQL_MAX   ((size_t)4096)
#define ROW_ARENA ((size_t)1 << 20)

/* The columns of the query, in its order, behind the one for the eye. */
static const struct table_column fact_columns[] = {
	{ "date", TABLE_SHOW },
	{ "reported_at", TABLE_DATA },
	{ "figure", TABLE_EYES | TABLE_RIGHT },
	{ "reported_basis", TABLE_DATA },
	{ "source", TABLE_SHOW },
	{ "indicator", TABLE_WHOLE },
	{ "kind", TABLE_SHOW },
	{ "value", TABLE_DATA },
	{ "low", TABLE_DATA },
	{ "high", TABLE_DATA },
	{ "bound", TABLE_DATA },
	{ "unit", TABLE_DATA },
	{ "noun", TABLE_SHOW },
	{ "lemma", TABLE_DATA },
	{ "place", TABLE_DATA },
	{ "kato", TABLE_DATA },
	{ "period_from", TABLE_DATA },
	{ "period_until", TABLE_DATA },
	{ "period_basis", TABLE_DATA },
	{ "change_role", TABLE_DATA },
	{ "change_direction", TABLE_DATA },
	{ "modality", TABLE_DATA },
	{ "speaker", TABLE_DATA },
	{ "surface", TABLE_DATA },
	{ "sentence", TABLE_BELOW },
	{ "url", TABLE_BELOW },
	{ "start", TABLE_DATA },
	{ "length", TABLE_DATA },
	{ "rule", TABLE_DATA },
	{ "anchor", TABLE_DATA },
};
#define FACT_COLUMNS (sizeof(fact_columns) / sizeof(*fact_columns))

static const char facts_sql[] =
    "SELECT v.reported_at,v.reported_basis,s.code,i.code,f.kind,f.value,f.low,"
    "f.high,f.bound,f.unit,f.noun,f.lemma,p.name,p.kato,f.period_from,"
    "f.period_until,f.period_basis,f.change_role,f.change_direction,"
    "f.modality,k.name,f.surface,"
    "substr(v.text,f.sentence_start+1,f.sentence_length),d.url,f.start,"
    "f.length,f.rule,f.anchor"
    " FROM fact f JOIN reading r USING(reading_id)"
    " JOIN version v USING(version_id) JOIN document d USING(document_id)"
    " JOIN source s USING(source_id)"
    " LEFT JOIN indicator i ON i.indicator_id=f.indicator_id"
    " LEFT JOIN place p ON p.place_id=f.place_id"
    " LEFT JOIN speaker k ON k.speaker_id=f.speaker_id"
    " WHERE" LIMIT_REPORTED LIMIT_RECORDED LIMIT_PLACE;

enum fact_cell {
	FACT_VALUE = 5,
	FACT_LOW,
	FACT_HIGH,
	FACT_BOUND,
	FACT_UNIT,
	FACT_NOUN,
	FACT_CELLS = 28,
};

/* One row of the options: what is asked, and the clause it adds. */
struct fact_filter {
	const char *given;
	const char *clause;
};

static enum rc
facts_query(struct call *call, struct query **out, struct err *err)
{
	const struct asked *asked = call->asked;
	const struct fact_filter filters[] = {
		{ asked->indicator, " AND i.code=?5" },
		{ asked->url, " AND d.url=?6" },
		{ asked->kind, " AND f.kind=?7" },
	};
	const size_t n = sizeof(filters) / sizeof(*filters);
	struct buf sql;
	buf_init(&sql, SQL_MAX);
	buf_text(&sql, facts_sql);
	for (size_t i = 0; i < n; i++)
		if (filters[i].given != NULL)
			buf_text(&sql, filters[i].clause);
	buf_text(&sql, " ORDER BY v.reported_at,d.hash,v.seq,f.start");
	const enum rc rc = limits_query(call, sql.s, out, err);
	buf_free(&sql);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		if (filters[i].given != NULL)
			query_str(*out, LIMITS + (int)i,
			    str_c(filters[i].given));
	return RC_OK;
}

static void
fact_show(struct table *t, struct arena *a, const struct query *q)
{
	const struct figure figure = {
		.value = row_real(q, FACT_VALUE),
		.low = row_real(q, FACT_LOW),
		.high = row_real(q, FACT_HIGH),
		.bound = row_str(q, FACT_BOUND),
		.unit = row_str(q, FACT_UNIT),
	};
	char day[CLOCK_TEXT_MAX];
	moment_day(row_time(q, 0), day);
	const bool dated = !str_is(row_str(q, 1), "recorded");
	table_str(t, dated ? str_c(day) : STR_NONE);
	table_time(t, row_time(q, 0));
	table_str(t, figure_text(a, &figure));
	rows_cells(t, q, 1, FACT_CELLS);
	table_row(t);
}

enum rc
facts_run(struct call *call, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = facts_query(call, &q, err);
	if (rc != RC_OK)
		return rc;
	struct arena *row = arena_new(ROW_ARENA);
	struct table *t = call_table(call, fact_columns, FACT_COLUMNS);
	for (rc = query_step(q, err); rc == RC_OK && !stage_stopped();
	     rc = query_step(q, err)) {
		fact_show(t, row, q);
		arena_reset(row);
	}
	table_close(t);
	arena_free(row);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}
