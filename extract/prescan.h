#ifndef EXTRACT_PRESCAN_H
#define EXTRACT_PRESCAN_H

#include <stddef.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * One pass over a page before gumbo sees it.
 *
 * gumbo reads about 30 MB a second and is quadratic in nesting (10,000 nested
 * divs 0.9 s, 50,000 over a minute, 20,000 <b> 7.5 s).  So everything that is
 * no text goes first: scripts, styles, drawings, forms' parts, comments,
 * elements that only change how letters look, attributes nobody asks for,
 * runs of white space.  What is left nests no deeper than PRESCAN_DEPTH:
 * deeper elements lose their tags, not their text.  ld+json scripts are set
 * aside.  The tree of blocks and links stays as it was.
 */
#define PRESCAN_DEPTH  256
#define PRESCAN_LDJSON 32 /* scripts kept of one page */

/* Tags left.  Six times the most that was met on 1,100 pages, and as many as
 * fit into 64 MiB as a tree; a page of more is refused. */
#define PRESCAN_TAGS 60000

struct prescan {
	struct str ldjson[PRESCAN_LDJSON]; /* borrowed from the page */
	size_t nldjson;
	size_t tags;
	size_t depth; /* the deepest nesting met, flattened or not */
};

/* The page (valid UTF-8, no NUL) to `out`; RC_BAD when it has too many
 * tags. */
enum rc prescan_run(struct str page, struct buf *out, struct prescan *,
    struct err *) MUST_CHECK;

#endif
