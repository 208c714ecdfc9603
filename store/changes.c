#include "store/changes.h"

#include <math.h>
#include <stdlib.h>

#include "common/mem.h"
#include "store/detail.h"
#include "store/topic.h"

#define ROW_ARENA ((size_t)64 << 20)

enum change_kind {
	CHANGE_NONE = 0,
	CHANGE_MOVED = 1,
	CHANGE_STATED = 2,
	CHANGE_STALE = 4,
	CHANGE_CONTRADICTION = 8,
};

static const struct table_column change_columns[] = {
	{ "date", TABLE_EYES },
	{ "date", TABLE_DATA },
	{ "reported_at", TABLE_DATA },
	{ "reported_basis", TABLE_DATA },
	{ "kind", TABLE_SHOW },
	{ "what", TABLE_EYES | TABLE_WHOLE },
	{ "indicator", TABLE_WHOLE },
	{ "place", TABLE_DATA },
	{ "kato", TABLE_DATA },
	{ "old", TABLE_DATA },
	{ "new", TABLE_DATA },
	{ "value", TABLE_DATA },
	{ "unit", TABLE_DATA },
	{ "stated", TABLE_DATA },
	{ "source", TABLE_SHOW },
	{ "source_name", TABLE_DATA },
	{ "speaker", TABLE_SHOW },
	{ "sentence", TABLE_BELOW },
	{ "url", TABLE_BELOW },
	{ "archive", TABLE_DATA },
	{ "archive_offset", TABLE_DATA },
	{ "record_id", TABLE_DATA },
	{ "recorded_at", TABLE_DATA },
	{ "anchor", TABLE_DATA },
};
#define CHANGE_COLUMNS (sizeof(change_columns) / sizeof(*change_columns))

/* A row of the answer before it is written. */
struct change {
	enum change_kind kind;
	const struct observation *said;
	const struct figure *old; /* what the line has left; NULL: nothing */
	const struct figure *new; /* where it stands */
};

struct telling {
	unsigned kinds; /* those asked for */
	struct table *table;
	struct details *details;
	struct arena *arena; /* of one row */
	int64_t since;
	size_t told; /* changes, not stale numbers or contradictions */
};

static bool
states(const struct observation *o)
{
	return !isnan(o->former.value);
}

/* Whether the line itself went the way the text says. */
static bool
was_seen(const struct observations *seen, const struct observation *o)
{
	const struct observation *at =
	    o->status == LINE_MOVED ? o : &seen->v[o->other];
	if (at->other == LINE_NOBODY)
		return false;
	const struct extent left = figure_extent(&seen->v[at->other].figure);
	const struct extent former = figure_extent(&o->former);
	return extent_meets(&left, &former);
}

/* What a point of the line tells besides its value. */
static struct change
change_of(const struct observations *seen, const struct observation *o)
{
	struct change c = { .said = o, .new = &o->figure };
	const bool other = o->other != LINE_NOBODY;
	const struct figure *there = other ? &seen->v[o->other].figure : NULL;
	if (o->status == LINE_MOVED && other) {
		c.kind = CHANGE_MOVED;
		c.old = there;
	} else if (o->status == LINE_STALE && other) {
		c.kind = CHANGE_STALE;
		c.old = &o->figure;
		c.new = there;
	} else if (o->status == LINE_CONTRADICTION && other) {
		c.kind = CHANGE_CONTRADICTION;
		c.new = there;
	} else if (states(o) &&
	    (o->status == LINE_MOVED || o->status == LINE_UNDATED ||
		(o->status == LINE_REPEAT && !was_seen(seen, o)))) {
		c.kind = CHANGE_STATED;
		c.old = &o->former;
	}
	return c;
}

static struct str
what_cell(struct arena *a, const struct change *c)
{
	const struct str said = figure_text(a, &c->said->figure);
	const struct str now = figure_text(a, c->new);
	if (c->kind == CHANGE_STALE)
		return arena_printf(a, "%.*s again, now %.*s", STR_ARG(said),
		    STR_ARG(now));
	if (c->kind == CHANGE_CONTRADICTION)
		return arena_printf(a, "%.*s beside %.*s", STR_ARG(said),
		    STR_ARG(now));
	const struct str old = figure_text(a, c->old);
	return arena_printf(a, "%.*s -> %.*s", STR_ARG(old), STR_ARG(now));
}

static struct str
kind_cell(enum change_kind kind)
{
	static const struct {
		enum change_kind kind;
		const char *name;
	} names[] = {
		{ CHANGE_MOVED, "moved" },
		{ CHANGE_STATED, "stated" },
		{ CHANGE_STALE, "stale" },
		{ CHANGE_CONTRADICTION, "contradiction" },
	};
	size_t i = 0;
	while (names[i].kind != kind)
		i++;
	return str_c(names[i].name);
}

static void
said_cells(struct table *t, const struct detail *d)
{
	table_str(t, d->source);
	table_str(t, d->source_name);
	table_str(t, d->speaker);
	table_str(t, d->sentence);
	table_str(t, d->url);
	table_str(t, d->archive);
	table_int(t, d->offset);
	table_str(t, d->record_id);
	table_time(t, d->recorded);
	table_str(t, d->anchor);
}

static void
change_show(struct telling *s, const struct change *c, const struct detail *d)
{
	struct table *t = s->table;
	const struct observation *o = c->said;
	table_str(t, detail_day(s->arena, o));
	table_str(t, detail_date(s->arena, o));
	table_time(t, o->reported);
	table_str(t, o->basis);
	table_str(t, kind_cell(c->kind));
	table_str(t, what_cell(s->arena, c));
	table_str(t, d->indicator);
	table_str(t, d->place);
	table_str(t, d->kato);
	table_real(t, c->old != NULL ? c->old->value : (double)NAN);
	table_real(t, c->new->value);
	table_real(t, o->figure.value);
	table_str(t, o->figure.unit);
	table_str(t, states(o) ? STR("yes") : STR("no"));
	said_cells(t, d);
	table_row(t);
	arena_reset(s->arena);
}

/* Several outlets tell one change no page showed: the first is shown. */
static bool
told_already(bool *told, const struct change *c, size_t nth)
{
	if (c->kind != CHANGE_STATED)
		return false;
	const size_t key =
	    c->said->status == LINE_REPEAT ? c->said->other : nth;
	const bool already = told[key];
	told[key] = true;
	return already;
}

static enum rc
changes_show(void *arg, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	struct telling *s = arg;
	enum rc rc = RC_OK;
	bool *told = mem_zero(seen->n + 1, sizeof(*told));
	(void)scope;
	for (size_t i = 0; i < seen->n && rc == RC_OK; i++) {
		struct detail detail;
		const struct change c = change_of(seen, &seen->v[i]);
		if (c.kind == CHANGE_NONE || told_already(told, &c, i))
			continue;
		if ((s->kinds & (unsigned)c.kind) == 0 ||
		    seen->v[i].reported < s->since)
			continue;
		rc = details_read(s->details, seen->v[i].id, &detail, err);
		if (rc != RC_OK)
			break;
		s->told += c.kind == CHANGE_MOVED || c.kind == CHANGE_STATED;
		change_show(s, &c, &detail);
	}
	free(told);
	return rc;
}

static enum rc
changes_tell(struct call *call, unsigned kinds, struct err *err)
{
	struct question question;
	struct telling s = { .kinds = kinds };
	enum rc rc = question_read(call, &question, err);
	if (rc == RC_OK)
		rc = details_new(call->db, &s.details, err);
	if (rc != RC_OK)
		return rc;
	s.since = question.since;
	s.arena = arena_new(ROW_ARENA);
	s.table = call_table(call, change_columns, CHANGE_COLUMNS);
	rc = question_walk(call, &question, changes_show, &s, err);
	table_close(s.table);
	arena_free(s.arena);
	details_free(s.details);
	if (call->asked->exit_code != NULL && s.told > 0)
		call->code = VERB_CHANGED;
	return rc;
}

enum rc
changes_run(struct call *call, struct err *err)
{
	return changes_tell(call, CHANGE_MOVED | CHANGE_STATED | CHANGE_STALE,
	    err);
}

enum rc
stale_run(struct call *call, struct err *err)
{
	return changes_tell(call, CHANGE_STALE, err);
}

enum rc
disagreements_run(struct call *call, struct err *err)
{
	return changes_tell(call, CHANGE_CONTRADICTION, err);
}
