#include "store/suggest.h"

#include "store/limits.h"
#include "store/rows.h"

#define SUGGEST_LIMIT 30

static const struct table_column suggest_columns[] = {
	{ "lemma", TABLE_WHOLE },
	{ "kind", TABLE_SHOW },
	{ "unit", TABLE_SHOW },
	{ "figures", TABLE_RIGHT },
	{ "pages", TABLE_RIGHT },
	{ "values", TABLE_RIGHT },
	{ "low", TABLE_RIGHT },
	{ "high", TABLE_RIGHT },
	{ "surface", TABLE_SHOW },
	{ "anchor", TABLE_DATA },
};
#define SUGGEST_COLUMNS (sizeof(suggest_columns) / sizeof(*suggest_columns))

/* Pages first: a table with twenty rows of a noun is no better a reason to
 * follow it than one figure.  The last one read is the example. */
static const char suggest_sql[] =
    "SELECT g.lemma,g.kind,g.unit,figures,pages,seen,least,most,f.surface,"
    "f.anchor FROM (SELECT lemma,kind,unit,count(*) AS figures,"
    "count(DISTINCT reading_id) AS pages,count(DISTINCT value) AS seen,"
    "min(value) AS least,max(value) AS most,max(fact_id) AS last"
    " FROM fact f JOIN reading r USING(reading_id)"
    " JOIN version v USING(version_id)"
    " WHERE indicator_id IS NULL AND lemma IS NOT NULL"
    " AND" LIMIT_REPORTED LIMIT_RECORDED LIMIT_PLACE " GROUP BY lemma,kind,unit"
    " ORDER BY pages DESC,figures DESC,lemma,kind,unit LIMIT ?5) g"
    " JOIN fact f ON f.fact_id=g.last"
    " ORDER BY pages DESC,figures DESC,g.lemma,g.kind,g.unit";

enum rc
suggest_run(struct call *call, struct err *err)
{
	struct query *q = NULL;
	unsigned long long limit = SUGGEST_LIMIT;
	enum rc rc = call_limit(call, &limit, err);
	if (rc == RC_OK)
		rc = limits_query(call, suggest_sql, &q, err);
	if (rc != RC_OK)
		return rc;
	query_int(q, LIMITS, (int64_t)limit);
	struct table *t = call_table(call, suggest_columns, SUGGEST_COLUMNS);
	rc = rows_show(t, q, err);
	table_close(t);
	query_free(q);
	return rc;
}
