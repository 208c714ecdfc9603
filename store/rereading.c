#include "store/rereading.h"

#include "store/rows.h"
#include "store/schema.h"

static const struct table_column rereading_columns[] = {
	{ "rule", TABLE_WHOLE },
	{ "kept", TABLE_RIGHT },
	{ "changed", TABLE_RIGHT },
	{ "gained", TABLE_RIGHT },
	{ "lost", TABLE_RIGHT },
};
#define REREADING_COLUMNS                                                      \
	(sizeof(rereading_columns) / sizeof(*rereading_columns))

/* Two facts at one place of one text, by their anchors, that say the same. */
#define SAYS_THE_SAME                                                          \
	"a.kind=b.kind AND a.value=b.value AND a.low IS b.low"                 \
	" AND a.high IS b.high AND a.bound=b.bound AND a.unit IS b.unit"       \
	" AND a.modality=b.modality AND a.place_id IS b.place_id"              \
	" AND a.period_from IS b.period_from"                                  \
	" AND a.period_until IS b.period_until"                                \
	" AND a.change_role IS b.change_role"                                  \
	" AND a.speaker_id IS b.speaker_id"                                    \
	" AND a.indicator_id IS b.indicator_id"

/* Whether a fact (a) has one at its place in the other reading: 2 when it says
 * the same, 1 when it says something else, null when there is none. */
#define BESIDE(other)                                                          \
	"(SELECT max(1+(" SAYS_THE_SAME ")) FROM fact b"                       \
	" WHERE b.reading_id=pair." other " AND b.anchor=a.anchor)"

/* A reading that was closed at the moment when another one of the same text
 * was opened: of those moments, the last. */
static const char rereading_sql[] =
    "WITH pairs AS (SELECT o.reading_id AS older,n.reading_id AS newer,"
    "n.recorded_at AS at FROM reading o JOIN reading n"
    " ON n.version_id=o.version_id AND n.recorded_at=o.recorded_until"
    " AND n.reading_id>o.reading_id"
    " WHERE o.recorded_until<>'" SCHEMA_FOREVER "'),"
    "pair AS (SELECT older,newer FROM pairs"
    " WHERE at=(SELECT max(at) FROM pairs)),"
    "told AS (SELECT a.rule," BESIDE(
	"older") " AS beside,0 AS lost"
		 " FROM pair JOIN fact a ON a.reading_id=pair.newer"
		 " UNION ALL SELECT a.rule,NULL,1"
		 " FROM pair JOIN fact a ON a.reading_id=pair.older"
		 " WHERE " BESIDE(
		     "newer") " IS NULL)"
			      "SELECT "
			      "coalesce(rule,'-'),sum(coalesce(beside=2,0)),"
			      "sum(coalesce(beside=1,0)),sum(beside IS NULL "
			      "AND NOT lost),sum(lost)"
			      " FROM told GROUP BY rule ORDER BY rule";

enum rc
rereading_run(struct call *call, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(call->db, rereading_sql, &q, err);
	if (rc != RC_OK)
		return rc;
	struct table *t =
	    call_table(call, rereading_columns, REREADING_COLUMNS);
	rc = rows_show(t, q, err);
	table_close(t);
	query_free(q);
	return rc;
}
