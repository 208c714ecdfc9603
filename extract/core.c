#include "extract/core.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/hash.h"
#include "extract/look.h"

#define BODY_SHARE 0.25 /* of the kept good text: the body's look */
#define SOME_SHARE 1e-9

/* The kept good text in homes of one look. */
struct look_sum {
	uint64_t look;
	double good;
};

struct home {
	const struct node *node;
	uint64_t look; /* of it and the element around it */
};

struct survey {
	const struct passages *passages;
	struct home *home;     /* by passage */
	struct look_sum *sums; /* by look, one each */
	size_t n;
	double all;
};

/* Elements that make a passage, not a place for passages. */
static bool
is_form_of_text(enum tag tag)
{
	switch (tag) {
	case TAG_P:
	case TAG_PRE:
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
	case TAG_LI:
	case TAG_UL:
	case TAG_OL:
	case TAG_DL:
	case TAG_DD:
	case TAG_DT:
	case TAG_BLOCKQUOTE:
	case TAG_SPAN:
	case TAG_OTHER:
		return true;
	default:
		return false;
	}
}

/* A cell is a home of its own, because old pages are laid out in tables; the
 * rows of a table that holds data stand where the table does. */
static const struct node *
home_of(const struct passage *p)
{
	const struct node *n = p->node;
	if (p->kind == PASSAGE_ROW)
		while (n->parent != NULL && n->tag != TAG_TABLE)
			n = n->parent;
	if (p->kind == PASSAGE_ROW && n->parent != NULL)
		n = n->parent;
	while (n->parent != NULL && is_form_of_text(n->tag))
		n = n->parent;
	return n;
}

static uint64_t
look_around(const struct node *home)
{
	const uint64_t looks[] = { look_of(home),
		home->parent == NULL ? 0 : look_of(home->parent) };
	return hash64(str_n((const char *)looks, sizeof(looks)), 0);
}

static double
good(const struct passage *p)
{
	return p->kept && p->value > 0 ? p->value : 0;
}

static int
sum_order(const void *a, const void *b)
{
	const struct look_sum *x = a;
	const struct look_sum *y = b;
	return (x->look > y->look) - (x->look < y->look);
}

static void
find_homes(struct survey *s)
{
	const struct passages *p = s->passages;
	for (size_t i = 0; i < p->n; i++) {
		const struct node *n = home_of(&p->v[i]);
		const bool same = i > 0 && s->home[i - 1].node == n;
		s->home[i] = (struct home){ n,
			same ? s->home[i - 1].look : look_around(n) };
	}
}

static void
sum_looks(struct survey *s)
{
	const struct passages *p = s->passages;
	for (size_t i = 0; i < p->n; i++) {
		if (good(&p->v[i]) <= 0)
			continue;
		s->sums[s->n++] = (struct look_sum){ .look = s->home[i].look,
			.good = good(&p->v[i]) };
		s->all += good(&p->v[i]);
	}
	if (s->n == 0)
		return;
	qsort(s->sums, s->n, sizeof(s->sums[0]), sum_order);
	size_t last = 0;
	for (size_t i = 1; i < s->n; i++) {
		if (s->sums[i].look == s->sums[last].look)
			s->sums[last].good += s->sums[i].good;
		else
			s->sums[++last] = s->sums[i];
	}
	s->n = last + 1;
}

static enum place
place_by_look(const struct survey *s, uint64_t look)
{
	const struct look_sum key = { .look = look };
	const struct look_sum *sum = s->n == 0
	    ? NULL
	    : bsearch(&key, s->sums, s->n, sizeof(key), sum_order);
	const double share = sum == NULL ? 0 : sum->good / s->all;
	if (share >= BODY_SHARE)
		return PLACE_LIKE;
	return share > SOME_SHARE ? PLACE_GUEST : PLACE_STRANGE;
}

void
core_widen(const struct blocks *b, struct core *core)
{
	core->first = 0;
	core->past = 0;
	for (size_t i = 0; i < b->passages.n; i++) {
		const struct passage *p = &b->passages.v[i];
		if (core->place[i] < PLACE_LIKE || good(p) <= 0)
			continue;
		if (core->past == 0)
			core->first = i;
		core->past = i + 1;
	}
}

/* Whose parts of one look are one text: the <article>, else what stands around
 * the elements around paragraphs.  Cells all look alike and are no parts. */
static const struct node *
frame_of(const struct node *home)
{
	if (home->tag == TAG_TD || home->tag == TAG_TH)
		return home;
	const struct node *n = home;
	while (n != NULL && n->tag != TAG_ARTICLE)
		n = n->parent;
	if (n != NULL)
		return n;
	n = home->parent != NULL ? home->parent : home;
	return n->parent != NULL ? n->parent : n;
}

/* What an element is to the body's text. */
enum holds {
	HOLDS_TEXT = 1,
	HOLDS_PARTS = 2,
};

static unsigned char *
mark_holders(struct arena *arena, const struct dom *dom, const struct survey *s,
    const struct core *core)
{
	unsigned char *holds = arena_array(arena, dom->count, 1);
	for (size_t i = 0; i < s->passages->n; i++) {
		const struct node *home = s->home[i].node;
		if (core->place[i] < PLACE_LIKE ||
		    good(&s->passages->v[i]) <= 0)
			continue;
		holds[home->index] |= HOLDS_TEXT;
		holds[frame_of(home)->index] |= HOLDS_PARTS;
	}
	return holds;
}

void
core_find(struct arena *arena, const struct dom *dom, const struct blocks *b,
    struct core *core)
{
	const struct passages *p = &b->passages;
	struct survey s = { .passages = p,
		.home = arena_array(arena, p->n + 1, sizeof(s.home[0])),
		.sums = arena_array(arena, p->n + 1, sizeof(s.sums[0])) };
	*core = (struct core){ .place = arena_array(arena, p->n + 1,
				   sizeof(core->place[0])) };
	find_homes(&s);
	sum_looks(&s);
	for (size_t i = 0; i < p->n; i++)
		core->place[i] = place_by_look(&s, s.home[i].look);
	const unsigned char *holds = mark_holders(arena, dom, &s, core);
	for (size_t i = 0; i < p->n; i++) {
		const struct node *home = s.home[i].node;
		if (core->place[i] == PLACE_LIKE &&
		    ((holds[home->index] & HOLDS_TEXT) != 0 ||
			(holds[frame_of(home)->index] & HOLDS_PARTS) != 0))
			core->place[i] = PLACE_HOME;
	}
	core_widen(b, core);
}
