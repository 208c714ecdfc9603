#include "store/observation.h"

#include "common/clock.h"
#include "common/hash.h"

/* Every table but the smallest is read by an index that has all of it that is
 * asked; SQLite would go for the wider rows themselves.  The order is the same
 * whatever order pages were loaded in.  Of what was reported at one moment, a
 * stated change goes first: it explains the rest. */
static const char observations_sql[] =
    "SELECT o.observation_id,o.fact_id,o.reported_at,v.reported_basis,"
    "f.value,f.low,f.high,f.bound,f.unit,g.value,g.low,g.high,g.bound,"
    "f.modality,o.period_from,o.period_until,f.period_basis,d.source_id,"
    "d.document_id,coalesce((SELECT story_id FROM story_past"
    " WHERE version_id=v.version_id AND recorded_until>?4"
    " ORDER BY recorded_until LIMIT 1),v.story_id,v.version_id),s.authority,"
    "j.verdict,v.seq,f.speaker_id,k.authority"
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
    " AND o.recorded_at<=?4 AND o.recorded_until>?4"
    " ORDER BY v.reported_basis='recorded',o.reported_at,g.fact_id IS NULL,"
    "d.hash,v.seq,f.start";

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
};

/* Above every source's: what people prefer leads its line. */
#define AUTHORITY_JUDGED 1000

/* A row with what only the walk along the line needs. */
struct seen_row {
	struct observation o;
	int64_t authority;
};

/* Of who prints it or of who says it, whichever is more. */
static int64_t
weight_of(const struct query *q)
{
	const int64_t source = row_int(q, COL_AUTHORITY);
	const int64_t speaker = row_int(q, COL_SPEAKER_AUTHORITY);
	return speaker > source ? speaker : source;
}

static struct seen_row
row_take(struct arena *a, const struct query *q)
{
	return (struct seen_row){
		.o = {
			.id = row_int(q, COL_ID),
			.fact = row_int(q, COL_FACT),
			.reported = row_time(q, COL_REPORTED),
			.basis = arena_str(a, row_str(q, COL_BASIS)),
			.figure = {
				.value = row_real(q, COL_VALUE),
				.low = row_real(q, COL_LOW),
				.high = row_real(q, COL_HIGH),
				.bound = arena_str(a, row_str(q, COL_BOUND)),
				.unit = arena_str(a, row_str(q, COL_UNIT)),
			},
			.former = {
				.value = row_real(q, COL_FORMER),
				.low = row_real(q, COL_FORMER_LOW),
				.high = row_real(q, COL_FORMER_HIGH),
				.bound = arena_str(a,
				    row_str(q, COL_FORMER_BOUND)),
				.unit = arena_str(a, row_str(q, COL_UNIT)),
			},
			.modality = arena_str(a, row_str(q, COL_MODALITY)),
			.period_from =
			    arena_str(a, row_str(q, COL_PERIOD_FROM)),
			.period_until =
			    arena_str(a, row_str(q, COL_PERIOD_UNTIL)),
			.period_basis =
			    arena_str(a, row_str(q, COL_PERIOD_BASIS)),
			.source = row_int(q, COL_SOURCE),
			.speaker = row_int(q, COL_SPEAKER),
			.document = row_int(q, COL_DOCUMENT),
			.story = row_int(q, COL_STORY),
			.version = row_int(q, COL_VERSION),
			.wrong = str_is(row_str(q, COL_VERDICT), "wrong"),
		},
		.authority = str_is(row_str(q, COL_VERDICT), "preferred")
		    ? AUTHORITY_JUDGED
		    : weight_of(q),
	};
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
	const int64_t from = clock_parse(o->period_from, 0);
	const int64_t until = clock_parse(o->period_until, 0);
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
		.dated = !str_is(o->basis, "recorded"),
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
	    ? clock_parse(o->period_until, 0)
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
observations_judge(struct arena *a, const struct topic *topic,
    const struct seen_row *rows, struct observations *out)
{
	struct line_point *points = arena_array(a, out->n, sizeof(*points));
	const struct line_rule rule = { .stock = topic->stock,
		.window = topic->window };
	for (size_t i = 0; i < out->n; i++)
		points[i] = point_of(a, &rows[i], topic);
	line_walk(a, points, out->n, &rule);
	out->v = arena_array(a, out->n, sizeof(*out->v));
	out->latest = LINE_NOBODY;
	for (size_t i = 0; i < out->n; i++) {
		out->v[i] = rows[i].o;
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
	struct seen_row *rows = NULL;
	size_t room = 0;
	size_t n = 0;
	*out = (struct observations){ .latest = LINE_NOBODY };
	enum rc rc = query_new(db, observations_sql, &q, err);
	if (rc != RC_OK)
		return rc;
	query_int(q, 0, scope->topic->id);
	query_int(q, 1, scope->place);
	query_time(q, 2, scope->as_of);
	query_time(q, 3, scope->recorded);
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		if (n == room) {
			room = room > 0 ? 2 * room : 64;
			rows = arena_grow(a, rows, n, room, sizeof(*rows));
		}
		rows[n++] = row_take(a, q);
	}
	query_free(q);
	out->n = n;
	if (rc == RC_END && n > 0)
		observations_judge(a, scope->topic, rows, out);
	return rc == RC_END ? RC_OK : rc;
}
