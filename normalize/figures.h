#ifndef NORMALIZE_FIGURES_H
#define NORMALIZE_FIGURES_H

#include "normalize/draft.h"

/*
 * Mentions into figures and clues.
 *
 * A mention with `number` gives one figure, with `from` and `to` two that
 * belong together, with `low` and `high` one range.  What is no number after
 * all is left out.
 */
void figures_read(struct draft *);

#endif
