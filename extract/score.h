#ifndef EXTRACT_SCORE_H
#define EXTRACT_SCORE_H

#include <stdbool.h>

#include "common/arena.h"
#include "extract/blocks.h"
#include "extract/dom.h"
#include "extract/furniture.h"
#include "extract/passage.h"

/*
 * What a passage is worth: above 0 in points of good text, below 0 for what
 * stands around articles.  The value of a container is the sum over its
 * passages, so junk inside it costs.
 */

/* By its words, links and signs alone (both kinds of pages). */
double score_passage(const struct passage *);

/* Sets note and value of each passage of a tree: by itself, by its place in a
 * list of teasers, then by the class, id and tag of the elements around it.
 * Such a mark is soft: an element that holds a third of the good text, or the
 * headline, is never junk. */
void score_blocks(const struct furniture *, struct arena *, const struct dom *,
    struct blocks *);

#endif
