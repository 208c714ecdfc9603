#include "store/reading.h"

#include <stdlib.h>

#include "common/mem.h"
#include "store/followed.h"
#include "store/schema.h"

enum reading_query {
	READING_FIND,
	READING_IN_FORCE,
	READING_CONFIRM,
	READING_ADD,
	READING_CLOSE,
	FACT_ADD,
	STATED_ADD,
	READING_QUERIES,
};

static const char *const reading_sql[READING_QUERIES] = {
	[READING_FIND] =
	    "SELECT reading_id FROM reading r WHERE version_id=?1 AND hash=?3"
	    " AND (?4=0 OR recorded_until='" SCHEMA_FOREVER "')"
	    " AND EXISTS(SELECT 1 FROM ruleset s WHERE code=?2"
	    " AND (s.ruleset_id=r.ruleset_id OR EXISTS(SELECT 1"
	    " FROM confirmation c WHERE c.reading_id=r.reading_id"
	    " AND c.ruleset_id=s.ruleset_id))) LIMIT 1",
	[READING_IN_FORCE] =
	    "SELECT reading_id FROM reading WHERE version_id=?1 AND hash=?2"
	    " AND recorded_until='" SCHEMA_FOREVER "'",
	[READING_CONFIRM] =
	    "INSERT INTO confirmation(reading_id,ruleset_id) VALUES(?,?)",
	[READING_ADD] =
	    "INSERT INTO reading(version_id,ruleset_id,hash,recorded_at,run_id)"
	    " VALUES(?,?,?,?,?)",
	[READING_CLOSE] =
	    "UPDATE reading SET recorded_until=?3 WHERE version_id=?2"
	    " AND reading_id<>?1 AND recorded_until='" SCHEMA_FOREVER "'",
	[FACT_ADD] =
	    "INSERT INTO fact(reading_id,start,length,sentence_start,"
	    "sentence_length,surface,kind,value,low,high,bound,"
	    "unit,noun,lemma,place_id,place_basis,period_from,period_until,"
	    "period_basis,change_group,change_role,change_direction,modality,"
	    "speaker_id,indicator_id,rule,anchor) VALUES(?,?,?,?,?,?,?,?,?,?,"
	    "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[STATED_ADD] =
	    "INSERT INTO stated_change(reading_id,from_fact,to_fact,by_fact,"
	    "direction) SELECT ?1,"
	    "max(CASE change_role WHEN 'from' THEN fact_id END),"
	    "max(CASE change_role WHEN 'to' THEN fact_id END),"
	    "max(CASE change_role WHEN 'by' THEN fact_id END),"
	    "max(change_direction) FROM fact WHERE reading_id=?1"
	    " AND change_group IS NOT NULL AND change_role IS NOT NULL"
	    " GROUP BY change_group ORDER BY min(start)",
};

struct readings {
	struct db *db;
	struct followed *followed;
	struct query *q[READING_QUERIES];
};

enum rc
readings_new(struct db *db, struct readings **out, struct err *err)
{
	struct readings *r = mem_zero(1, sizeof(*r));
	r->db = db;
	enum rc rc = query_all(db, reading_sql, r->q, READING_QUERIES, err);
	if (rc == RC_OK)
		rc = followed_new(db, &r->followed, err);
	if (rc != RC_OK) {
		readings_free(r);
		return rc;
	}
	*out = r;
	return RC_OK;
}

void
readings_free(struct readings *r)
{
	if (r == NULL)
		return;
	followed_free(r->followed);
	query_free_all(r->q, READING_QUERIES);
	free(r);
}

/* The same facts by the same rules, in force or (unless it is what rules say
 * now) closed since; else by others and still in force. */
static enum rc
reading_known(struct readings *r, struct deposit *d, struct err *err)
{
	struct query *q = r->q[READING_FIND];
	query_int(q, 0, d->version);
	query_str(q, 1,
	    d->doc->ruleset.n > 0 ? d->doc->ruleset : STR("unknown"));
	query_str(q, 2, str_c(d->reading_hash));
	query_int(q, 3, d->rereading);
	const enum rc rc = query_number(q, &d->reading, err);
	if (rc != RC_OK || d->reading != 0)
		return rc;
	q = r->q[READING_IN_FORCE];
	query_int(q, 0, d->version);
	query_str(q, 1, str_c(d->reading_hash));
	return query_number(q, &d->confirmed, err);
}

enum rc
readings_find(struct readings *r, struct deposit *d, struct err *err)
{
	enum rc rc = RC_OK;
	if (d->doc->has_facts && d->version != 0)
		rc = reading_known(r, d, err);
	d->new_reading =
	    d->doc->has_facts && d->reading == 0 && d->confirmed == 0;
	return rc;
}

static enum rc
reading_confirm(struct readings *r, struct catalog *c, const struct deposit *d,
    struct err *err)
{
	int64_t ruleset = 0;
	const enum rc rc = catalog_ruleset(c, d->doc, d->now, &ruleset, err);
	if (rc != RC_OK)
		return rc;
	query_int(r->q[READING_CONFIRM], 0, d->confirmed);
	query_int(r->q[READING_CONFIRM], 1, ruleset);
	return query_run(r->q[READING_CONFIRM], err);
}

static enum rc
reading_add(struct readings *r, struct catalog *c, struct deposit *d,
    struct err *err)
{
	struct query *q = r->q[READING_ADD];
	int64_t ruleset = 0;
	enum rc rc = catalog_ruleset(c, d->doc, d->now, &ruleset, err);
	if (rc != RC_OK)
		return rc;
	query_int(q, 0, d->version);
	query_int(q, 1, ruleset);
	query_str(q, 2, str_c(d->reading_hash));
	query_time(q, 3, d->now);
	query_int(q, 4, d->run);
	rc = query_run(q, err);
	d->reading = db_last_id(r->db);
	return rc;
}

/* Binds one after the other, so that the order stands in one place only. */
struct binder {
	struct query *q;
	int at;
};

static void
next_str(struct binder *b, struct str x)
{
	query_str(b->q, b->at++, x.n > 0 ? x : STR_NONE);
}

static void
next_int(struct binder *b, int64_t v)
{
	query_int(b->q, b->at++, v);
}

static void
next_real(struct binder *b, double v)
{
	query_real(b->q, b->at++, v);
}

static void
fact_bind(struct binder *b, const struct deposit *d, size_t i)
{
	const struct fact *f = &d->doc->facts[i];
	next_int(b, d->reading);
	next_int(b, (int64_t)f->at.start);
	next_int(b, (int64_t)f->at.length);
	next_int(b, (int64_t)f->sentence.start);
	next_int(b, (int64_t)f->sentence.length);
	next_str(b, f->surface);
	next_str(b, f->kind);
	next_real(b, f->value);
	next_real(b, f->low);
	next_real(b, f->high);
	next_str(b, f->bound.n > 0 ? f->bound : STR("exact"));
	next_str(b, f->unit);
	next_str(b, f->noun.surface);
	next_str(b, f->noun.lemma);
}

static void
fact_bind_meaning(struct binder *b, const struct fact *f, int64_t place)
{
	if (place == CATALOG_COUNTRY && f->place.basis.n == 0)
		query_id(b->q, b->at++, 0);
	else
		next_int(b, place);
	next_str(b, f->place.basis);
	next_str(b, f->period.from);
	next_str(b, f->period.until);
	next_str(b, f->period.basis);
	next_str(b, f->change.group);
	next_str(b, f->change.role);
	next_str(b, f->change.direction);
	next_str(b, f->modality.n > 0 ? f->modality : STR("actual"));
}

/* What it points at, added where it is new. */
static enum rc
fact_name(struct catalog *c, const struct fact *f, struct deposited *to,
    struct err *err)
{
	enum rc rc = catalog_place(c, &f->place, &to->place, err);
	if (rc == RC_OK)
		rc = catalog_speaker(c, f->speaker, &to->speaker, err);
	if (rc == RC_OK)
		rc = catalog_indicator(c, f->indicator, &to->indicator, err);
	return rc;
}

static enum rc
fact_add(struct readings *r, struct catalog *c, const struct deposit *d,
    size_t i, struct err *err)
{
	const struct fact *f = &d->doc->facts[i];
	struct deposited *to = &d->facts[i];
	struct binder b = { .q = r->q[FACT_ADD] };
	enum rc rc = fact_name(c, f, to, err);
	if (rc != RC_OK)
		return rc;
	fact_bind(&b, d, i);
	fact_bind_meaning(&b, f, to->place);
	query_id(b.q, b.at++, to->speaker);
	query_id(b.q, b.at++, to->indicator);
	next_str(&b, f->rule);
	next_str(&b, f->anchor);
	rc = query_run(b.q, err);
	if (rc != RC_OK)
		err_prefix(err, "fact at %zu", f->at.start);
	to->id = db_last_id(r->db);
	return rc;
}

static enum rc
reading_close_older(struct readings *r, const struct deposit *d,
    struct err *err)
{
	struct query *q = r->q[READING_CLOSE];
	query_int(q, 0, d->reading);
	query_int(q, 1, d->version);
	query_time(q, 2, d->now);
	const enum rc rc = query_run(q, err);
	if (rc != RC_OK || db_changed(r->db) == 0)
		return rc;
	return followed_close(r->followed, d, err);
}

/* Most pages state no change: the statement that looks for one costs as much
 * as a fact. */
static bool
states_change(const struct document *doc)
{
	for (size_t i = 0; i < doc->nfacts; i++) {
		const struct fact_change *change = &doc->facts[i].change;
		if (change->group.n > 0 && change->role.n > 0)
			return true;
	}
	return false;
}

enum rc
readings_keep(struct readings *r, struct catalog *c, struct deposit *d,
    struct err *err)
{
	if (d->confirmed != 0)
		return reading_confirm(r, c, d, err);
	if (!d->new_reading)
		return RC_OK;
	enum rc rc = reading_add(r, c, d, err);
	for (size_t i = 0; i < d->doc->nfacts && rc == RC_OK; i++)
		rc = fact_add(r, c, d, i, err);
	if (rc == RC_OK && !d->new_version)
		rc = reading_close_older(r, d, err);
	if (rc == RC_OK)
		rc = followed_keep(r->followed, d, err);
	if (rc != RC_OK || !states_change(d->doc))
		return rc;
	query_int(r->q[STATED_ADD], 0, d->reading);
	return query_run(r->q[STATED_ADD], err);
}
