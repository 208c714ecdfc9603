#include "store/suggest.h"

#include "store/claims.h"
#include "store/limits.h"

#define SUGGEST_LIMIT 30

static const struct table_column suggest_columns[] = {
	{ "lemma", TABLE_WHOLE },
	{ "kind", TABLE_SHOW },
	{ "unit", TABLE_SHOW },
	{ "figures", TABLE_RIGHT },
	{ "pages", TABLE_RIGHT },
	{ "values", TABLE_RIGHT },
	{ "low", TABLE_RIGHT },
	{ "high", TABLE_RIGHT },
	{ "surface", TABLE_SHOW },
	{ "anchor", TABLE_DATA },
};
#define SUGGEST_COLUMNS (sizeof(suggest_columns) / sizeof(*suggest_columns))

enum suggest_query {
	FACTS_READ,
	READING_IN_FORCE,
	FACT_SHOWN,
	SUGGEST_QUERIES,
};

/* In the order they were written, so that a reading is looked at once; when it
 * was reported only where that was asked: texts lie between the versions. */
static const char *const suggest_sql[SUGGEST_QUERIES] = {
	[FACTS_READ] = "SELECT lemma,kind,unit,value,fact_id,reading_id"
		       " FROM fact f WHERE indicator_id IS NULL"
		       " AND lemma IS NOT NULL" LIMIT_PLACE " ORDER BY fact_id",
	[READING_IN_FORCE] =
	    "SELECT 1 FROM reading r WHERE r.reading_id=?5" LIMIT_RECORDED
	    " AND (?6 OR EXISTS(SELECT 1 FROM version v"
	    " WHERE v.version_id=r.version_id AND" LIMIT_REPORTED "))",
	[FACT_SHOWN] = "SELECT surface,anchor FROM fact WHERE fact_id=?",
};

enum suggest_cell {
	FACT_LEMMA,
	FACT_KIND,
	FACT_UNIT,
	FACT_VALUE,
	FACT_ID,
	FACT_READING,
};

struct suggesting {
	struct query *q[SUGGEST_QUERIES];
	struct claims *claims;
	int64_t reading; /* the one judged last ... */
	bool in_force;   /* ... and what was found */
};

static enum rc
suggesting_open(struct suggesting *s, struct call *call, struct err *err)
{
	const struct asked *asked = call->asked;
	struct question question;
	enum rc rc = question_past(call, &question, err);
	if (rc == RC_OK)
		rc = query_all(call->db, suggest_sql, s->q, SUGGEST_QUERIES,
		    err);
	if (rc == RC_OK)
		rc = limits_bind(call, &question, s->q[FACTS_READ], err);
	if (rc == RC_OK)
		rc = limits_bind(call, &question, s->q[READING_IN_FORCE], err);
	if (rc != RC_OK)
		return rc;
	query_int(s->q[READING_IN_FORCE], LIMITS + 1,
	    asked->since == NULL && asked->as_of == NULL);
	s->claims = claims_new();
	return RC_OK;
}

/* All figures of one reading come together. */
static enum rc
reading_judge(struct suggesting *s, int64_t reading, struct err *err)
{
	struct query *q = s->q[READING_IN_FORCE];
	int64_t found = 0;
	if (reading == s->reading)
		return RC_OK;
	query_int(q, LIMITS, reading);
	const enum rc rc = query_number(q, &found, err);
	s->reading = reading;
	s->in_force = found != 0;
	return rc;
}

static enum rc
figures_gather(struct suggesting *s, struct err *err)
{
	struct query *q = s->q[FACTS_READ];
	enum rc rc = query_step(q, err);
	for (; rc == RC_OK && !stage_stopped(); rc = query_step(q, err)) {
		const struct claimed x = {
			.lemma = row_str(q, FACT_LEMMA),
			.kind = row_str(q, FACT_KIND),
			.unit = row_str(q, FACT_UNIT),
			.value = row_real(q, FACT_VALUE),
			.fact = row_int(q, FACT_ID),
			.reading = row_int(q, FACT_READING),
		};
		rc = reading_judge(s, x.reading, err);
		if (rc != RC_OK)
			return rc;
		if (s->in_force)
			claims_add(s->claims, &x);
	}
	claims_rank(s->claims);
	return rc == RC_END ? RC_OK : rc;
}

/* The figure read last is the example. */
static enum rc
claim_show(struct suggesting *s, struct table *t, const struct claim *c,
    struct err *err)
{
	struct query *q = s->q[FACT_SHOWN];
	query_int(q, 0, c->last);
	const enum rc rc = query_step(q, err);
	if (rc != RC_OK)
		return rc;
	table_str(t, c->lemma);
	table_str(t, c->kind);
	table_str(t, c->unit);
	table_int(t, c->figures);
	table_int(t, c->pages);
	table_int(t, c->values);
	table_real(t, c->least);
	table_real(t, c->most);
	table_str(t, row_str(q, 0));
	table_str(t, row_str(q, 1));
	table_row(t);
	query_reset(q);
	return RC_OK;
}

static enum rc
claims_show(struct suggesting *s, struct call *call, unsigned long long limit,
    struct err *err)
{
	struct table *t = call_table(call, suggest_columns, SUGGEST_COLUMNS);
	enum rc rc = RC_OK;
	for (size_t i = 0; i < limit && rc == RC_OK; i++) {
		const struct claim *c = claims_get(s->claims, i);
		if (c == NULL)
			break;
		rc = claim_show(s, t, c, err);
	}
	table_close(t);
	return rc;
}

enum rc
suggest_run(struct call *call, struct err *err)
{
	struct suggesting s = { .reading = 0 };
	unsigned long long limit = SUGGEST_LIMIT;
	enum rc rc = call_limit(call, &limit, err);
	if (rc == RC_OK)
		rc = suggesting_open(&s, call, err);
	if (rc == RC_OK)
		rc = figures_gather(&s, err);
	if (rc == RC_OK)
		rc = claims_show(&s, call, limit, err);
	claims_free(s.claims);
	query_free_all(s.q, SUGGEST_QUERIES);
	return rc;
}
