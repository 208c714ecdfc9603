#include "store/observation.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/hash.h"
#include "store/moment.h"

/* Every table but the smallest is read by an index that has all of it that is
 * asked; SQLite would go for the wider rows themselves. */
static const char observations_sql[] =
    "SELECT o.observation_id,o.fact_id,o.reported_at,v.reported_basis,"
    "f.value,f.low,f.high,f.bound,f.unit,g.value,g.low,g.high,g.bound,"
    "f.modality,o.period_from,o.period_until,f.period_basis,d.source_id,"
    "d.document_id,coalesce((SELECT story_id FROM story_past"
    " WHERE version_id=v.version_id AND recorded_until>?4"
    " ORDER BY recorded_until LIMIT 1),v.story_id,v.version_id),s.authority,"
    "j.verdict,v.seq,f.speaker_id,k.authority,o.recorded_at,g.fact_id,d.hash,"
    "f.start,f.length,f.sentence_start,f.sentence_length,v.version_id,"
    "d.url,f.anchor"
    " FROM observation o JOIN fact f INDEXED BY fact_followed"
    " ON f.indicator_id=o.indicator_id AND f.fact_id=o.fact_id"
    " JOIN reading r INDEXED BY reading_version USING(reading_id)"
    " JOIN version v INDEXED BY version_head USING(version_id)"
    " JOIN document d INDEXED BY document_head"
    " ON d.document_id=o.document_id"
    " JOIN source s USING(source_id)"
    " LEFT JOIN speaker k ON k.speaker_id=f.speaker_id"
    " LEFT JOIN stated_change t ON t.to_fact=f.fact_id"
    " LEFT JOIN fact g ON g.fact_id=t.from_fact"
    " LEFT JOIN judgement j ON j.anchor=f.anchor AND j.recorded_at<=?4"
    " AND j.recorded_until>?4"
    " WHERE o.indicator_id=?1 AND o.place_id=?2 AND o.reported_at<=?3"
    " AND o.recorded_at<=?4 AND o.recorded_until>?4";

/* Columns of the query above, in its order. */
enum observation_column {
	COL_ID,
	COL_FACT,
	COL_REPORTED,
	COL_BASIS,
	COL_VALUE,
	COL_LOW,
	COL_HIGH,
	COL_BOUND,
	COL_UNIT,
	COL_FORMER,
	COL_FORMER_LOW,
	COL_FORMER_HIGH,
	COL_FORMER_BOUND,
	COL_MODALITY,
	COL_PERIOD_FROM,
	COL_PERIOD_UNTIL,
	COL_PERIOD_BASIS,
	COL_SOURCE,
	COL_DOCUMENT,
	COL_STORY,
	COL_AUTHORITY,
	COL_VERDICT,
	COL_VERSION,
	COL_SPEAKER,
	COL_SPEAKER_AUTHORITY,
	COL_RECORDED,
	COL_STATED,
	COL_PAGE,
	COL_START,
	COL_LENGTH,
	COL_SENTENCE,
	COL_SENTENCE_LENGTH,
	COL_TEXT,
	COL_URL,
	COL_ANCHOR,
};

/* Above every source's: what people prefer leads its line. */
#define AUTHORITY_JUDGED 1000

/* A row with what only its order and the walk along the line need. */
struct seen_row {
	struct observation o;
	int64_t authority;
	bool undated;
	bool unstated;
	struct str page;
};

/* Rows are wide: what grows and is sorted are their places. */
struct row_place {
	struct seen_row *row;
};

struct seen_rows {
	struct row_place *v;
	size_t n;
	size_t room;
};

/* Of who prints it or of who says it, whichever is more. */
static int64_t
weight_of(const struct query *q)
{
	const int64_t source = row_int(q, COL_AUTHORITY);
	const int64_t speaker = row_int(q, COL_SPEAKER_AUTHORITY);
	return speaker > source ? speaker : source;
}

/* Most rows say these words in the same way as the one before. */
static struct str
kept(struct arena *a, const struct query *q, int at, struct str before)
{
	const struct str x = row_str(q, at);
	return str_eq(x, before) ? before : arena_str(a, x);
}

static struct figure
figure_take(struct arena *a, const struct query *q, int at,
    const struct figure *before)
{
	return (struct figure){
		.value = row_real(q, at),
		.low = row_real(q, at + 1),
		.high = row_real(q, at + 2),
		.bound = kept(a, q, at + 3, before->bound),
		.unit = kept(a, q, COL_UNIT, before->unit),
	};
}

static struct observation
observation_take(struct arena *a, const struct query *q,
    const struct observation *before)
{
	return (struct observation){
		.id = row_int(q, COL_ID),
		.fact = row_int(q, COL_FACT),
		.reported = row_time(q, COL_REPORTED),
		.recorded = row_time(q, COL_RECORDED),
		.basis = kept(a, q, COL_BASIS, before->basis),
		.figure = figure_take(a, q, COL_VALUE, &before->figure),
		.former = figure_take(a, q, COL_FORMER, &before->former),
		.modality = kept(a, q, COL_MODALITY, before->modality),
		.period_from = kept(a, q, COL_PERIOD_FROM, before->period_from),
		.period_until =
		    kept(a, q, COL_PERIOD_UNTIL, before->period_until),
		.period_basis =
		    kept(a, q, COL_PERIOD_BASIS, before->period_basis),
		.source = row_int(q, COL_SOURCE),
		.speaker = row_int(q, COL_SPEAKER),
		.document = row_int(q, COL_DOCUMENT),
		.story = row_int(q, COL_STORY),
		.text = row_int(q, COL_TEXT),
		.version = row_int(q, COL_VERSION),
		.url = arena_str(a, row_str(q, COL_URL)),
		.at = row_span(q, COL_START),
		.sentence = row_span(q, COL_SENTENCE),
		.anchor = arena_str(a, row_str(q, COL_ANCHOR)),
		.wrong = str_is(row_str(q, COL_VERDICT), "wrong"),
	};
}

static void
row_take(struct arena *a, const struct query *q, struct seen_rows *rows)
{
	static const struct observation nothing = { .id = 0 };
	if (rows->n == rows->room) {
		rows->room = rows->room > 0 ? 2 * rows->room : 64;
		rows->v = arena_grow(a, rows->v, rows->n, rows->room,
		    sizeof(*rows->v));
	}
	const struct observation *before =
	    rows->n > 0 ? &rows->v[rows->n - 1].row->o : &nothing;
	struct seen_row *row = arena_bytes(a, sizeof(*row));
	rows->v[rows->n++].row = row;
	*row = (struct seen_row){
		.o = observation_take(a, q, before),
		.authority = str_is(row_str(q, COL_VERDICT), "preferred")
		    ? AUTHORITY_JUDGED
		    : weight_of(q),
		.unstated = row_int(q, COL_STATED) == 0,
		.page = arena_str(a, row_str(q, COL_PAGE)),
	};
	row->undated = str_is(row->o.basis, "recorded");
}

static int
int_cmp(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* The order is the same whatever order pages were loaded in.  Of what was
 * reported at one moment, a stated change goes first: it explains the rest. */
static int
row_cmp(const void *a, const void *b)
{
	const struct seen_row *x = ((const struct row_place *)a)->row;
	const struct seen_row *y = ((const struct row_place *)b)->row;
	int c = int_cmp(x->undated, y->undated);
	if (c == 0)
		c = int_cmp(x->o.reported, y->o.reported);
	if (c == 0)
		c = int_cmp(x->unstated, y->unstated);
	if (c == 0)
		c = str_cmp(x->page, y->page);
	if (c == 0)
		c = int_cmp(x->o.version, y->o.version);
	return c != 0 ? c
		      : int_cmp((int64_t)x->o.at.start, (int64_t)y->o.at.start);
}

/*
 * Which line a figure belongs to.  The present line (0) has the figures of no
 * stated period and those of a stock counted not long before they were told;
 * what is said of a year gone by stands in the line of that very period.
 */
static size_t
lane_of(struct arena *a, const struct observation *o, const struct topic *topic)
{
	if (!str_is(o->period_basis, "text"))
		return 0;
	const int64_t from = moment_date(o->period_from);
	const int64_t until = moment_date(o->period_until);
	const bool begun = from == CLOCK_NONE || from <= o->reported;
	const bool recent =
	    until == CLOCK_NONE || until + topic->window >= o->reported;
	if (topic->stock && begun && recent)
		return 0;
	const struct str key = arena_printf(a, "%.*s/%.*s",
	    STR_ARG(o->period_from), STR_ARG(o->period_until));
	return (size_t)(hash64(key, 0) | 1);
}

static struct line_point
point_of(struct arena *a, const struct seen_row *row, const struct topic *topic)
{
	const struct observation *o = &row->o;
	return (struct line_point){
		.lane = lane_of(a, o, topic),
		.dated = !row->undated,
		.actual = str_is(o->modality, "actual") && !o->wrong,
		.reported = o->reported,
		.says = figure_extent(&o->figure),
		.from = figure_extent(&o->former),
		.source = o->source,
		.story = o->story,
		.authority = row->authority,
	};
}

/* The day a figure speaks of: the end of the period its text names, else the
 * day it was reported. */
static int64_t
spoken_of(const struct observation *o)
{
	const int64_t until = str_is(o->period_basis, "text")
	    ? moment_date(o->period_until)
	    : CLOCK_NONE;
	return until != CLOCK_NONE ? until : o->reported;
}

/* Whether `o`, where a lane stands, is nearer to the present than `best`.
 * How many there are is told by lane 0; of flows, rates and prices each
 * period has its own lane, and the newest period tells. */
static bool
later(const struct topic *topic, const struct line_point points[],
    const struct observations *seen, size_t i)
{
	const size_t best = seen->latest;
	if (best == LINE_NOBODY)
		return true;
	const bool own = points[i].lane == 0;
	if (topic->stock && own != (points[best].lane == 0))
		return own;
	return spoken_of(&seen->v[i]) >= spoken_of(&seen->v[best]);
}

static void
observations_judge(struct arena *a, const struct scope *scope,
    const struct seen_rows *rows, struct observations *out)
{
	const struct topic *topic = scope->topic;
	const struct row_place *order = rows->v;
	struct line_point *points = arena_array(a, rows->n, sizeof(*points));
	const struct line_rule rule = { .stock = topic->stock,
		.window = topic->window };
	qsort(rows->v, rows->n, sizeof(*rows->v), row_cmp);
	for (size_t i = 0; i < rows->n; i++)
		points[i] = point_of(a, order[i].row, topic);
	line_walk(a, points, rows->n, &rule);
	out->v = arena_array(a, rows->n, sizeof(*out->v));
	out->n = rows->n;
	for (size_t i = 0; i < out->n; i++) {
		out->v[i] = order[i].row->o;
		out->v[i].indicator = topic->id;
		out->v[i].place = scope->place;
		out->v[i].status = points[i].status;
		out->v[i].other = points[i].other;
		if (points[i].status == LINE_MOVED &&
		    later(topic, points, out, i))
			out->latest = i;
	}
}

enum rc
observations_read(struct db *db, struct arena *a, const struct scope *scope,
    struct observations *out, struct err *err)
{
	struct query *q = NULL;
	struct seen_rows rows = { 0 };
	*out = (struct observations){ .latest = LINE_NOBODY };
	enum rc rc = query_new(db, observations_sql, &q, err);
	if (rc != RC_OK)
		return rc;
	query_int(q, 0, scope->topic->id);
	query_int(q, 1, scope->place);
	query_time(q, 2, scope->as_of);
	query_time(q, 3, scope->recorded);
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err))
		row_take(a, q, &rows);
	query_free(q);
	if (rc == RC_END && rows.n > 0)
		observations_judge(a, scope, &rows, out);
	return rc == RC_END ? RC_OK : rc;
}
