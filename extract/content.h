#ifndef EXTRACT_CONTENT_H
#define EXTRACT_CONTENT_H

#include "common/arena.h"
#include "extract/blocks.h"
#include "extract/dom.h"

/*
 * Which passages of a scored tree are the article.
 *
 * The container is the element whose passages have the greatest sum of
 * values; inside it the edges are trimmed to the stretch of greatest sum, and
 * what is left of furniture is taken out line by line.  Sets `kept`.
 */
void content_choose(struct arena *, const struct dom *, struct blocks *);

#endif
