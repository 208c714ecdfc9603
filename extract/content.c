#include "extract/content.h"

#include "extract/core.h"
#include "extract/repeats.h"
#include "extract/stretch.h"

#define LEAD_REACH   25  /* passages under the headline a text may begin in */
#define LINKED       0.5 /* share of links from which a passage is one */
#define SENTENCE     7   /* words of a link that is a sentence */
#define LABEL_WORDS  6   /* a line of fewer words may be a name */
#define HEADINGS_MIN 4   /* that may be a list */
#define LABELS_MAX   4   /* lines that may be a byline */
#define TRUST        0.3 /* of the greatest value that the headline's text needs */

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

/* A date, a name, a section: what stands over an article in its element. */
static bool
is_label(const struct passage *p)
{
	return p->value <= 0 && p->kind != PASSAGE_HEADING &&
	    (p->size.digits > 0 || p->size.words < LABEL_WORDS);
}

/* Where the article begins in its element: at the body's text, or at the
 * first line under the headline when there are more than make a byline. */
static size_t
head_of(const struct blocks *b, const struct core *core)
{
	size_t labels = 0;
	if (b->headline >= core->first)
		return core->first;
	for (size_t i = b->headline + 1; i < core->first; i++)
		labels +=
		    core->place[i] == PLACE_HOME && is_label(&b->passages.v[i]);
	return labels > LABELS_MAX ? b->headline + 1 : core->first;
}

/* May the passage be one of the article's, if it stands where its body does?
 * A mark on an element around it is void there; a heading may be a link. */
static bool
belongs(const struct blocks *b, const struct core *core, size_t head, size_t i)
{
	const struct passage *p = &b->passages.v[i];
	const bool inside = i >= core->first && i < core->past;
	if (i == b->headline || core->place[i] < PLACE_LIKE)
		return false;
	if (p->note == NOTE_ASIDE)
		return i < core->past && p->kind != PASSAGE_CAPTION &&
		    p->linked <= LINKED;
	if (core->place[i] < PLACE_HOME || (i < head && is_label(p)))
		return false;
	if (!inside)
		return is_kept(p) && p->linked <= LINKED;
	return is_kept(p) ||
	    (p->note == NOTE_NONE && p->kind == PASSAGE_HEADING);
}

/* The stretch ends where values say so; the article begins and ends where its
 * element does: with a list of short lines, a table, a signature. */
static void
reach_out(struct blocks *b, const struct core *core)
{
	struct passages *p = &b->passages;
	const size_t from =
	    b->headline < core->first ? b->headline + 1 : core->first;
	const size_t head = head_of(b, core);
	for (size_t i = from; i < p->n; i++) {
		if (i >= core->past && p->v[i].note == NOTE_END)
			break;
		if (belongs(b, core, head, i))
			p->v[i].kept = true;
	}
}

/* What has no home in the body is kept only where a reader meets it as a part
 * of the article: what stands over its headline, dates and names under it,
 * labels between its paragraphs and whatever follows it are not. */
static bool
is_beside(const struct blocks *b, const struct core *core, size_t i)
{
	const struct passage *p = &b->passages.v[i];
	const bool stray = core->place[i] == PLACE_STRANGE && p->value <= 0;
	if (i < core->first)
		return stray ||
		    (b->headline < b->passages.n && i <= b->headline);
	if (i >= core->past)
		return core->place[i] < PLACE_LIKE;
	return stray && p->kind == PASSAGE_PARAGRAPH;
}

static void
settle(struct arena *arena, const struct dom *dom, struct blocks *b)
{
	struct passages *p = &b->passages;
	struct core core;
	core_find(arena, dom, b, &core);
	if (core.past == core.first)
		return;
	reach_out(b, &core);
	core_widen(b, &core);
	for (size_t i = 0; i < p->n; i++)
		if (is_beside(b, &core, i))
			p->v[i].kept = false;
}

/* A heading heads something; a row of them may be a list. */
static void
drop_last_headings(struct passages *p)
{
	size_t past = p->n;
	size_t headings = 0;
	while (past > 0 &&
	    (!p->v[past - 1].kept || p->v[past - 1].kind == PASSAGE_HEADING))
		headings += p->v[--past].kept;
	for (size_t i = past; i < p->n && headings < HEADINGS_MIN; i++)
		p->v[i].kept = false;
}

void
content_choose(struct arena *arena, const struct dom *dom, struct blocks *b)
{
	struct passages *p = &b->passages;
	const double *sums = stretch_sums(arena, p);
	const struct block_range r = choose(dom, b, sums);
	for (size_t i = r.first; i < r.past; i++)
		p->v[i].kept = is_kept(&p->v[i]);
	settle(arena, dom, b);
	repeats_drop(arena, p);
	drop_last_headings(p);
}
