#ifndef NORMALIZE_PERIODS_H
#define NORMALIZE_PERIODS_H

#include "normalize/draft.h"

/*
 * When: the period rules of a sentence become dates, and each figure takes
 * the nearest; "last year" and the like are counted from the publication.
 * A figure whose text names no period is of the day it was published.
 */
void periods_set(struct draft *);

#endif
