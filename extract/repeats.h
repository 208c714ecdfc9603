#ifndef EXTRACT_REPEATS_H
#define EXTRACT_REPEATS_H

#include "common/arena.h"
#include "extract/passage.h"

/*
 * Text that a page holds twice, for wide screens and for narrow ones: some
 * kept passages in a row that were all met before, in other elements.  The
 * first copy stays.
 */
void repeats_drop(struct arena *, struct passages *);

#endif
