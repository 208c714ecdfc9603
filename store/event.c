#include "store/event.h"

#include <math.h>
#include <stdlib.h>

#include "common/arena.h"
#include "common/clock.h"
#include "store/change.h"

#define EVENT_ARENA ((size_t)2 << 30) /* one series with all its events */

enum event_query {
	DUE_NEXT,
	DUE_DONE,
	IN_FORCE,
	EVENT_ADD,
	EVENT_RETRACT,
	EVENT_QUERIES,
};

static const char *const event_sql[EVENT_QUERIES] = {
	[DUE_NEXT] = "SELECT indicator_id,place_id,kind,window_days"
		     " FROM due JOIN indicator USING(indicator_id) LIMIT 1",
	[DUE_DONE] = "DELETE FROM due WHERE indicator_id=? AND place_id=?",
	[IN_FORCE] =
	    "SELECT event_id,observation_id,kind,what FROM event e"
	    " WHERE indicator_id=? AND place_id=? AND retracts IS NULL"
	    " AND NOT EXISTS(SELECT 1 FROM event r WHERE r.retracts=e.event_id)"
	    " ORDER BY event_id",
	[EVENT_ADD] =
	    "INSERT INTO event(recorded_at,kind,indicator_id,place_id,"
	    "observation_id,old,new,what) VALUES(?,?,?,?,?,?,?,?)",
	[EVENT_RETRACT] =
	    "INSERT INTO event(recorded_at,kind,indicator_id,place_id,"
	    "observation_id,old,new,what,retracts)"
	    " SELECT ?1,kind,indicator_id,place_id,observation_id,old,new,what,"
	    "event_id FROM event WHERE event_id=?2",
};

struct settling {
	struct db *db;
	struct query *q[EVENT_QUERIES];
	struct arena *arena; /* of one series */
	struct topic topic;
	int64_t place;
	int64_t now;
};

/* An event as the log has it, or as the series tells it. */
struct told {
	int64_t observation;
	struct str kind;
	struct str what;
	int64_t number;              /* in the log; 0: told */
	const struct change *change; /* told; NULL: in the log */
	size_t nth;                  /* in the order of telling */
};

struct told_list {
	struct told *v;
	size_t n;
	size_t room;
};

static void
told_add(struct arena *a, struct told_list *all, struct told one)
{
	if (all->n == all->room) {
		all->room = all->room > 0 ? 2 * all->room : 64;
		all->v =
		    arena_grow(a, all->v, all->n, all->room, sizeof(*all->v));
	}
	one.nth = all->n;
	all->v[all->n++] = one;
}

static enum rc
log_read(struct settling *s, struct told_list *all, struct err *err)
{
	struct query *q = s->q[IN_FORCE];
	enum rc rc = RC_OK;
	query_int(q, 0, s->topic.id);
	query_int(q, 1, s->place);
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err))
		told_add(s->arena, all,
		    (struct told){ .number = row_int(q, 0),
			.observation = row_int(q, 1),
			.kind = arena_str(s->arena, row_str(q, 2)),
			.what = arena_str(s->arena, row_str(q, 3)) });
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
series_read(struct settling *s, struct told_list *all, struct err *err)
{
	const struct scope scope = { .topic = &s->topic,
		.place = s->place,
		.as_of = PAST_END,
		.recorded = PAST_END };
	struct observations *seen = arena_alloc(s->arena, sizeof(*seen));
	struct change_list changes;
	enum rc rc = observations_read(s->db, s->arena, &scope, seen, err);
	if (rc != RC_OK)
		return rc;
	changes_of(s->arena, seen, &changes);
	for (size_t i = 0; i < changes.n; i++) {
		const struct change *c = &changes.v[i];
		told_add(s->arena, all,
		    (struct told){ .observation = c->said->id,
			.kind = change_kind_name(c->kind),
			.what = change_text(s->arena, c),
			.change = c });
	}
	return RC_OK;
}

/* The same events side by side, the one of the log first. */
static int
told_cmp(const void *a, const void *b)
{
	const struct told *x = a;
	const struct told *y = b;
	if (x->observation != y->observation)
		return x->observation < y->observation ? -1 : 1;
	int c = str_cmp(x->kind, y->kind);
	if (c == 0)
		c = str_cmp(x->what, y->what);
	return c != 0 ? c : (x->nth > y->nth) - (x->nth < y->nth);
}

static int
order_cmp(const void *a, const void *b)
{
	const struct told *x = a;
	const struct told *y = b;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

static bool
is_same(const struct told *x, const struct told *y)
{
	return x->observation == y->observation && str_eq(x->kind, y->kind) &&
	    str_eq(x->what, y->what);
}

/* Leaves what the log lacks and what it has too much, in the order of
 * telling: what is in the log was added first. */
static void
told_differ(struct told_list *all)
{
	size_t kept = 0;
	if (all->n > 1)
		qsort(all->v, all->n, sizeof(*all->v), told_cmp);
	for (size_t i = 0; i < all->n; i++) {
		const struct told *x = &all->v[i];
		const bool paired = i + 1 < all->n && x->number != 0 &&
		    x[1].number == 0 && is_same(x, &x[1]);
		if (paired)
			i++;
		else
			all->v[kept++] = *x;
	}
	all->n = kept;
	if (all->n > 1)
		qsort(all->v, all->n, sizeof(*all->v), order_cmp);
}

static enum rc
event_retract(struct settling *s, const struct told *t, struct err *err)
{
	query_time(s->q[EVENT_RETRACT], 0, s->now);
	query_int(s->q[EVENT_RETRACT], 1, t->number);
	return query_run(s->q[EVENT_RETRACT], err);
}

static enum rc
event_add(struct settling *s, const struct told *t, struct err *err)
{
	const struct change *c = t->change;
	struct query *q = s->q[EVENT_ADD];
	query_time(q, 0, s->now);
	query_str(q, 1, t->kind);
	query_int(q, 2, s->topic.id);
	query_int(q, 3, s->place);
	query_int(q, 4, t->observation);
	query_real(q, 5, c->old != NULL ? c->old->value : (double)NAN);
	query_real(q, 6, c->new->value);
	query_str(q, 7, t->what);
	return query_run(q, err);
}

static enum rc
series_settle(struct settling *s, struct err *err)
{
	struct told_list all = { 0 };
	enum rc rc = log_read(s, &all, err);
	if (rc == RC_OK)
		rc = series_read(s, &all, err);
	if (rc != RC_OK)
		return rc;
	if (arena_full(s->arena))
		return err_set(err, RC_FAIL,
		    "a series has more events than fit into memory");
	told_differ(&all);
	for (size_t i = 0; i < all.n && rc == RC_OK; i++)
		rc = all.v[i].number != 0 ? event_retract(s, &all.v[i], err)
					  : event_add(s, &all.v[i], err);
	if (rc != RC_OK)
		return rc;
	query_int(s->q[DUE_DONE], 0, s->topic.id);
	query_int(s->q[DUE_DONE], 1, s->place);
	return query_run(s->q[DUE_DONE], err);
}

/* One series within its transaction; RC_END: none is due. */
static enum rc
due_settle(struct settling *s, struct err *err)
{
	struct query *q = s->q[DUE_NEXT];
	enum rc rc = query_step(q, err);
	if (rc == RC_OK) {
		s->topic = (struct topic){
			.id = row_int(q, 0),
			.stock = str_is(row_str(q, 2), "stock"),
			.window = row_int(q, 3) * CLOCK_DAY,
		};
		s->place = row_int(q, 1);
		query_reset(q);
		rc = series_settle(s, err);
		arena_reset(s->arena);
	}
	return rc;
}

enum rc
events_settled(struct db *db, bool *settled, struct err *err)
{
	int64_t due = 0;
	const enum rc rc =
	    db_number(db, "SELECT EXISTS(SELECT 1 FROM due)", &due, err);
	*settled = due == 0;
	return rc;
}

static enum rc
dues_settle(struct settling *s, struct err *err)
{
	bool settled = false;
	enum rc rc = events_settled(s->db, &settled, err);
	while (rc == RC_OK && !settled) {
		rc = db_run(s->db, "BEGIN IMMEDIATE", err);
		if (rc != RC_OK)
			return rc;
		rc = due_settle(s, err);
		settled = rc == RC_END;
		struct err second = { 0 };
		if (rc == RC_OK || rc == RC_END)
			rc = db_run(s->db, "COMMIT", err);
		else if (db_run(s->db, "ROLLBACK", &second) != RC_OK)
			err_prefix(err, "not rolled back");
	}
	return rc;
}

enum rc
events_settle(struct db *db, int64_t now, struct err *err)
{
	struct settling s = { .db = db, .now = now };
	enum rc rc = query_all(db, event_sql, s.q, EVENT_QUERIES, err);
	if (rc != RC_OK)
		return rc;
	s.arena = arena_new(EVENT_ARENA);
	rc = dues_settle(&s, err);
	arena_free(s.arena);
	query_free_all(s.q, EVENT_QUERIES);
	return rc;
}
