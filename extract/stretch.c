#include "extract/stretch.h"

#include <stdbool.h>

#define END_MIN    120 /* points before a head that may cut what readers wrote */
#define LINK_TIMES 8   /* so many times longer text is not cut by a link */
#define LINKED     0.5 /* share of links from which a head leads elsewhere */
#define MORE_MIN   200 /* and before one that may cut other articles */

double *
stretch_sums(struct arena *arena, const struct passages *p)
{
	double *sums = arena_array(arena, p->n + 1, sizeof(sums[0]));
	for (size_t i = 0; i < p->n; i++)
		sums[i + 1] = sums[i] + p->v[i].value;
	return sums;
}

static struct block_range
greatest(const double *sums, struct block_range in)
{
	struct block_range best = { in.first, in.first };
	double most = 0;
	size_t low = in.first;
	for (size_t i = in.first + 1; i <= in.past; i++) {
		if (sums[i - 1] < sums[low])
			low = i - 1;
		if (sums[i] - sums[low] > most) {
			most = sums[i] - sums[low];
			best = (struct block_range){ low, i };
		}
	}
	return best;
}

/* May the article end before passage `at`?  `before` and `after` are the
 * values of what stands there.  A head that is a link ("Comments (3)" under a
 * headline) may only lead to what readers wrote. */
static bool
is_cut(const struct passage *p, double before, double after)
{
	const bool leads_away =
	    p->linked > LINKED && after > LINK_TIMES * before;
	switch (p->note) {
	case NOTE_END:
		return before >= END_MIN && !leads_away;
	case NOTE_MORE:
		return before >= MORE_MIN && after < before / 2;
	default:
		return false;
	}
}

static size_t
first_cut(const struct passages *p, const double *sums, struct block_range in)
{
	double low = sums[in.first];
	for (size_t i = in.first; i < in.past; i++) {
		low = sums[i] < low ? sums[i] : low;
		const double before = sums[i] - low;
		const double after = sums[in.past] - sums[i + 1];
		if (is_cut(&p->v[i], before, after))
			return i;
	}
	return in.past;
}

struct block_range
stretch_find(const struct passages *p, const double *sums,
    struct block_range in)
{
	in.past = first_cut(p, sums, in);
	return greatest(sums, in);
}

struct block_range
stretch_around(const struct passages *p, const double *sums,
    struct block_range in, size_t at)
{
	const size_t past = first_cut(p, sums, in);
	if (past > at)
		in.past = past;
	struct block_range best = { at, at + 1 };
	for (size_t i = in.first; i < at; i++)
		if (sums[i] < sums[best.first])
			best.first = i;
	for (size_t i = at + 2; i <= in.past; i++)
		if (sums[i] > sums[best.past])
			best.past = i;
	return best;
}
