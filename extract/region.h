#ifndef EXTRACT_REGION_H
#define EXTRACT_REGION_H

#include "common/arena.h"
#include "extract/blocks.h"
#include "extract/dom.h"
#include "extract/furniture.h"

/*
 * Which elements of a tree are furniture by what they say of themselves: tag,
 * role, class and id, and whether another <article> holds the headline.
 *
 * Such a word is not always true.  It is void for the element that holds the
 * headline, for one that holds a third of the good text, and for all elements
 * of one look (the same class) that hold so much together: sites name the
 * parts of their articles "promo", too.
 */

/* Passages in furniture lose their value and get a note. */
void region_judge(const struct furniture *, struct arena *, const struct dom *,
    struct blocks *);

#endif
