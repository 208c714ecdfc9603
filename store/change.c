#include "store/change.h"

#include <math.h>

#include "store/pairs.h"

bool
change_stated(const struct observation *o)
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
	} else if (change_stated(o) &&
	    (o->status == LINE_MOVED || o->status == LINE_UNDATED ||
		(o->status == LINE_REPEAT && !was_seen(seen, o)))) {
		c.kind = CHANGE_STATED;
		c.old = &o->former;
	}
	return c;
}

/* The same outlet, or whoever prints it the same person. */
static bool
same_voice(const struct observation *x, const struct observation *y)
{
	return x->source == y->source ||
	    (x->speaker != 0 && x->speaker == y->speaker);
}

/* Of one period, by the same voice: not the world changed but the figure. */
static bool
is_revision(const struct observations *seen, const struct observation *o)
{
	if (o->status != LINE_MOVED || o->other == LINE_NOBODY)
		return false;
	return str_is(o->period_basis, "text") && !change_stated(o) &&
	    same_voice(&seen->v[o->other], o) &&
	    str_eq(seen->v[o->other].period_from, o->period_from) &&
	    str_eq(seen->v[o->other].period_until, o->period_until);
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

static void
change_add(struct change_list *out, enum change_kind kind,
    const struct observation *said, const struct figure *old,
    const struct figure *new)
{
	out->v[out->n++] = (struct change){ kind, said, old, new };
}

void
changes_of(struct arena *a, const struct observations *seen,
    struct change_list *out)
{
	const struct pairs pairs = pairs_of(a, seen);
	bool *told = arena_array(a, seen->n + 1, sizeof(*told));
	/* A figure is of the line, a statement, an edit, a plan at most. */
	*out = (struct change_list){ .v = arena_array(a, 4 * seen->n + 1,
					 sizeof(*out->v)) };
	for (size_t i = 0; i < seen->n; i++) {
		const struct observation *o = &seen->v[i];
		struct change c = change_of(seen, o);
		const size_t before = pairs.replaced[i];
		const size_t after = pairs.outcome[i];
		const bool unseen = c.kind == CHANGE_MOVED &&
		    change_stated(o) && !was_seen(seen, o);
		if (c.kind == CHANGE_MOVED && is_revision(seen, o))
			c.kind = CHANGE_REVISION;
		if (c.kind != CHANGE_NONE && !told_already(told, &c, i))
			out->v[out->n++] = c;
		/* It moved, but not from where the text says it stood. */
		if (unseen)
			change_add(out, CHANGE_STATED, o, &o->former,
			    &o->figure);
		if (before != LINE_NOBODY)
			change_add(out, CHANGE_EDITED, o,
			    &seen->v[before].figure, &o->figure);
		if (after != LINE_NOBODY)
			change_add(out, CHANGE_PLAN, o, &o->figure,
			    &seen->v[after].figure);
	}
}

struct str
change_text(struct arena *a, const struct change *c)
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
	if (c->kind == CHANGE_PLAN)
		return arena_printf(a, "%.*s meant, now %.*s", STR_ARG(old),
		    STR_ARG(now));
	return arena_printf(a, "%.*s -> %.*s", STR_ARG(old), STR_ARG(now));
}

static const struct {
	enum change_kind kind;
	const char *name;
} kinds[] = {
	{ CHANGE_MOVED, "moved" },
	{ CHANGE_STATED, "stated" },
	{ CHANGE_STALE, "stale" },
	{ CHANGE_CONTRADICTION, "contradiction" },
	{ CHANGE_REVISION, "revision" },
	{ CHANGE_EDITED, "edited" },
	{ CHANGE_PLAN, "plan" },
};
#define KINDS (sizeof(kinds) / sizeof(*kinds))

struct str
change_kind_name(enum change_kind kind)
{
	size_t i = 0;
	while (kinds[i].kind != kind)
		i++;
	return str_c(kinds[i].name);
}

enum change_kind
change_kind_named(struct str name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_is(name, kinds[i].name))
			return kinds[i].kind;
	return CHANGE_NONE;
}
