#ifndef COMMON_TEXT_H
#define COMMON_TEXT_H

#include <stddef.h>

#include "common/arena.h"
#include "common/document.h"
#include "common/str.h"

/*
 * A text by code points: records count code points, memory counts bytes, and
 * pieces are asked for in any order; a walk from the front for each would be
 * quadratic.  Every TEXT_STRIDE-th code point's byte is kept, so an answer
 * costs a short walk.
 */
#define TEXT_STRIDE 32

struct text {
	struct str s;        /* valid UTF-8, borrowed */
	const size_t *steps; /* byte of code point i * TEXT_STRIDE */
	size_t nsteps;
	size_t runes;
};

void text_init(struct text *, struct arena *, struct str);
size_t text_byte(const struct text *, size_t rune);
/* What reaches past the end is cut. */
struct str text_slice(const struct text *, struct span);
/* The slice folded (utf8_fold), with every space as " ". */
struct str text_folded(const struct text *, struct arena *, struct span);

#endif
