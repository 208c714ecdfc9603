#include "extract/repeats.h"

#include <stdint.h>
#include <stdlib.h>

#include "common/hash.h"

#define ROW_MIN 4 /* lines in a row that are not said twice by chance */

struct line {
	uint64_t hash;
	size_t at;
};

static int
line_order(const void *a, const void *b)
{
	const struct line *x = a;
	const struct line *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* What an element says twice its author did; a page copies elements. */
static bool
is_elsewhere(const struct passage *a, const struct passage *b)
{
	return a->node->parent != b->node->parent;
}

/* Drops a row of repeats, from kept[first] up to kept[past], if it is long
 * enough and holds prose: the fields of two products are alike, too. */
static void
drop_row(struct passages *p, const size_t *kept, size_t first, size_t past)
{
	bool prose = false;
	for (size_t i = first; i < past; i++)
		prose = prose || p->v[kept[i]].value > 0;
	if (!prose || past - first < ROW_MIN)
		return;
	for (size_t i = first; i < past; i++)
		p->v[kept[i]].kept = false;
}

void
repeats_drop(struct arena *arena, struct passages *p)
{
	struct line *lines = arena_array(arena, p->n + 1, sizeof(lines[0]));
	size_t *kept = arena_array(arena, p->n + 1, sizeof(kept[0]));
	bool *repeats = arena_array(arena, p->n + 1, sizeof(repeats[0]));
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		if (!p->v[i].kept)
			continue;
		kept[n] = i;
		lines[n++] =
		    (struct line){ .hash = hash64(p->v[i].text, 0), .at = i };
	}
	qsort(lines, n, sizeof(lines[0]), line_order);
	for (size_t i = 1, of = 0; i < n; i++) {
		if (lines[i].hash != lines[of].hash)
			of = i;
		else
			repeats[lines[i].at] = is_elsewhere(&p->v[lines[i].at],
			    &p->v[lines[of].at]);
	}
	size_t first = 0;
	for (size_t i = 0; i <= n; i++)
		if (i == n || !repeats[kept[i]]) {
			drop_row(p, kept, first, i);
			first = i + 1;
		}
}
