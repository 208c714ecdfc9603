#include "store/check.h"

static const struct table_column check_columns[] = {
	{ "check", TABLE_SHOW },
	{ "result", TABLE_SHOW },
	{ "subject", TABLE_SHOW },
};
#define CHECK_COLUMNS (sizeof(check_columns) / sizeof(*check_columns))

#define CHECK_SHOWN 100 /* findings of one check; more say nothing new */

/* Each check: a query that gives what is wrong as (result, subject). */
static const struct {
	const char *name;
	const char *sql;
} checks[] = {
	{ "file",
	    "SELECT integrity_check,'' FROM pragma_integrity_check"
	    " WHERE integrity_check<>'ok'" },
	{ "references",
	    "SELECT 'points at no '||\"parent\","
	    "\"table\"||' '||coalesce(rowid,'') FROM "
	    "pragma_foreign_key_check" },
	{ "figures",
	    "SELECT 'text has \"'||substr(text,start+1,length)||"
	    "'\", fact \"'||surface||'\"','fact '||fact_id"
	    " FROM fact JOIN reading USING(reading_id)"
	    " JOIN version USING(version_id)"
	    " WHERE substr(text,start+1,length)<>surface" },
	{ "sentences",
	    "SELECT 'figure outside its sentence','fact '||fact_id FROM fact"
	    " WHERE start<sentence_start OR"
	    " start+length>sentence_start+sentence_length" },
	{ "words",
	    "SELECT 'its words are not found','version '||version_id"
	    " FROM version WHERE version_id NOT IN"
	    " (SELECT id FROM words_docsize)" },
	{ "versions",
	    "SELECT 'versions not numbered from 1','document '||document_id"
	    " FROM version GROUP BY document_id HAVING max(seq)<>count(*)" },
	{ "readings",
	    "SELECT 'more than one reading in force','version '||version_id"
	    " FROM reading WHERE recorded_until='9999-12-31T00:00:00Z'"
	    " GROUP BY version_id HAVING count(*)>1" },
	{ "stories",
	    "SELECT 'belongs to no story that is','version '||v.version_id"
	    " FROM version v LEFT JOIN version f ON f.version_id=v.story_id"
	    " WHERE v.story_id IS NOT NULL AND (f.version_id IS NULL"
	    " OR f.story_id IS NOT NULL OR f.version_id>v.version_id)" },
	{ "observations",
	    "SELECT 'not what its fact says','observation '||observation_id"
	    " FROM observation o JOIN fact f USING(fact_id)"
	    " WHERE f.indicator_id IS NOT o.indicator_id"
	    " OR coalesce(f.place_id,0)<>o.place_id"
	    " OR f.period_from IS NOT o.period_from"
	    " OR f.period_until IS NOT o.period_until" },
};

static enum rc
check_one(struct call *call, struct table *t, size_t i, struct err *err)
{
	struct query *q = NULL;
	size_t found = 0;
	enum rc rc = query_new(call->db, checks[i].sql, &q, err);
	if (rc == RC_OK)
		rc = query_step(q, err);
	for (; rc == RC_OK && found < CHECK_SHOWN; rc = query_step(q, err)) {
		table_str(t, str_c(checks[i].name));
		table_str(t, row_str(q, 0));
		table_str(t, row_str(q, 1));
		table_row(t);
		found++;
	}
	query_free(q);
	if (rc == RC_FAIL)
		return rc;
	if (found == 0) {
		table_str(t, str_c(checks[i].name));
		table_str(t, STR("ok"));
		table_str(t, STR_NONE);
		table_row(t);
	} else {
		call->code = STAGE_FAILED;
	}
	return RC_OK;
}

enum rc
check_run(struct call *call, struct err *err)
{
	const size_t n = sizeof(checks) / sizeof(*checks);
	struct table *t = call_table(call, check_columns, CHECK_COLUMNS);
	enum rc rc = RC_OK;
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = check_one(call, t, i, err);
	table_close(t);
	return rc;
}
