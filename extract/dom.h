#ifndef EXTRACT_DOM_H
#define EXTRACT_DOM_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"
#include "extract/tag.h"

/*
 * The tree of a page, parsed by gumbo as browsers parse (dom.c is the one
 * file that includes gumbo.h) and copied into nodes of our own, which are the
 * arena's.  gumbo takes its memory from an arena, too, and its recursive
 * destroy is never called.
 *
 * Nodes are numbered in document order: those below `n` are the numbers from
 * n->index + 1 up to, but not with, n->end.
 */
struct node_attr {
	const struct node_attr *next;
	enum attr attr;
	struct str value;
};

struct node {
	enum tag tag; /* TAG_TEXT_NODE for text */
	size_t index;
	size_t end;
	struct node *parent;
	struct node *first;
	struct node *next;
	const struct node_attr *attrs;
	struct str text; /* of a text node, entities decoded */
};

struct dom {
	struct node *root; /* <html> */
	size_t count;
};

/* `html` is best what prescan_run() left; the tree borrows from it.  gumbo's
 * own tree, which is larger, is made in `scratch` and gone when this returns;
 * without one (NULL) it stays in the arena. */
enum rc dom_parse(struct arena *, struct arena *scratch, struct str html,
    struct dom *, struct err *) MUST_CHECK;

/* The value, or STR_NONE. */
struct str node_attr(const struct node *, enum attr);
/* The next node in document order under `top`, NULL after the last; begin
 * with `top` itself. */
struct node *node_after(const struct node *top, const struct node *);
/* The same, leaving out what is below the node. */
struct node *node_past(const struct node *top, const struct node *);
struct node *node_find(const struct node *top, enum tag);
/* All text below, white space squeezed; at most `max` bytes of it. */
struct str node_text(struct arena *, const struct node *, size_t max);
/* Is `word` one of the words of the attribute's value? (ASCII case ignored) */
bool node_has(const struct node *, enum attr, const char *word);

#endif
