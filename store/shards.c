#include "store/shards.h"

static const struct table_column shard_columns[] = {
	{ "shard", TABLE_WHOLE },
	{ "done_at", TABLE_DATA },
};

static enum rc
shard_mark(struct call *call, struct err *err)
{
	const struct clock *clock = &call->stage->clock;
	struct query *q = NULL;
	enum rc rc = query_new(call->db,
	    "INSERT INTO shard(name,done_at) VALUES(?,?)"
	    " ON CONFLICT DO NOTHING",
	    &q, err);
	if (rc != RC_OK)
		return rc;
	query_str(q, 0, str_c(call->asked->done));
	query_time(q, 1, clock->now(clock->arg));
	rc = query_run(q, err);
	query_free(q);
	return rc;
}

static enum rc
shards_list(struct call *call, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(call->db,
	    "SELECT name,done_at FROM shard ORDER BY name", &q, err);
	if (rc != RC_OK)
		return rc;
	struct table *t = call_table(call, shard_columns, 2);
	table_bare(t); /* names alone: scripts look for theirs among them */
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		table_str(t, row_str(q, 0));
		table_time(t, row_time(q, 1));
		table_row(t);
	}
	table_close(t);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
shards_run(struct call *call, struct err *err)
{
	if (call->asked->done == NULL)
		return shards_list(call, err);
	if (call->asked->done[0] == '\0')
		return err_set(err, RC_BAD, "--done needs a name");
	return shard_mark(call, err);
}
