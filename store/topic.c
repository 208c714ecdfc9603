#include "store/topic.h"

#include <string.h>

#include "common/clock.h"
#include "common/utf8.h"
#include "store/catalog.h"
#include "store/moment.h"

#define SERIES_ARENA ((size_t)1 << 30) /* all observations of one series */
#define PLACES_ARENA ((size_t)64 << 20)

struct topics {
	struct topic *v;
	size_t n;
};

struct places {
	int64_t *v;
	size_t n;
};

static enum rc
code_judge(struct call *call, const char *code, struct err *err)
{
	struct query *q = NULL;
	int64_t id = 0;
	if (code == NULL)
		return RC_OK;
	enum rc rc = query_new(call->db,
	    "SELECT indicator_id FROM indicator WHERE code=?", &q, err);
	if (rc != RC_OK)
		return rc;
	query_str(q, 0, str_c(code));
	rc = query_number(q, &id, err);
	query_free(q);
	if (rc == RC_OK && id == 0)
		return err_set(err, RC_BAD,
		    "no indicator \"%s\"; `sandyq-store indicators` lists them",
		    code);
	return rc;
}

enum rc
question_past(struct call *call, struct question *q, struct err *err)
{
	const struct asked *asked = call->asked;
	enum rc rc = RC_OK;
	*q = (struct question){ .as_of = PAST_END,
		.recorded = PAST_END,
		.since = CLOCK_NONE,
		.place = asked->place };
	if (asked->as_of != NULL)
		rc = moment_until(asked->as_of, &q->as_of, err);
	if (rc == RC_OK && asked->recorded_as_of != NULL)
		rc = moment_until(asked->recorded_as_of, &q->recorded, err);
	if (rc == RC_OK && asked->since != NULL)
		rc = moment_since(asked->since, &q->since, err);
	return rc;
}

enum rc
question_read(struct call *call, struct question *q, struct err *err)
{
	const enum rc rc = question_past(call, q, err);
	q->code = call_operand(call);
	return rc == RC_OK ? code_judge(call, q->code, err) : rc;
}

static enum rc
topics_read(struct call *call, struct topics *out, struct err *err)
{
	struct query *q = NULL;
	int64_t count = 0;
	enum rc rc =
	    db_number(call->db, "SELECT count(*) FROM indicator", &count, err);
	if (rc == RC_OK)
		rc = query_new(call->db,
		    "SELECT indicator_id,code,unit,kind,window_days"
		    " FROM indicator ORDER BY code",
		    &q, err);
	if (rc != RC_OK)
		return rc;
	/* Another program may add one between the two questions. */
	*out = (struct topics){ .v = arena_array(call->arena, (size_t)count,
				    sizeof(struct topic)) };
	for (rc = query_step(q, err); rc == RC_OK && out->n < (size_t)count;
	     rc = query_step(q, err))
		out->v[out->n++] = (struct topic){
			.id = row_int(q, 0),
			.code = arena_str(call->arena, row_str(q, 1)),
			.unit = arena_str(call->arena, row_str(q, 2)),
			.stock = str_is(row_str(q, 3), "stock"),
			.window = row_int(q, 4) * CLOCK_DAY,
		};
	query_free(q);
	return rc == RC_FAIL ? rc : RC_OK;
}

bool
place_is(struct arena *a, const char *asked, struct str kato, struct str name)
{
	const struct str want = utf8_fold(a, str_c(asked));
	return str_is(kato, asked) || str_is(want, "all") ||
	    str_starts(utf8_fold(a, name), want);
}

/* What a visit of all places of one indicator needs. */
struct visit {
	struct call *call;
	struct arena *arena;
	const char *place; /* asked for, or NULL */
	scope_fn *fn;
	void *arg;
};

/* The places that an indicator has observations in, and that are asked for:
 * without --place the country alone, when it has any. */
static enum rc
places_read(const struct visit *v, const struct scope *scope,
    struct places *out, struct err *err)
{
	const char *asked = v->place;
	struct arena *a = v->arena;
	struct query *q = NULL;
	size_t room = 0;
	*out = (struct places){ 0 };
	enum rc rc = query_new(v->call->db,
	    PLACES_SQL
	    " WHERE place_id IN"
	    " (SELECT place_id FROM observation WHERE indicator_id=?)"
	    " ORDER BY place_id",
	    &q, err);
	if (rc != RC_OK)
		return rc;
	query_int(q, 0, scope->topic->id);
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		if (out->n > 0 && out->v[out->n - 1] == row_int(q, 0))
			continue;
		if (asked != NULL &&
		    !place_is(a, asked, row_str(q, 1), row_str(q, 2)))
			continue;
		if (out->n == room) {
			room = room > 0 ? 2 * room : 32;
			out->v = arena_grow(a, out->v, out->n, room,
			    sizeof(*out->v));
		}
		out->v[out->n++] = row_int(q, 0);
	}
	query_free(q);
	if (asked == NULL && out->n > 0 && out->v[0] == CATALOG_COUNTRY)
		out->n = 1;
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
topic_walk(const struct visit *v, struct scope scope, struct err *err)
{
	struct places places;
	enum rc rc = places_read(v, &scope, &places, err);
	for (size_t i = 0; i < places.n && rc == RC_OK; i++) {
		scope.place = places.v[i];
		rc = v->fn(v->arg, &scope, err);
	}
	return rc;
}

enum rc
question_scopes(struct call *call, const struct question *q, scope_fn *fn,
    void *arg, struct err *err)
{
	struct topics topics;
	enum rc rc = topics_read(call, &topics, err);
	if (rc != RC_OK)
		return rc;
	const struct visit visit = { .call = call,
		.arena = arena_new(PLACES_ARENA),
		.place = q->place,
		.fn = fn,
		.arg = arg };
	for (size_t i = 0; i < topics.n && rc == RC_OK; i++) {
		if (q->code != NULL && !str_is(topics.v[i].code, q->code))
			continue;
		const struct scope scope = { .topic = &topics.v[i],
			.as_of = q->as_of,
			.recorded = q->recorded };
		rc = topic_walk(&visit, scope, err);
		arena_reset(visit.arena);
	}
	arena_free(visit.arena);
	return rc;
}

/* Who is told of each series with its observations. */
struct series_visit {
	struct db *db;
	struct arena *arena;
	series_fn *fn;
	void *arg;
};

static enum rc
series_visit(void *arg, const struct scope *scope, struct err *err)
{
	const struct series_visit *v = arg;
	struct observations seen;
	enum rc rc = observations_read(v->db, v->arena, scope, &seen, err);
	if (rc == RC_OK)
		rc = v->fn(v->arg, scope, &seen, err);
	arena_reset(v->arena);
	return rc;
}

enum rc
question_walk(struct call *call, const struct question *q, series_fn *fn,
    void *arg, struct err *err)
{
	struct series_visit v = { .db = call->db,
		.arena = arena_new(SERIES_ARENA),
		.fn = fn,
		.arg = arg };
	const enum rc rc = question_scopes(call, q, series_visit, &v, err);
	arena_free(v.arena);
	return rc;
}
