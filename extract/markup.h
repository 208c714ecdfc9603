#ifndef EXTRACT_MARKUP_H
#define EXTRACT_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "extract/token.h"

/*
 * Markup written anew, with what somebody reads and nothing else: attributes
 * that are asked for, and white space where it means something.
 *
 * Outside <pre> a run of white space is one space, and a text of nothing else
 * at the end of a passage is none: every second text of a page is such a one,
 * and gumbo would make a node of each.
 */
struct markup {
	struct buf *out;
	size_t tags; /* written */
	size_t pre;  /* open <pre> */
	bool gap;    /* white space that is not written yet */
	bool edge;   /* what was written last parts passages */
};

void markup_text(struct markup *, const char *from, const char *to);
void markup_start(struct markup *, const struct token *);
void markup_end(struct markup *, enum tag);
void markup_break(struct markup *); /* <br> */
void markup_sign(struct markup *);  /* a "<" that begins no tag */

#endif
