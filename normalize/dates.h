#ifndef NORMALIZE_DATES_H
#define NORMALIZE_DATES_H

#include <stdbool.h>

#include "normalize/draft.h"

/*
 * A period clue into dates: years, quarters, months, days, and what is
 * counted from the publication ("last year", "in the last five years").
 *
 * A month without its year is the latest that has begun when the text is
 * published, a quarter the latest whose last month has; where the sentence
 * speaks of plans (`planned`), the one of the publication's year.
 */
void dates_read(const struct draft *, struct clue *, bool planned);

/* "A year ago" behind a period is that period a year before: shifts the dates
 * of `c` to those of `base`, `months` earlier. */
void dates_before(const struct draft *, struct clue *c, const struct clue *base,
    long months);

#endif
