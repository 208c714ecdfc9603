#ifndef EXTRACT_CORE_H
#define EXTRACT_CORE_H

#include <stddef.h>

#include "common/arena.h"
#include "extract/blocks.h"
#include "extract/dom.h"

/*
 * Where on a page its article stands, told by the kept passages themselves.
 *
 * The home of a passage is the element around its paragraph, list, quote or
 * table.  Homes that look alike are one; those that hold a good part of the
 * kept text are the body.  An author's biography, a notice to subscribers or
 * a gallery has a home of another look, whatever its words are, and the tail
 * of an article has the home of its body, however short its lines are.
 */
enum place {
	PLACE_STRANGE, /* nothing good has a home of that look */
	PLACE_GUEST,   /* little has, beside the body */
	PLACE_LIKE,    /* of the body's look */
	PLACE_HOME,    /* and in the element or <article> of its text */
};

struct core {
	enum place *place; /* by passage */
	size_t first;      /* the kept text of the body reaches from here */
	size_t past;       /* up to here; equal to first when there is none */
};

void core_find(struct arena *, const struct dom *, const struct blocks *,
    struct core *);
/* Again from where to where, when more is kept of the same places. */
void core_widen(const struct blocks *, struct core *);

#endif
