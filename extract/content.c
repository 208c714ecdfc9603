#include "extract/content.h"

/* sums[i] is the sum of the values before passage i. */
static double *
value_sums(struct arena *arena, const struct passages *p)
{
	double *sums = arena_array(arena, p->n + 1, sizeof(sums[0]));
	for (size_t i = 0; i < p->n; i++)
		sums[i + 1] = sums[i] + p->v[i].value;
	return sums;
}

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

/* The stretch of greatest sum within the range. */
static struct block_range
stretch(const struct block_range in, const double *sums)
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

/* A section head that cuts: what readers wrote goes whatever its size, a
 * list of other articles only when the better part stands before it. */
static size_t
cut_at_heads(
    const struct passages *p, struct block_range in, const double *sums)
{
	for (size_t i = in.first; i < in.past; i++) {
		const double before = sums[i] - sums[in.first];
		const double after = sums[in.past] - sums[i + 1];
		const enum passage_note note = p->v[i].note;
		if ((note == NOTE_END && before > 200) ||
		    (note == NOTE_MORE && before > 200 && after < before / 2))
			return i;
	}
	return in.past;
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
	const double *sums = value_sums(arena, p);
	const struct node *best = container(dom, b, sums);
	struct block_range r = b->of[best->index];
	r.past = cut_at_heads(p, r, sums);
	r = stretch(r, sums);
	for (size_t i = r.first; i < r.past; i++)
		p->v[i].kept = is_kept(&p->v[i]);
}
