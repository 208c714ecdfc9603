#include "extract/content.h"

#include "extract/stretch.h"

#define LEAD_REACH 25  /* passages under the headline a text may begin in */
#define LINKED     0.5 /* share of links from which a passage is one */
#define SENTENCE   7   /* words of a link that is a sentence */
#define TRUST      0.3 /* of the greatest value that the headline's text needs */

static double
sum_of(const double *sums, struct block_range r)
{
	return sums[r.past] - sums[r.first];
}

/* The passages of the deepest element with the greatest sum. */
static struct block_range
richest(const struct dom *dom, const struct blocks *b, const double *sums)
{
	struct block_range best = b->of[dom->root->index];
	for (const struct node *n = dom->root; n != NULL;
	     n = node_after(dom->root, n)) {
		const struct block_range r = b->of[n->index];
		if (n->tag != TAG_TEXT_NODE && r.past > r.first &&
		    sum_of(sums, r) >= sum_of(sums, best))
			best = r;
	}
	return best;
}

/* The same among the elements around a passage. */
static struct block_range
richest_around(const struct blocks *b, const double *sums, size_t passage)
{
	struct block_range best = { passage, passage + 1 };
	for (const struct node *n = b->passages.v[passage].node; n != NULL;
	     n = n->parent)
		if (sum_of(sums, b->of[n->index]) > sum_of(sums, best))
			best = b->of[n->index];
	return best;
}

/* The first good passage under the headline, or passages.n. */
static size_t
lead(const struct blocks *b)
{
	const struct passages *p = &b->passages;
	for (size_t i = b->headline + 1; i < p->n; i++) {
		if (i > b->headline + LEAD_REACH)
			break;
		if (p->v[i].value > 0)
			return i;
	}
	return p->n;
}

/* Two opinions: where the greatest value is, and what stands under the
 * headline.  The second wins unless it is poor beside the first: imprints,
 * rules and comments can be longer than an article, but they have no
 * headline. */
static struct block_range
choose(const struct dom *dom, const struct blocks *b, const double *sums)
{
	const struct passages *p = &b->passages;
	const struct block_range first =
	    stretch_find(p, sums, richest(dom, b, sums));
	const size_t at = lead(b);
	if (at == p->n)
		return first;
	const struct block_range second =
	    stretch_around(p, sums, richest_around(b, sums, at), at);
	return sum_of(sums, second) >= TRUST * sum_of(sums, first) ? second
								   : first;
}

/* Of the chosen stretch everything is kept but what says that it is furniture,
 * counters, and links that stand alone; a whole sentence may be a link. */
static bool
is_kept(const struct passage *p)
{
	if (p->note != NOTE_NONE || p->kind == PASSAGE_CAPTION)
		return false;
	if (p->size.letters == 0 && p->kind != PASSAGE_ROW)
		return false;
	return p->linked <= LINKED ||
	    (p->size.finished && p->size.words >= SENTENCE);
}

void
content_choose(struct arena *arena, const struct dom *dom, struct blocks *b)
{
	struct passages *p = &b->passages;
	const double *sums = stretch_sums(arena, p);
	const struct block_range r = choose(dom, b, sums);
	for (size_t i = r.first; i < r.past; i++)
		p->v[i].kept = is_kept(&p->v[i]);
}
