#ifndef EXTRACT_RECALL_H
#define EXTRACT_RECALL_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/document.h"
#include "extract/blocks.h"
#include "extract/memory.h"

/*
 * What a site's other pages tell about the passages of one: a line that stands
 * at the same place on two pages of a site is furniture.
 *
 * Two pages with one headline count as one, so that an article which has two
 * addresses does not take itself for furniture; and where a half of a page's
 * good text repeats, the memory is not asked.  `doc` brings site and title.
 */

/* Adds struct imprint for each passage to `out`; none without a site. */
void recall_learn(struct arena *, const struct document *doc,
    const struct blocks *, struct buf *out);
/* Passages that repeat lose their value and get a note. */
void recall_judge(const struct memory *, struct arena *,
    const struct document *doc, struct blocks *);

#endif
