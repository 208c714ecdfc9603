#include "extract/region.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "extract/look.h"

#define JUNK_COST  0.5 /* what good text inside a junk element costs */
#define LINE_COST  8   /* what any of its lines costs at least */
#define SOFT_SHARE 3   /* 1/3 of the good text makes a mark void */
#define HOME_MIN   300 /* good text that makes an <article> the only one */
#define REST_MIN   300 /* good text between headline and readers' */
#define HOME_TIMES 3   /* unless another holds so many times as much */

enum doubt {
	DOUBT_NONE,
	DOUBT_TAG,  /* its tag or role says furniture */
	DOUBT_BOTH, /* tag and class do: no manner of speaking */
	DOUBT_LOOK, /* its class or id does; that may be a manner of speaking */
	DOUBT_END,  /* it says that readers wrote it */
	DOUBT_OTHER, /* it is another article */
};

/* An element that says it is furniture. */
struct suspect {
	uint64_t look;
	size_t index; /* of its node */
	size_t end;
	double good;
};

struct court {
	const struct furniture *furniture;
	const struct dom *dom;
	struct blocks *blocks;
	const double *good;       /* sums of good values before a passage */
	const struct node *home;  /* the <article> of the headline, or NULL */
	struct suspect *suspects; /* by look, one each, with what all hold */
	size_t n;
	size_t room;
};

static double
good_in(const struct court *c, const struct node *n)
{
	const struct block_range r = c->blocks->of[n->index];
	return c->good[r.past] - c->good[r.first];
}

static double
good_in_all(const struct court *c)
{
	return c->good[c->blocks->passages.n];
}

/* Hidden for good: not a part of the page that React sends late, as
 * <div hidden id="S:0">, for a script to put in its place. */
static bool
is_hidden(const struct node *n)
{
	return node_attr(n, ATTR_HIDDEN).s != NULL &&
	    !str_starts(node_attr(n, ATTR_ID), STR("S:"));
}

static bool
is_furniture_role(const struct node *n)
{
	static const char *const roles[] = { "navigation", "complementary",
		"contentinfo", "dialog" };
	if (node_attr(n, ATTR_ROLE).n == 0)
		return false;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (node_has(n, ATTR_ROLE, roles[i]))
			return true;
	return false;
}

static bool
is_furniture_tag(const struct node *n)
{
	switch (n->tag) {
	case TAG_NAV:
	case TAG_FOOTER:
	case TAG_ASIDE:
	case TAG_MENU:
	case TAG_DIALOG:
		return true;
	default:
		return is_hidden(n) || is_furniture_role(n);
	}
}

/* Beside the article that holds the headline, or a teaser within it. */
static bool
is_other_article(const struct court *c, const struct node *n)
{
	return n->tag == TAG_ARTICLE && c->home != NULL && n != c->home;
}

static enum doubt
doubt_of(const struct court *c, const struct node *n)
{
	if (is_other_article(c, n))
		return n->index >= c->home->end ? DOUBT_OTHER : DOUBT_LOOK;
	const bool tag = is_furniture_tag(n);
	enum doubt doubt = tag ? DOUBT_TAG : DOUBT_NONE;
	if (n->attrs == NULL || n->tag == TAG_BODY || n->tag == TAG_HTML)
		return doubt;
	const struct str said[] = { node_attr(n, ATTR_CLASS),
		node_attr(n, ATTR_ID) };
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		const enum mark mark = furniture_mark(c->furniture, said[i]);
		if (mark == MARK_END)
			return DOUBT_END;
		if (mark == MARK_JUNK)
			doubt = tag ? DOUBT_BOTH : DOUBT_LOOK;
	}
	return doubt;
}

/* May the element be furniture at all, whatever others of its look hold? */
static bool
is_suspect(const struct court *c, const struct node *n)
{
	const struct block_range r = c->blocks->of[n->index];
	const size_t headline = c->blocks->headline;
	if (n->tag == TAG_TEXT_NODE || r.past == r.first ||
	    (r.first <= headline && headline < r.past))
		return false;
	switch (doubt_of(c, n)) {
	case DOUBT_TAG:
	case DOUBT_LOOK:
		return good_in(c, n) * SOFT_SHARE < good_in_all(c);
	case DOUBT_END:
		return c->good[r.first] - c->good[headline] >= REST_MIN ||
		    good_in(c, n) * SOFT_SHARE < good_in_all(c);
	case DOUBT_BOTH:
		return headline < c->blocks->passages.n ||
		    good_in(c, n) * SOFT_SHARE < good_in_all(c);
	case DOUBT_OTHER:
		return good_in(c, n) < HOME_TIMES * good_in(c, c->home);
	case DOUBT_NONE:
		break;
	}
	return false;
}

static int
look_order(const void *a, const void *b)
{
	const struct suspect *x = a;
	const struct suspect *y = b;
	return (x->look > y->look) - (x->look < y->look);
}

static int
suspect_order(const void *a, const void *b)
{
	const struct suspect *x = a;
	const struct suspect *y = b;
	const int look = look_order(a, b);
	return look != 0 ? look : (x->index > y->index) - (x->index < y->index);
}

static void
accuse(struct court *c, struct arena *arena, const struct node *n)
{
	if (c->n == c->room) {
		c->room = c->room > 0 ? 2 * c->room : 32;
		c->suspects = arena_grow(arena, c->suspects, c->n, c->room,
		    sizeof(c->suspects[0]));
	}
	c->suspects[c->n++] = (struct suspect){ .look = look_of(n),
		.index = n->index,
		.end = n->end,
		.good = good_in(c, n) };
}

/* Collects what the suspects of each look hold together, those within one of
 * the same look counted once. */
static void
hear(struct court *c, struct arena *arena)
{
	for (const struct node *n = c->dom->root; n != NULL;
	     n = node_after(c->dom->root, n))
		if (is_suspect(c, n) && good_in(c, n) > 0)
			accuse(c, arena, n);
	if (c->n == 0)
		return;
	qsort(c->suspects, c->n, sizeof(c->suspects[0]), suspect_order);
	struct suspect *last = c->suspects;
	for (size_t i = 1; i < c->n; i++) {
		const struct suspect *s = &c->suspects[i];
		if (s->look != last->look) {
			*++last = *s;
		} else if (s->index >= last->end) {
			last->good += s->good;
			last->end = s->end;
		}
	}
	c->n = (size_t)(last - c->suspects) + 1;
}

static bool
is_void(const struct court *c, const struct node *n)
{
	const struct suspect key = { .look = look_of(n) };
	const struct suspect *s = c->n == 0
	    ? NULL
	    : bsearch(&key, c->suspects, c->n, sizeof(key), look_order);
	return s != NULL && s->good * SOFT_SHARE >= good_in_all(c) &&
	    doubt_of(c, n) == DOUBT_LOOK;
}

/* Good text there counts against its container, and nothing of it is kept. */
static void
condemn(struct passages *p, struct block_range range)
{
	for (size_t i = range.first; i < range.past; i++) {
		struct passage *one = &p->v[i];
		if (one->value > 0)
			one->value = -JUNK_COST * one->value - LINE_COST;
		if (one->note == NOTE_NONE)
			one->note = NOTE_ASIDE;
	}
}

/* The <article> around the headline, if it holds enough to be the one. */
static const struct node *
find_home(const struct court *c)
{
	const struct blocks *b = c->blocks;
	if (b->headline >= b->passages.n)
		return NULL;
	const struct node *n = b->passages.v[b->headline].node;
	while (n != NULL && n->tag != TAG_ARTICLE)
		n = n->parent;
	return n != NULL && good_in(c, n) >= HOME_MIN ? n : NULL;
}

static double *
good_sums(struct arena *arena, const struct passages *p)
{
	double *sums = arena_array(arena, p->n + 1, sizeof(sums[0]));
	for (size_t i = 0; i < p->n; i++)
		sums[i + 1] = sums[i] + (p->v[i].value > 0 ? p->v[i].value : 0);
	return sums;
}

void
region_judge(const struct furniture *f, struct arena *arena,
    const struct dom *dom, struct blocks *b)
{
	struct court c = { .furniture = f,
		.dom = dom,
		.blocks = b,
		.good = good_sums(arena, &b->passages) };
	c.home = find_home(&c);
	hear(&c, arena);
	const struct node *n = dom->root;
	while (n != NULL) {
		const bool guilty = is_suspect(&c, n) && !is_void(&c, n);
		if (guilty)
			condemn(&b->passages, b->of[n->index]);
		n = guilty ? node_past(dom->root, n) : node_after(dom->root, n);
	}
}
