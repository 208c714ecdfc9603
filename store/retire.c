#include "store/retire.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/log.h"

enum retire_query {
	RETIRE_READ,
	RETIRE_WRITE,
	RETIRE_QUERIES,
};

static const char *const retire_sql[RETIRE_QUERIES] = {
	[RETIRE_READ] = "SELECT indicator_id,code,retired_at IS NOT NULL"
			" FROM indicator ORDER BY code",
	[RETIRE_WRITE] = "UPDATE indicator SET retired_at=?2"
			 " WHERE indicator_id=?1",
};

static void
retire_tell(struct str code)
{
	char name[256];
	(void)snprintf(name, sizeof(name), "%.*s", STR_ARG(code));
	log_event(LOG_WARN, "indicator_retired", "code", name, "reason",
	    "not in the configuration; what is stored stays", NULL);
}

static enum rc
one_judge(struct query *q[], const struct indicators *known, int64_t now,
    struct err *err)
{
	const struct str code = row_str(q[RETIRE_READ], 1);
	const bool is = indicators_get(known, code) == NULL;
	const bool was = row_int(q[RETIRE_READ], 2) != 0;
	if (is == was)
		return RC_OK;
	query_int(q[RETIRE_WRITE], 0, row_int(q[RETIRE_READ], 0));
	query_time(q[RETIRE_WRITE], 1, is ? now : CLOCK_NONE);
	if (is)
		retire_tell(code);
	return query_run(q[RETIRE_WRITE], err);
}

enum rc
retire_indicators(struct db *db, const struct indicators *known, int64_t now,
    struct err *err)
{
	struct query *q[RETIRE_QUERIES];
	enum rc rc = query_all(db, retire_sql, q, RETIRE_QUERIES, err);
	if (rc != RC_OK)
		return rc;
	for (rc = query_step(q[RETIRE_READ], err); rc == RC_OK;
	     rc = query_step(q[RETIRE_READ], err)) {
		rc = one_judge(q, known, now, err);
		if (rc != RC_OK)
			break;
	}
	query_free_all(q, RETIRE_QUERIES);
	return rc == RC_END ? RC_OK : rc;
}
