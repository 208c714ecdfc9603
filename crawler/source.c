#include "crawler/source.h"

#include "common/clock.h"
#include "crawler/sql.h"

#define COLUMNS "key, site, found, checked, newest, alive, trouble, since, open"

static void
source_read(struct sql *q, struct arena *arena, struct source *s)
{
	*s = (struct source){
		.key = sql_get_text(q, 0, arena),
		.site = sql_get_text(q, 1, arena),
		.found = sql_get_int(q, 2),
		.checked = sql_get_int(q, 3),
		.newest = sql_get_int(q, 4),
		.alive = sql_get_int(q, 5),
		.trouble = (enum source_trouble)sql_get_int(q, 6),
		.since = sql_get_int(q, 7),
		.open = sql_get_int(q, 8) != 0,
	};
}

enum rc
source_get(struct state *state, struct arena *arena, struct source *s,
    struct err *err)
{
	struct sql *q = state_sql(state);
	sql_begin(q, "SELECT " COLUMNS " FROM list WHERE site = ? AND key = ?");
	sql_text(q, s->site);
	sql_text(q, s->key);
	const enum rc rc = sql_step(q, err);
	if (rc != RC_OK)
		return rc;
	source_read(q, arena, s);
	sql_reset(q);
	return RC_OK;
}

enum rc
source_put(struct state *state, const struct source *s, struct err *err)
{
	struct sql *q = state_sql(state);
	sql_begin(q,
	    "INSERT OR REPLACE INTO list(" COLUMNS
	    ") VALUES(?,?,?,?,?,?,?,?,?)");
	sql_text(q, s->key);
	sql_text(q, s->site);
	sql_int(q, s->found);
	sql_int(q, s->checked);
	sql_int(q, s->newest);
	sql_int(q, s->alive);
	sql_int(q, s->trouble);
	sql_int(q, s->since);
	sql_int(q, s->open ? 1 : 0);
	return sql_change(q, err);
}

enum rc
source_others(struct state *state, const struct source *s, int64_t *alive,
    struct err *err)
{
	struct sql *q = state_sql(state);
	*alive = CLOCK_NONE;
	sql_begin(q,
	    "SELECT alive FROM list WHERE site = ? AND key <> ?"
	    " AND alive < ? ORDER BY alive DESC LIMIT 1");
	sql_text(q, s->site);
	sql_text(q, s->key);
	sql_int(q, SOURCE_INDEX);
	const enum rc rc = sql_number(q, alive, err);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
sources_troubled(struct state *state, struct arena *arena, struct str site,
    struct sources *all, struct err *err)
{
	struct sql *q = state_sql(state);
	all->n = 0;
	sql_begin(q,
	    "SELECT " COLUMNS " FROM list WHERE site = ?1 AND trouble <> 0"
	    " AND checked >= (SELECT max(checked) FROM list"
	    "  WHERE site = ?1) - ?2"
	    " ORDER BY since, key LIMIT ?3");
	sql_text(q, site);
	sql_int(q, SOURCE_FORGET_AFTER);
	sql_int(q, SOURCE_TROUBLED_MAX);
	enum rc rc = sql_step(q, err);
	for (; rc == RC_OK; rc = sql_step(q, err))
		source_read(q, arena, &all->v[all->n++]);
	return rc == RC_END ? RC_OK : rc;
}

struct span {
	size_t dated;
	size_t ahead;
	int64_t oldest;
	int64_t newest; /* of those that are not ahead */
};

static struct span
span_of(const struct finds *f, int64_t latest)
{
	struct span s = { .oldest = INT64_MAX, .newest = CLOCK_NONE };
	for (size_t i = 0; i < f->n; i++) {
		const int64_t at = f->v[i].at;
		if (at == CLOCK_NONE)
			continue;
		s.dated++;
		s.ahead += at > latest ? 1 : 0;
		s.oldest = at < s.oldest ? at : s.oldest;
		if (at <= latest && at > s.newest)
			s.newest = at;
	}
	return s;
}

enum source_trouble
source_dates(const struct finds *f, int64_t now, int64_t *newest)
{
	const struct span s = span_of(f, now + SOURCE_AHEAD_MAX);
	*newest = s.newest;
	if (s.ahead * 2 > s.dated)
		return SOURCE_AHEAD;
	/* A generator that stamps every address with the moment of the request;
	 * believing it would fetch the whole site again each day.  Equal dates
	 * of long ago are no lie: the day the archive was imported. */
	if (s.dated == f->n && s.dated >= SOURCE_EQUAL_MIN &&
	    s.newest - s.oldest <= SOURCE_EQUAL_SPREAD &&
	    s.newest >= now - 2 * CLOCK_DAY)
		return SOURCE_EQUAL;
	return SOURCE_FINE;
}

enum source_trouble
source_age(const struct source *s, int64_t others)
{
	if (s->newest != CLOCK_NONE &&
	    s->newest < s->checked - SOURCE_FROZEN_AFTER)
		return SOURCE_FROZEN;
	if (others != CLOCK_NONE && s->alive < others - SOURCE_BEHIND_AFTER)
		return SOURCE_BEHIND;
	return SOURCE_FINE;
}

const char *
source_trouble_text(enum source_trouble trouble)
{
	static const char *const texts[] = {
		[SOURCE_FINE] = "",
		[SOURCE_EQUAL] = "all dates are the same",
		[SOURCE_AHEAD] = "dates lie in the future",
		[SOURCE_FROZEN] = "its newest entry is old",
		[SOURCE_BEHIND] = "others name new pages, it does not",
		[SOURCE_EMPTY] = "names no page of the site",
		[SOURCE_BROKEN] = "cannot be read",
		[SOURCE_LOST] = "is gone",
	};
	return texts[trouble];
}
