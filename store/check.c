#include "store/check.h"

#include <pthread.h>

#include "store/flaw.h"
#include "store/schema.h"

static const struct table_column check_columns[] = {
	{ "check", TABLE_SHOW },
	{ "result", TABLE_SHOW },
	{ "subject", TABLE_SHOW },
};
#define CHECK_COLUMNS (sizeof(check_columns) / sizeof(*check_columns))

#define CHECK_ARENA ((size_t)64 << 20) /* what the flaws of all checks say */

/* Some of the checks, with what one thread needs for them. */
struct inspection {
	struct db *db;
	enum flaw_check from;
	enum flaw_check until;
	struct flaws *found; /* of all checks, by check */
	struct arena *arena;
};

static struct inspection
inspection_of(struct db *db, enum flaw_check from, enum flaw_check until,
    struct flaws *found)
{
	return (struct inspection){ .db = db,
		.from = from,
		.until = until,
		.found = found,
		.arena = arena_new(CHECK_ARENA) };
}

static void *
inspect(void *arg)
{
	const struct inspection *one = arg;
	for (enum flaw_check i = one->from; i < one->until; i++) {
		one->found[i].arena = one->arena;
		flaws_find(one->db, i, &one->found[i]);
	}
	return NULL;
}

static void
flaws_show(struct table *t, enum flaw_check check, const struct flaws *found)
{
	const struct flaw fine = { STR("ok"), STR_NONE };
	const struct flaw *v = found->n > 0 ? found->v : &fine;
	const size_t n = found->n > 0 ? found->n : 1;
	for (size_t i = 0; i < n; i++) {
		table_str(t, str_c(flaw_check_name(check)));
		table_str(t, v[i].result);
		table_str(t, v[i].subject);
		table_row(t);
	}
}

/* The file by itself, on a connection and in a thread of its own: it takes as
 * long as the rest. */
static enum rc
all_inspect(struct call *call, struct inspection *file, struct inspection *rest,
    struct err *err)
{
	pthread_t thread;
	const enum rc rc = schema_open(call->path, DB_READ, &file->db, err);
	if (rc != RC_OK)
		return rc;
	const int failed = pthread_create(&thread, NULL, inspect, file);
	(void)inspect(rest);
	if (failed == 0)
		(void)pthread_join(thread, NULL);
	else
		(void)inspect(file);
	db_close(file->db);
	return RC_OK;
}

enum rc
check_run(struct call *call, struct err *err)
{
	struct flaws *found =
	    arena_array(call->arena, FLAW_CHECKS, sizeof(*found));
	struct inspection file =
	    inspection_of(NULL, FLAW_FILE, FLAW_FILE + 1, found);
	struct inspection rest =
	    inspection_of(call->db, FLAW_FILE + 1, FLAW_CHECKS, found);
	const enum rc rc = all_inspect(call, &file, &rest, err);
	if (rc == RC_OK) {
		struct table *t =
		    call_table(call, check_columns, CHECK_COLUMNS);
		for (enum flaw_check i = FLAW_FILE; i < FLAW_CHECKS; i++) {
			flaws_show(t, i, &found[i]);
			if (found[i].n > 0)
				call->code = STAGE_FAILED;
		}
		table_close(t);
	}
	arena_free(file.arena);
	arena_free(rest.arena);
	return rc;
}
