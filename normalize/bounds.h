#ifndef NORMALIZE_BOUNDS_H
#define NORMALIZE_BOUNDS_H

#include "normalize/draft.h"

/*
 * Bound and interval.
 *
 * An exact figure covers what rounds to it: "1,3 млн" is 1 250 000 to
 * 1 350 000, "36 %" is 35.5 to 36.5; a count or an amount written to the last
 * unit is itself.  About widens that to BOUNDS_ABOUT of the value on either
 * side.  More than and at least leave the upper side open, less than and at
 * most the lower; the stated value is the other side.  A range is its two
 * ends, and its value lies in the middle.
 */
#define BOUNDS_ABOUT 0.05

void bounds_set(struct draft *);

#endif
