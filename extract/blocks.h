#ifndef EXTRACT_BLOCKS_H
#define EXTRACT_BLOCKS_H

#include <stddef.h>

#include "common/arena.h"
#include "extract/dom.h"
#include "extract/passage.h"

/*
 * The passages of a tree: text is cut at every block element and every <br>;
 * the cells of a small table row become one passage, joined by " | ".
 */
struct block_range {
	size_t first;
	size_t past;
};

struct blocks {
	struct passages passages;
	struct block_range *of; /* by node index: the passages below it */
	size_t headline;        /* the passage that is it; passages.n: none */
};

void blocks_read(struct arena *, const struct dom *, struct blocks *);

#endif
