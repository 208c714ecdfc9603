#ifndef NORMALIZE_ANCHORS_H
#define NORMALIZE_ANCHORS_H

#include "normalize/draft.h"

/*
 * Names that survive rule changes: a hash of URL, sentence and the place of
 * the number in it; and the group of each stated change.
 */
void anchors_set(struct draft *);

#endif
