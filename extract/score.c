#include "extract/score.h"

#include "extract/region.h"

#define PROSE_MIN   60  /* code points from which a sentence is prose */
#define PROSE_MAX   800 /* points that one passage may bring */
#define LINK_LIST   0.5 /* share of links from which a passage is a list */
#define LINE_COST   8   /* of a short line that ends no sentence */
#define LINK_COST   12  /* of a line that is a link */
#define NOTE_COST   15
#define END_COST    60
#define TEASER_LINK 0.8 /* share of links in a teaser's headline */
#define TEASER_MAX  400 /* code points of a teaser */
#define TEASERS_MIN 3   /* in a row */

static double
note_cost(enum passage_note note)
{
	switch (note) {
	case NOTE_END:
		return END_COST;
	case NOTE_MORE:
	case NOTE_SKIP:
	case NOTE_CAPTION:
	case NOTE_ASIDE:
		return NOTE_COST;
	case NOTE_NONE:
		break;
	}
	return 0;
}

static bool
is_prose(const struct plain_size *s)
{
	return s->runes >= PROSE_MIN &&
	    (s->sentences > 0 || s->commas > 1 || s->finished) &&
	    s->letters * 2 > s->runes;
}

double
score_passage(const struct passage *p)
{
	const double runes = (double)p->size.runes;
	if (p->note != NOTE_NONE)
		return -note_cost(p->note);
	if (p->linked > LINK_LIST)
		return -LINK_COST - runes * 0.1;
	if (is_prose(&p->size)) {
		const double worth = runes * (1 - 1.5 * p->linked);
		return worth < PROSE_MAX ? worth : PROSE_MAX;
	}
	if (p->kind == PASSAGE_CAPTION)
		return -LINE_COST;
	if (p->kind == PASSAGE_HEADING)
		return -2;
	if (p->size.runes >= 2 * (size_t)PROSE_MIN)
		return runes * 0.3;
	if (p->size.finished && p->size.words > 2)
		return runes * 0.3;
	return p->kind == PASSAGE_ITEM || p->kind == PASSAGE_ROW
	    ? -LINE_COST / 2.0
	    : -LINE_COST;
}

/* A text of its own between two links: with others like it, the list of
 * headlines and leads that a site puts beside its articles. */
static bool
is_link(const struct passage *p)
{
	return p->linked > TEASER_LINK && p->size.words > 2;
}

static bool
is_teaser(const struct passages *p, size_t at)
{
	const size_t n = p->n;
	const bool before = (at > 0 && is_link(&p->v[at - 1])) ||
	    (at > 1 && p->v[at - 1].value <= 0 && is_link(&p->v[at - 2]));
	const bool after = (at + 1 < n && is_link(&p->v[at + 1])) ||
	    (at + 2 < n && p->v[at + 1].value <= 0 && is_link(&p->v[at + 2]));
	return before && after && p->v[at].size.runes < TEASER_MAX;
}

/* Teasers in a row, with nothing good between them, are worth nothing. */
static void
make_teasers(struct arena *arena, struct passages *p)
{
	size_t *row = arena_array(arena, p->n + 1, sizeof(row[0]));
	size_t n = 0;
	for (size_t i = 0; i <= p->n; i++) {
		if (i < p->n && p->v[i].value <= 0)
			continue;
		if (i < p->n && is_teaser(p, i)) {
			row[n++] = i;
			continue;
		}
		for (size_t k = 0; n >= TEASERS_MIN && k < n; k++)
			p->v[row[k]].value = -LINE_COST;
		n = 0;
	}
}

void
score_blocks(const struct furniture *f, struct arena *arena,
    const struct dom *dom, struct blocks *b)
{
	struct passages *p = &b->passages;
	for (size_t i = 0; i < p->n; i++) {
		p->v[i].note = furniture_note(f, arena, p->v[i].text);
		p->v[i].value = score_passage(&p->v[i]);
	}
	make_teasers(arena, p);
	region_judge(f, arena, dom, b);
}
