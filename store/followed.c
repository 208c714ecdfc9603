#include "store/followed.h"

#include <math.h>
#include <stdlib.h>

#include "common/mem.h"
#include "store/schema.h"

enum followed_query {
	FOLLOWED_CLOSE,
	FOLLOWED_KNOWN,
	FOLLOWED_ADD,
	FOLLOWED_QUERIES,
};

/* Two facts that say the same of the same place in the same page. */
#define SAME_FACT(a, b)                                                        \
	" " a ".anchor=" b ".anchor"                                           \
	" AND " a ".indicator_id IS " b ".indicator_id"                        \
	" AND " a ".place_id IS " b ".place_id"                                \
	" AND " a ".value=" b ".value"                                         \
	" AND " a ".low IS " b ".low AND " a ".high IS " b ".high"             \
	" AND " a ".modality=" b ".modality"                                   \
	" AND " a ".period_from IS " b ".period_from"                          \
	" AND " a ".period_until IS " b ".period_until "

static const char *const followed_sql[FOLLOWED_QUERIES] = {
	[FOLLOWED_CLOSE] =
	    "UPDATE observation SET recorded_until=?4 WHERE document_id=?3"
	    " AND recorded_until='" SCHEMA_FOREVER "' AND fact_id IN"
	    " (SELECT o.fact_id FROM fact o JOIN reading r USING(reading_id)"
	    " WHERE r.version_id=?2 AND r.reading_id<>?1 AND NOT EXISTS"
	    " (SELECT 1 FROM fact n WHERE n.reading_id=?1"
	    " AND" SAME_FACT("n", "o") "))",
	/* What a page said, took back and says again was said anew: only what
	 * the text before says too, or a later one, is known. */
	[FOLLOWED_KNOWN] =
	    "SELECT o.observation_id FROM fact f JOIN observation o"
	    " ON o.document_id=?2 AND o.recorded_until='" SCHEMA_FOREVER "'"
	    " JOIN fact p ON p.fact_id=o.fact_id"
	    " JOIN reading m ON m.reading_id=p.reading_id"
	    " WHERE f.fact_id=?1 AND" SAME_FACT("p",
		"f") " AND"
		     " (m.version_id>=?3 OR EXISTS(SELECT 1 FROM reading r"
		     " JOIN fact b USING(reading_id) WHERE r.version_id="
		     "(SELECT max(v.version_id) FROM version v"
		     " JOIN reading x USING(version_id) WHERE v.document_id=?2"
		     " AND v.version_id<?3 AND "
		     "x.recorded_until='" SCHEMA_FOREVER "')"
		     " AND r.recorded_until='" SCHEMA_FOREVER "'"
		     " AND" SAME_FACT("b", "f") ")) LIMIT 1",
	[FOLLOWED_ADD] =
	    "INSERT INTO observation(indicator_id,place_id,fact_id,document_id,"
	    "period_from,period_until,reported_at,recorded_at)"
	    " VALUES(?1,?2,?3,?4,?5,?6,"
	    "(SELECT reported_at FROM version WHERE version_id=?7),?8)",
};

struct followed {
	struct query *q[FOLLOWED_QUERIES];
};

enum rc
followed_new(struct db *db, struct followed **out, struct err *err)
{
	struct followed *f = mem_zero(1, sizeof(*f));
	const enum rc rc =
	    query_all(db, followed_sql, f->q, FOLLOWED_QUERIES, err);
	if (rc != RC_OK) {
		free(f);
		return rc;
	}
	*out = f;
	return RC_OK;
}

void
followed_free(struct followed *f)
{
	if (f == NULL)
		return;
	query_free_all(f->q, FOLLOWED_QUERIES);
	free(f);
}

enum rc
followed_close(struct followed *f, const struct deposit *d, struct err *err)
{
	struct query *q = f->q[FOLLOWED_CLOSE];
	query_int(q, 0, d->reading);
	query_int(q, 1, d->version);
	query_int(q, 2, d->document);
	query_time(q, 3, d->now);
	return query_run(q, err);
}

/* A figure of the present in a followed series. */
struct said {
	const struct fact *fact;
	const struct deposited *ids;
	size_t nth;
};

static int
int_cmp(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* An open side (NAN) goes first and is like any other open side. */
static int
real_cmp(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(b) - isnan(a);
	return (a > b) - (a < b);
}

/* 0: one observation says what both say. */
static int
said_cmp(const struct said *x, const struct said *y)
{
	const struct fact *a = x->fact;
	const struct fact *b = y->fact;
	const int by[] = {
		int_cmp(x->ids->indicator, y->ids->indicator),
		int_cmp(x->ids->place, y->ids->place),
		real_cmp(a->value, b->value),
		real_cmp(a->low, b->low),
		real_cmp(a->high, b->high),
		str_cmp(a->modality, b->modality),
		str_cmp(a->period.from, b->period.from),
		str_cmp(a->period.until, b->period.until),
	};
	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (by[i] != 0)
			return by[i];
	return 0;
}

/* Of one observation: what states a change first, then as in the text. */
static int
said_order(const void *a, const void *b)
{
	const struct said *x = a;
	const struct said *y = b;
	const int by = said_cmp(x, y);
	if (by != 0)
		return by;
	const bool change_x = x->fact->change.role.n > 0;
	const bool change_y = y->fact->change.role.n > 0;
	if (change_x != change_y)
		return change_x ? -1 : 1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

static int
said_nth(const void *a, const void *b)
{
	const struct said *x = a;
	const struct said *y = b;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

/* The figures that become observations, each once, as in the text. */
static size_t
said_find(const struct deposit *d, struct said *out)
{
	const struct document *doc = d->doc;
	size_t n = 0;
	size_t first = 0;
	for (size_t i = 0; i < doc->nfacts; i++) {
		const struct str role = doc->facts[i].change.role;
		if (d->facts[i].indicator != 0 &&
		    (role.n == 0 || str_is(role, "to")))
			out[n++] =
			    (struct said){ &doc->facts[i], &d->facts[i], i };
	}
	qsort(out, n, sizeof(*out), said_order);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || said_cmp(&out[i], &out[first - 1]) != 0)
			out[first++] = out[i];
	qsort(out, first, sizeof(*out), said_nth);
	return first;
}

/* Of a page that was there before: whether it said so. */
static enum rc
said_known(struct followed *f, const struct deposit *d, const struct said *s,
    int64_t *known, struct err *err)
{
	*known = 0;
	if (d->new_document)
		return RC_OK;
	query_int(f->q[FOLLOWED_KNOWN], 0, s->ids->id);
	query_int(f->q[FOLLOWED_KNOWN], 1, d->document);
	query_int(f->q[FOLLOWED_KNOWN], 2, d->version);
	return query_number(f->q[FOLLOWED_KNOWN], known, err);
}

static enum rc
said_add(struct followed *f, const struct deposit *d, const struct said *s,
    struct err *err)
{
	const struct fact_period *period = &s->fact->period;
	struct query *q = f->q[FOLLOWED_ADD];
	int64_t known = 0;
	const enum rc rc = said_known(f, d, s, &known, err);
	if (rc != RC_OK || known != 0)
		return rc;
	query_int(q, 0, s->ids->indicator);
	query_int(q, 1, s->ids->place);
	query_int(q, 2, s->ids->id);
	query_int(q, 3, d->document);
	query_str(q, 4, period->from.n > 0 ? period->from : STR_NONE);
	query_str(q, 5, period->until.n > 0 ? period->until : STR_NONE);
	query_int(q, 6, d->version);
	query_time(q, 7, d->now);
	return query_run(q, err);
}

enum rc
followed_keep(struct followed *f, const struct deposit *d, struct err *err)
{
	const size_t room = d->doc->nfacts;
	struct said *said = arena_array(d->arena, room, sizeof(*said));
	const size_t n = said_find(d, said);
	enum rc rc = RC_OK;
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = said_add(f, d, &said[i], err);
	return rc;
}
