#include "store/judge.h"

#include "common/utf8.h"
#include "store/event.h"
#include "store/present.h"
#include "store/rows.h"
#include "store/schema.h"

static const struct table_column judge_columns[] = {
	{ "anchor", TABLE_WHOLE },
	{ "verdict", TABLE_SHOW },
	{ "who", TABLE_SHOW },
	{ "why", TABLE_BELOW },
	{ "recorded_at", TABLE_SHOW },
	{ "recorded_until", TABLE_DATA },
	{ "figure", TABLE_SHOW },
	{ "url", TABLE_BELOW },
};
#define JUDGE_COLUMNS (sizeof(judge_columns) / sizeof(*judge_columns))

enum judge_query {
	JUDGE_FIND,
	JUDGE_CLOSE,
	JUDGE_ADD,
	JUDGE_QUERIES,
};

static const char *const judge_sql[JUDGE_QUERIES] = {
	/* Figures of a series are found by index, others by looking. */
	[JUDGE_FIND] = "SELECT fact_id FROM fact WHERE anchor=?1"
		       " AND indicator_id IS NOT NULL UNION ALL"
		       " SELECT fact_id FROM fact WHERE anchor=?1 LIMIT 1",
	[JUDGE_CLOSE] = "UPDATE judgement SET recorded_until=?2 WHERE anchor=?1"
			" AND recorded_until='" SCHEMA_FOREVER "'",
	[JUDGE_ADD] = ("INSERT INTO judgement(anchor,recorded_at,verdict,who,"
		       "why) VALUES(?1,?2,?3,?4,?5)"),
};

static const char list_sql[] =
    "SELECT j.anchor,j.verdict,j.who,j.why,j.recorded_at,"
    "nullif(j.recorded_until,'" SCHEMA_FOREVER "'),f.surface,d.url"
    " FROM judgement j LEFT JOIN fact f ON f.fact_id="
    "coalesce((SELECT max(fact_id) FROM fact WHERE anchor=j.anchor"
    " AND indicator_id IS NOT NULL),"
    "(SELECT max(fact_id) FROM fact WHERE anchor=j.anchor))"
    " LEFT JOIN reading USING(reading_id) LEFT JOIN version USING(version_id)"
    " LEFT JOIN document d USING(document_id)"
    " ORDER BY j.recorded_at,j.judgement_id";

static enum rc
judgements_list(struct call *call, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(call->db, list_sql, &q, err);
	if (rc != RC_OK)
		return rc;
	struct table *t = call_table(call, judge_columns, JUDGE_COLUMNS);
	rc = rows_show(t, q, err);
	table_close(t);
	query_free(q);
	return rc;
}

/* A verdict without a name and a reason is worth nothing to the next one. */
static enum rc
judge_usage(const struct asked *asked, bool *takes_back, struct err *err)
{
	const struct str verdict = str_c(asked->verdict);
	const struct str who = str_trim(str_c(asked->who));
	const struct str why = str_trim(str_c(asked->why));
	*takes_back = str_is(verdict, "none");
	if (!*takes_back && !str_is(verdict, "preferred") &&
	    !str_is(verdict, "wrong"))
		return err_set(err, RC_BAD,
		    "--verdict is preferred, wrong or none");
	if (!*takes_back && (who.n == 0 || why.n == 0))
		return err_set(err, RC_BAD, "--who says it, and --why?");
	if (utf8_valid(who) < who.n || utf8_valid(why) < why.n)
		return err_set(err, RC_BAD, "--who and --why are UTF-8");
	return RC_OK;
}

struct judging {
	int64_t now;
	bool takes_back;
};

/* Within a transaction: the verdict before it is closed, not lost. */
static enum rc
judge_write(struct call *call, struct query *q[], const struct judging *at,
    struct err *err)
{
	const struct str anchor = str_c(call_operand(call));
	int64_t fact = 0;
	query_str(q[JUDGE_FIND], 0, anchor);
	enum rc rc = query_number(q[JUDGE_FIND], &fact, err);
	if (rc == RC_OK && fact == 0)
		return err_set(err, RC_BAD, "no figure has the anchor %.*s",
		    STR_ARG(anchor));
	query_str(q[JUDGE_CLOSE], 0, anchor);
	query_time(q[JUDGE_CLOSE], 1, at->now);
	if (rc == RC_OK)
		rc = query_run(q[JUDGE_CLOSE], err);
	if (rc != RC_OK || at->takes_back)
		return rc;
	query_str(q[JUDGE_ADD], 0, anchor);
	query_time(q[JUDGE_ADD], 1, at->now);
	query_str(q[JUDGE_ADD], 2, str_c(call->asked->verdict));
	query_str(q[JUDGE_ADD], 3, str_trim(str_c(call->asked->who)));
	query_str(q[JUDGE_ADD], 4, str_trim(str_c(call->asked->why)));
	return query_run(q[JUDGE_ADD], err);
}

enum rc
judge_run(struct call *call, struct err *err)
{
	struct query *q[JUDGE_QUERIES] = { NULL };
	struct judging at = { .takes_back = false };
	if (call_operand(call) == NULL)
		return judgements_list(call, err);
	enum rc rc = judge_usage(call->asked, &at.takes_back, err);
	if (rc == RC_OK)
		rc = query_all(call->db, judge_sql, q, JUDGE_QUERIES, err);
	if (rc == RC_OK)
		rc = db_run(call->db, "BEGIN IMMEDIATE", err);
	if (rc == RC_OK) {
		rc = present_read(call, &at.now, err);
		if (rc == RC_OK)
			rc = judge_write(call, q, &at, err);
		struct err second = { 0 };
		const char *end = rc == RC_OK ? "COMMIT" : "ROLLBACK";
		if (db_run(call->db, end, rc == RC_OK ? err : &second) != RC_OK)
			rc = RC_FAIL;
	}
	query_free_all(q, JUDGE_QUERIES);
	return rc == RC_OK ? events_settle(call->db, at.now, err) : rc;
}
