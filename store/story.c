#include "store/story.h"

#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/mem.h"
#include "store/kin.h"

#define STORY_ARENA ((size_t)256 << 20) /* the words of two long texts */

enum story_query {
	MARK_READ,
	MARK_MOVE,
	VERSION_NEXT,
	VERSION_TEXT,
	SKETCHES_READ,
	SKETCH_ADD,
	STORY_OF,
	PAST_KEEP,
	STORY_JOIN,
	STORY_QUERIES,
};

static const char *const story_sql[STORY_QUERIES] = {
	[MARK_READ] = "SELECT at FROM mark WHERE name='story'",
	[MARK_MOVE] = "INSERT INTO mark(name,at) VALUES('story',?)"
		      " ON CONFLICT DO UPDATE SET at=excluded.at",
	[VERSION_NEXT] = "SELECT version_id,document_id,reported_at,text"
			 " FROM version WHERE version_id>?"
			 " ORDER BY version_id LIMIT 1",
	[VERSION_TEXT] = "SELECT text FROM version WHERE version_id=?",
	[SKETCHES_READ] =
	    "SELECT version_id,document_id,reported,sentences,bands"
	    " FROM sketch WHERE fortnight=? AND version_id>?"
	    " ORDER BY version_id",
	[SKETCH_ADD] = "INSERT INTO sketch(fortnight,version_id,document_id,"
		       "reported,sentences,bands) VALUES(?,?,?,?,?,?)",
	[STORY_OF] = "SELECT coalesce(story_id,version_id) FROM version"
		     " WHERE version_id=?",
	/* Who was recorded at this very moment has no past. */
	[PAST_KEEP] =
	    "INSERT INTO story_past(version_id,story_id,recorded_until)"
	    " SELECT version_id,?2,?3 FROM version"
	    " WHERE (version_id=?2 OR story_id=?2) AND recorded_at<?3"
	    " ON CONFLICT DO NOTHING",
	[STORY_JOIN] = "UPDATE version SET story_id=?1"
		       " WHERE version_id=?2 OR story_id=?2",
};

struct stories {
	struct query *q[STORY_QUERIES];
	struct kin *kin;
	struct arena *arena; /* of one version */
	int64_t now;
};

enum rc
stories_new(struct db *db, struct stories **out, struct err *err)
{
	struct stories *s = mem_zero(1, sizeof(*s));
	const enum rc rc = query_all(db, story_sql, s->q, STORY_QUERIES, err);
	if (rc != RC_OK) {
		free(s);
		return rc;
	}
	s->kin = kin_new();
	s->arena = arena_new(STORY_ARENA);
	*out = s;
	return RC_OK;
}

void
stories_free(struct stories *s)
{
	if (s == NULL)
		return;
	query_free_all(s->q, STORY_QUERIES);
	kin_free(s->kin);
	arena_free(s->arena);
	free(s);
}

/* A version that is looked at; its text is VERSION_NEXT's. */
struct fresh {
	struct kin_member who;
	struct str text;
	struct sketch sketch;
	struct shingles own; /* made when the first candidate asks for them */
	int64_t story;
	size_t tries; /* candidates that were compared */
};

static void
bytes_take(void *to, size_t max, struct str from, size_t *n)
{
	*n = from.n < max ? from.n : max;
	if (*n > 0)
		memcpy(to, from.s, *n);
}

/* What other loaders, or earlier runs, found of this fortnight. */
static enum rc
fortnight_read(struct stories *s, int64_t fortnight, struct err *err)
{
	struct query *q = s->q[SKETCHES_READ];
	struct sketch sketch;
	enum rc rc = RC_OK;
	query_int(q, 0, fortnight);
	query_int(q, 1, kin_last(s->kin, fortnight));
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		const struct kin_member who = { row_int(q, 0), row_int(q, 1),
			row_int(q, 2) };
		size_t n = 0;
		bytes_take(sketch.sentences, sizeof(sketch.sentences),
		    row_str(q, 3), &n);
		sketch.nsentences = n / sizeof(*sketch.sentences);
		bytes_take(sketch.bands, sizeof(sketch.bands), row_str(q, 4),
		    &n);
		sketch.banded = n == sizeof(sketch.bands);
		kin_add(s->kin, &who, &sketch);
	}
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
sketch_keep(struct stories *s, const struct fresh *f, struct err *err)
{
	const struct sketch *sketch = &f->sketch;
	struct query *q = s->q[SKETCH_ADD];
	query_int(q, 0, kin_fortnight(f->who.reported));
	query_int(q, 1, f->who.version);
	query_int(q, 2, f->who.document);
	query_int(q, 3, f->who.reported);
	query_bytes(q, 4,
	    str_n((const char *)sketch->sentences,
		sketch->nsentences * sizeof(*sketch->sentences)));
	query_bytes(q, 5,
	    sketch->banded
		? str_n((const char *)sketch->bands, sizeof(sketch->bands))
		: STR_NONE);
	const enum rc rc = query_run(q, err);
	if (rc == RC_OK)
		kin_add(s->kin, &f->who, sketch);
	return rc;
}

static enum rc
story_of(struct stories *s, int64_t version, int64_t *story, struct err *err)
{
	query_int(s->q[STORY_OF], 0, version);
	return query_number(s->q[STORY_OF], story, err);
}

static enum rc
stories_join(struct stories *s, struct fresh *f, int64_t other, struct err *err)
{
	const int64_t kept = other < f->story ? other : f->story;
	const int64_t gone = other < f->story ? f->story : other;
	query_int(s->q[PAST_KEEP], 1, gone);
	query_time(s->q[PAST_KEEP], 2, s->now);
	const enum rc rc = query_run(s->q[PAST_KEEP], err);
	if (rc != RC_OK)
		return rc;
	query_int(s->q[STORY_JOIN], 0, kept);
	query_int(s->q[STORY_JOIN], 1, gone);
	f->story = kept;
	return query_run(s->q[STORY_JOIN], err);
}

/* Bands name a candidate; the texts themselves decide. */
static enum rc
texts_compare(struct stories *s, struct fresh *f, int64_t version, bool *alike,
    struct err *err)
{
	struct query *q = s->q[VERSION_TEXT];
	if (f->own.all.v == NULL)
		f->own = shingles_of(s->arena, f->text);
	query_int(q, 0, version);
	const enum rc rc = query_step(q, err);
	if (rc == RC_OK) {
		const struct shingles theirs =
		    shingles_of(s->arena, row_str(q, 0));
		*alike = shingles_alike(&f->own, &theirs);
	}
	query_reset(q);
	f->tries++;
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
candidate_judge(struct stories *s, struct fresh *f, const struct kin_found *c,
    struct err *err)
{
	int64_t theirs = 0;
	bool kin = c->surely;
	enum rc rc = story_of(s, c->who.version, &theirs, err);
	if (rc != RC_OK || theirs == f->story)
		return rc;
	if (!kin && f->tries < STORY_TRIES && !arena_full(s->arena))
		rc = texts_compare(s, f, c->who.version, &kin, err);
	return rc == RC_OK && kin ? stories_join(s, f, theirs, err) : rc;
}

static enum rc
version_settle(struct stories *s, struct fresh *f, struct err *err)
{
	const int64_t home = kin_fortnight(f->who.reported);
	struct kin_found *found = NULL;
	enum rc rc = RC_OK;
	for (int64_t at = home - 1; at <= home + 1 && rc == RC_OK; at++)
		rc = fortnight_read(s, at, err);
	if (rc != RC_OK)
		return rc;
	sketch_of(s->arena, f->text, &f->sketch);
	const size_t n =
	    kin_find(s->kin, s->arena, &f->who, &f->sketch, &found);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = candidate_judge(s, f, &found[i], err);
	return rc == RC_OK ? sketch_keep(s, f, err) : rc;
}

enum rc
stories_settle(struct stories *s, int64_t now, struct err *err)
{
	struct query *next = s->q[VERSION_NEXT];
	int64_t mark = 0;
	enum rc rc = query_number(s->q[MARK_READ], &mark, err);
	const int64_t before = mark;
	s->now = now;
	while (rc == RC_OK) {
		query_int(next, 0, mark);
		rc = query_step(next, err);
		if (rc != RC_OK)
			break;
		struct fresh f = {
			.who = { row_int(next, 0), row_int(next, 1),
			    row_time(next, 2) },
			.text = row_str(next, 3),
		};
		mark = f.who.version;
		f.story = mark;
		rc = version_settle(s, &f, err);
		query_reset(next);
		arena_reset(s->arena);
	}
	if (rc != RC_END)
		return rc;
	if (mark == before)
		return RC_OK;
	query_int(s->q[MARK_MOVE], 0, mark);
	return query_run(s->q[MARK_MOVE], err);
}
