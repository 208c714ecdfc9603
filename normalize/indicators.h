#ifndef NORMALIZE_INDICATORS_H
#define NORMALIZE_INDICATORS_H

#include "normalize/draft.h"

/*
 * Which configured series a figure belongs to: kind, unit, plausible value,
 * noun and sentence must fit; the first by code wins.
 */
void indicators_set(struct draft *);

#endif
