#include "store/walk.h"

static bool
meets(const struct extent *a, const struct line_point *p)
{
	return extent_meets(a, &p->says);
}

static bool
states_from(const struct line_point *p, const struct extent *a)
{
	return extent_known(&p->from) && extent_meets(a, &p->from);
}

void
walk_mark(struct line_point *p, enum line_status status, size_t other)
{
	p->status = status;
	p->other = other;
}

static void
former_add(struct walk *w, const struct extent *value, size_t at, int64_t left)
{
	if (w->nformer == WALK_FORMER_MAX) {
		for (size_t i = 1; i < WALK_FORMER_MAX; i++)
			w->former[i - 1] = w->former[i];
		w->nformer--;
	}
	w->former[w->nformer++] =
	    (struct former){ .value = *value, .at = at, .left = left };
}

/* Whether the line has left this value, recently enough to matter. */
static bool
former_has(const struct walk *w, const struct line_point *p)
{
	for (size_t i = w->nformer; i-- > 0;) {
		const struct former *f = &w->former[i];
		if (!w->rule->stock && p->reported - f->left > w->rule->window)
			return false;
		if (meets(&f->value, p))
			return true;
	}
	return false;
}

/* An old number: of a stock always, else unless its teller leads the line. */
static bool
is_stale(const struct walk *w, const struct line_point *p)
{
	if (!former_has(w, p))
		return false;
	return w->rule->stock ||
	    (p->source != w->now.source && p->authority <= w->now.authority);
}

static void
line_move(struct walk *w, size_t at, bool sure)
{
	struct line_point *p = &w->v[at];
	const struct stand old = w->now;
	walk_mark(p, LINE_MOVED, w->begun ? old.at : LINE_NOBODY);
	w->now = (struct stand){
		.value = p->says,
		.at = at,
		.source = p->source,
		.authority = p->authority,
		.sure = sure || !w->begun || !w->rule->stock,
		.own = w->begun && p->source == old.source,
	};
	w->before = old;
	if (w->begun)
		former_add(w, &old.value, old.at, p->reported);
	w->begun = true;
	if (w->now.sure)
		w->ndoubts = 0;
}

/* The line was not moved after all: its last mover is in doubt. */
static void
line_refute(struct walk *w)
{
	const size_t at = w->now.at;
	size_t nth = w->nth;
	while (nth > 0 && w->order[nth] != at)
		nth--;
	walk_mark(&w->v[at], LINE_CONTRADICTION, w->before.at);
	if (w->ndoubts == WALK_DOUBT_MAX) {
		for (size_t i = 1; i < WALK_DOUBT_MAX; i++)
			w->doubts[i - 1] = w->doubts[i];
		w->ndoubts--;
	}
	w->doubts[w->ndoubts++] = (struct doubt){ .at = at, .nth = nth };
	w->now = w->before;
	w->nformer--; /* line_move() put it there last */
}

/* Whether the point may take an unsure line back to where it stood. */
static bool
may_refute(const struct walk *w, const struct line_point *p)
{
	if (w->now.sure || !meets(&w->before.value, p))
		return false;
	if (p->authority > w->now.authority)
		return true;
	if (w->now.own)
		return p->source == w->now.source &&
		    p->authority == w->now.authority;
	return p->authority == w->now.authority;
}

/* A second story tells what one told in vain: the line moved back then, and
 * who went on with the old value was behind. */
static void
doubt_confirm(struct walk *w, const struct doubt *doubt)
{
	const struct doubt d = *doubt;
	if (!w->now.sure)
		line_refute(w);
	const size_t old = w->now.at;
	line_move(w, d.at, true);
	for (size_t i = d.nth + 1; i < w->nth; i++) {
		struct line_point *p = &w->v[w->order[i]];
		if (p->status == LINE_REPEAT && p->other == old)
			walk_mark(p, LINE_STALE, d.at);
	}
	walk_mark(&w->v[w->order[w->nth]], LINE_REPEAT, d.at);
}

static const struct doubt *
doubt_find(const struct walk *w, const struct line_point *p)
{
	for (size_t i = 0; i < w->ndoubts; i++) {
		const struct line_point *q = &w->v[w->doubts[i].at];
		if (q->story != p->story && p->authority >= w->now.authority &&
		    extent_meets(&q->says, &p->says))
			return &w->doubts[i];
	}
	return NULL;
}

/* Says what the line says; the narrower of the two values stays. */
static void
line_support(struct walk *w, struct line_point *p)
{
	struct stand *s = &w->now;
	walk_mark(p, LINE_REPEAT, s->at);
	s->value = extent_both(&s->value, &p->says);
	if (!s->sure && w->v[s->at].story != p->story) {
		s->sure = true;
		w->ndoubts = 0;
	}
	if (p->authority >= s->authority) {
		s->authority = p->authority;
		s->source = p->source;
	}
}

/* A value that does not meet the line, and not stated as a change from it. */
static void
line_differ(struct walk *w, size_t at)
{
	struct line_point *p = &w->v[at];
	if (may_refute(w, p)) {
		line_refute(w);
		line_support(w, p);
		return;
	}
	if (is_stale(w, p)) {
		walk_mark(p, LINE_STALE, w->now.at);
		return;
	}
	const struct doubt *doubt = doubt_find(w, p);
	if (doubt != NULL)
		doubt_confirm(w, doubt);
	else if (p->authority >= w->now.authority)
		line_move(w, at, false);
	else
		walk_mark(p, LINE_CONTRADICTION, w->now.at);
}

void
walk_step(struct walk *w)
{
	const size_t at = w->order[w->nth];
	struct line_point *p = &w->v[at];
	if (!w->begun) {
		line_move(w, at, true);
		if (extent_known(&p->from))
			former_add(w, &p->from, LINE_NOBODY, p->reported);
	} else if (meets(&w->now.value, p)) {
		line_support(w, p);
		if (extent_known(&p->from)) {
			w->now.sure = true;
			if (!states_from(p, &w->now.value))
				former_add(w, &p->from, LINE_NOBODY,
				    p->reported);
		}
	} else if (states_from(p, &w->now.value)) {
		line_move(w, at, true);
	} else if (!w->now.sure && states_from(p, &w->before.value)) {
		line_refute(w);
		line_move(w, at, true);
	} else {
		line_differ(w, at);
	}
}

void
walk_undated(struct walk *w, struct line_point *p)
{
	const size_t now = w->begun ? w->now.at : LINE_NOBODY;
	if (w->begun && meets(&w->now.value, p))
		walk_mark(p, LINE_REPEAT, now);
	else if (w->begun && former_has(w, p))
		walk_mark(p, LINE_STALE, now);
	else
		walk_mark(p, LINE_UNDATED, now);
	if (p->status == LINE_REPEAT && extent_known(&p->from) &&
	    !states_from(p, &w->now.value))
		former_add(w, &p->from, LINE_NOBODY, p->reported);
}
