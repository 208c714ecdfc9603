#include "extract/content.h"

#include "extract/stretch.h"

/* The deepest of the elements with the greatest sum. */
static const struct node *
container(const struct dom *dom, const struct blocks *b, const double *sums)
{
	const struct node *best = dom->root;
	double most = sums[b->passages.n];
	for (const struct node *n = node_after(best, best); n != NULL;
	     n = node_after(dom->root, n)) {
		const struct block_range r = b->of[n->index];
		const double sum = sums[r.past] - sums[r.first];
		if (n->tag != TAG_TEXT_NODE && r.past > r.first &&
		    sum >= most) {
			most = sum;
			best = n;
		}
	}
	return best;
}

static bool
is_kept(const struct passage *p)
{
	if (p->note != NOTE_NONE || p->kind == PASSAGE_CAPTION)
		return false;
	if (p->linked > 0.8 && p->size.runes > 1)
		return p->size.finished && p->size.words > 6;
	return p->value > -20;
}

void
content_choose(struct arena *arena, const struct dom *dom, struct blocks *b)
{
	struct passages *p = &b->passages;
	const double *sums = stretch_sums(arena, p);
	const struct node *best = container(dom, b, sums);
	const struct block_range r = stretch_find(p, sums, b->of[best->index]);
	for (size_t i = r.first; i < r.past; i++)
		p->v[i].kept = is_kept(&p->v[i]);
}
