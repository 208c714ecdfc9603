#include "store/present.h"

#include "common/log.h"
#include "store/schema.h"

/* The last moment at which anything was recorded, by loads or by people. */
static const char last_sql[] =
    "SELECT CAST(strftime('%s',max(at)) AS INTEGER) FROM"
    " (SELECT max(started_at) AS at FROM run"
    " UNION ALL SELECT max(recorded_at) FROM judgement"
    " UNION ALL SELECT max(recorded_until) FROM judgement"
    " WHERE recorded_until<>'" SCHEMA_FOREVER "'"
    " UNION ALL SELECT recorded_at FROM event"
    " WHERE event_id=(SELECT max(event_id) FROM event))";

enum rc
present_read(struct call *call, int64_t *now, struct err *err)
{
	const struct clock *clock = &call->stage->clock;
	char here[CLOCK_TEXT_MAX];
	char there[CLOCK_TEXT_MAX];
	int64_t last = 0;
	const enum rc rc = db_number(call->db, last_sql, &last, err);
	*now = clock->now(clock->arg);
	if (rc != RC_OK || *now >= last)
		return rc;
	clock_text(*now, here);
	clock_text(last, there);
	log_event(LOG_WARN, "clock_back", "now", here, "recorded_at", there,
	    NULL);
	*now = last;
	return RC_OK;
}
