#include "store/status.h"

static const struct table_column status_columns[] = {
	{ "what", TABLE_SHOW },
	{ "value", TABLE_WHOLE },
};

/* Each line of the answer: its name, and the query of one value. */
static const struct {
	const char *what;
	const char *sql;
} status_rows[] = {
	{ "documents", "SELECT count(*) FROM document" },
	{ "versions", "SELECT count(*) FROM version" },
	{ "captures", "SELECT count(*) FROM capture" },
	{ "facts",
	    "SELECT count(*) FROM fact JOIN reading USING(reading_id)"
	    " WHERE recorded_until='9999-12-31T00:00:00Z'" },
	{ "observations",
	    "SELECT count(*) FROM observation"
	    " WHERE recorded_until='9999-12-31T00:00:00Z'" },
	{ "stated changes", "SELECT count(*) FROM stated_change" },
	{ "indicators",
	    "SELECT count(DISTINCT indicator_id) FROM observation" },
	{ "sources", "SELECT count(DISTINCT source_id) FROM document" },
	{ "speakers", "SELECT count(*) FROM speaker" },
	{ "archives", "SELECT count(*) FROM shard" },
	{ "first reported",
	    "SELECT min(reported_at) FROM version"
	    " WHERE reported_basis<>'recorded'" },
	{ "last reported",
	    "SELECT max(reported_at) FROM version"
	    " WHERE reported_basis<>'recorded'" },
	{ "last load", "SELECT max(started_at) FROM run" },
	{ "schema version", "PRAGMA user_version" },
};

static enum rc
status_row(struct call *call, struct table *t, const char *sql, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(call->db, sql, &q, err);
	if (rc == RC_OK)
		rc = query_step(q, err);
	if (rc == RC_OK && row_kind(q, 0) == ROW_INT)
		table_int(t, row_int(q, 0));
	else if (rc == RC_OK)
		table_str(t, row_str(q, 0));
	if (rc == RC_OK)
		table_row(t);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
status_run(struct call *call, struct err *err)
{
	struct table *t = call_table(call, status_columns, 2);
	enum rc rc = RC_OK;
	table_str(t, STR("database"));
	table_str(t, str_c(call->path));
	table_row(t);
	const size_t n = sizeof(status_rows) / sizeof(*status_rows);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		table_str(t, str_c(status_rows[i].what));
		rc = status_row(call, t, status_rows[i].sql, err);
	}
	table_close(t);
	return rc;
}
