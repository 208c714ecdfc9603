#ifndef STORE_SLICES_H
#define STORE_SLICES_H

#include "common/arena.h"
#include "common/document.h"
#include "common/str.h"

/*
 * Pieces of one text by code points, asked for in any order: facts point at
 * sentences before them, and a walk from the front for each would be
 * quadratic.  One pass notes where every SLICES_STEP-th code point begins.
 */
#define SLICES_STEP 128

struct slices {
	struct str text; /* valid UTF-8, borrowed */
	size_t *marks;   /* byte of code point i * SLICES_STEP */
	size_t nmarks;
};

struct slices slices_of(struct arena *, struct str text);
/* What reaches past the end is cut. */
struct str slices_get(const struct slices *, struct span);

#endif
