#include "store/line.h"

#include <stdlib.h>

#include "store/walk.h"

/* Told already by the same story: counted once. */
struct told {
	int64_t story;
	double low;
	double high;
	size_t at;
};

static int
told_cmp(const void *a, const void *b)
{
	const struct told *x = a;
	const struct told *y = b;
	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	if (x->low < y->low || x->low > y->low)
		return x->low < y->low ? -1 : 1;
	if (x->high < y->high || x->high > y->high)
		return x->high < y->high ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Marks reprints (status), so that the walk passes over them. */
static void
reprints_mark(struct arena *a, struct walk *w)
{
	struct told *told = arena_array(a, w->n, sizeof(*told));
	for (size_t i = 0; i < w->n; i++) {
		const struct line_point *p = &w->v[w->order[i]];
		told[i] = (struct told){ p->story, p->says.low, p->says.high,
			w->order[i] };
	}
	qsort(told, w->n, sizeof(*told), told_cmp);
	size_t first = 0;
	for (size_t i = 1; i < w->n; i++) {
		if (told[i].story != told[first].story ||
		    told[i].low != told[first].low ||
		    told[i].high != told[first].high) {
			first = i;
			continue;
		}
		walk_mark(&w->v[told[i].at], LINE_REPRINT, told[first].at);
	}
}

static void
lane_walk(struct arena *a, struct walk *w)
{
	reprints_mark(a, w);
	for (w->nth = 0; w->nth < w->n; w->nth++) {
		struct line_point *p = &w->v[w->order[w->nth]];
		if (p->dated && p->status != LINE_REPRINT)
			walk_step(w);
	}
	/* What undated pages state of a change explains the other ones. */
	for (int stated = 1; stated >= 0; stated--) {
		for (size_t i = 0; i < w->n; i++) {
			struct line_point *p = &w->v[w->order[i]];
			if (!p->dated && p->status != LINE_REPRINT &&
			    extent_known(&p->from) == (stated == 1))
				walk_undated(w, p);
		}
	}
}

struct lane_key {
	size_t lane;
	size_t at;
};

static int
lane_cmp(const void *a, const void *b)
{
	const struct lane_key *x = a;
	const struct lane_key *y = b;
	if (x->lane != y->lane)
		return x->lane < y->lane ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void
line_walk(struct arena *a, struct line_point *points, size_t n,
    const struct line_rule *rule)
{
	struct lane_key *keys = arena_array(a, n, sizeof(*keys));
	size_t *order = arena_array(a, n, sizeof(*order));
	struct walk *w = arena_alloc(a, sizeof(*w));
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		const bool actual = points[i].actual;
		walk_mark(&points[i], actual ? LINE_UNDATED : LINE_ASIDE,
		    LINE_NOBODY);
		if (!actual)
			continue;
		keys[used++] = (struct lane_key){ points[i].lane, i };
	}
	qsort(keys, used, sizeof(*keys), lane_cmp);
	for (size_t i = 0; i < used; i++)
		order[i] = keys[i].at;
	for (size_t i = 0, end = 0; i < used; i = end) {
		while (end < used && keys[end].lane == keys[i].lane)
			end++;
		*w = (struct walk){ .v = points,
			.order = order + i,
			.n = end - i,
			.rule = rule };
		lane_walk(a, w);
	}
}

const char *
line_status_name(enum line_status status)
{
	static const char *const names[] = {
		[LINE_MOVED] = "line",
		[LINE_REPEAT] = "repeat",
		[LINE_REPRINT] = "reprint",
		[LINE_STALE] = "stale",
		[LINE_CONTRADICTION] = "contradiction",
		[LINE_UNDATED] = "undated",
		[LINE_ASIDE] = "aside",
	};
	return names[status];
}
