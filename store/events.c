#include "store/events.h"

#include <math.h>

#include "store/event.h"

#define SERIES_ARENA ((size_t)1 << 30) /* the changes of one series */

#define STATED                                                                 \
	"EXISTS(SELECT 1 FROM stated_change t WHERE t.to_fact=f.fact_id"       \
	" AND t.from_fact IS NOT NULL)"
#define EVENT_ROWS                                                             \
	"SELECT e.event_id,e.retracts,e.kind,e.observation_id,e.what,e.old,"   \
	"e.new,o.reported_at,v.reported_basis,f.value,f.unit," STATED          \
	" FROM event e JOIN observation o USING(observation_id)"               \
	" JOIN fact f USING(fact_id) JOIN reading r USING(reading_id)"         \
	" JOIN version v USING(version_id)"                                    \
	" JOIN document d ON d.document_id=o.document_id"

/* In the order in which they would be worked out (observation.c, change.c). */
static const char in_force_sql[] = EVENT_ROWS
    " WHERE e.indicator_id=? AND e.place_id=? AND e.retracts IS NULL"
    " AND NOT EXISTS(SELECT 1 FROM event x WHERE x.retracts=e.event_id)"
    " ORDER BY v.reported_basis='recorded',o.reported_at," STATED " DESC,"
    "d.hash,v.seq,f.start,"
    "instr('moved revision contradiction stale stated edited plan',e.kind)";

static const char after_sql[] = EVENT_ROWS
    " JOIN indicator i ON i.indicator_id=e.indicator_id"
    " WHERE e.event_id>? AND i.code=coalesce(?,i.code) ORDER BY e.event_id";

struct telling {
	struct call *call;
	struct query *q; /* of the log; NULL: it is worked out */
	struct arena *arena;
	int64_t since;
	const struct event_teller *to;
};

static struct event
row_take(const struct query *q)
{
	return (struct event){
		.number = row_int(q, 0),
		.retracts = row_int(q, 1),
		.kind = change_kind_named(row_str(q, 2)),
		.observation = row_int(q, 3),
		.what = row_str(q, 4),
		.old = row_real(q, 5),
		.new = row_real(q, 6),
		.reported = row_time(q, 7),
		.basis = row_str(q, 8),
		.value = row_real(q, 9),
		.unit = row_str(q, 10),
		.stated = row_int(q, 11) != 0,
	};
}

static struct event
event_of(struct arena *a, const struct change *c)
{
	return (struct event){
		.kind = c->kind,
		.observation = c->said->id,
		.what = change_text(a, c),
		.old = c->old != NULL ? c->old->value : (double)NAN,
		.new = c->new->value,
		.reported = c->said->reported,
		.basis = c->said->basis,
		.value = c->said->figure.value,
		.unit = c->said->figure.unit,
		.stated = change_stated(c->said),
	};
}

static enum rc
event_tell(const struct telling *t, const struct event *e, struct err *err)
{
	if ((t->to->kinds & (unsigned)e->kind) == 0 || e->reported < t->since)
		return RC_OK;
	return t->to->fn(t->to->arg, e, err);
}

/* All rows of a query that is bound. */
static enum rc
rows_tell(const struct telling *t, struct err *err)
{
	enum rc rc = query_step(t->q, err);
	for (; rc == RC_OK; rc = query_step(t->q, err)) {
		const struct event e = row_take(t->q);
		rc = event_tell(t, &e, err);
		if (rc != RC_OK)
			return rc;
	}
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
series_log(void *arg, const struct scope *scope, struct err *err)
{
	const struct telling *t = arg;
	query_reset(t->q);
	query_int(t->q, 0, scope->topic->id);
	query_int(t->q, 1, scope->place);
	return rows_tell(t, err);
}

static enum rc
series_work_out(void *arg, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	const struct telling *t = arg;
	struct change_list all;
	enum rc rc = RC_OK;
	(void)scope;
	changes_of(t->arena, seen, &all);
	for (size_t i = 0; i < all.n && rc == RC_OK; i++) {
		const struct event e = event_of(t->arena, &all.v[i]);
		rc = event_tell(t, &e, err);
	}
	if (rc == RC_OK && arena_full(t->arena))
		return err_set(err, RC_FAIL, "too many events; use --since");
	arena_reset(t->arena);
	return rc;
}

static enum rc
log_walk(struct telling *t, const struct question *q, struct err *err)
{
	enum rc rc = query_new(t->call->db, in_force_sql, &t->q, err);
	if (rc == RC_OK)
		rc = question_scopes(t->call, q, series_log, t, err);
	query_free(t->q);
	return rc;
}

enum rc
events_walk(struct call *call, const struct question *q,
    const struct event_teller *to, struct err *err)
{
	struct telling t = { .call = call, .since = q->since, .to = to };
	const bool present = q->as_of == PAST_END && q->recorded == PAST_END;
	bool settled = false;
	enum rc rc = RC_OK;
	if (present)
		rc = events_settled(call->db, &settled, err);
	if (rc != RC_OK)
		return rc;
	if (settled)
		return log_walk(&t, q, err);
	t.arena = arena_new(SERIES_ARENA);
	rc = question_walk(call, q, series_work_out, &t, err);
	arena_free(t.arena);
	return rc;
}

enum rc
events_after(struct call *call, const char *code, int64_t number,
    const struct event_teller *to, struct err *err)
{
	struct telling t = { .call = call, .since = INT64_MIN, .to = to };
	enum rc rc = query_new(call->db, after_sql, &t.q, err);
	if (rc != RC_OK)
		return rc;
	query_int(t.q, 0, number);
	query_str(t.q, 1, str_c(code));
	rc = rows_tell(&t, err);
	query_free(t.q);
	return rc;
}
