#ifndef NORMALIZE_PLACES_H
#define NORMALIZE_PLACES_H

#include "normalize/draft.h"

/*
 * Where: a region or town named in the sentence, else in the paragraph, else
 * in the title.  A sentence that names the whole country has no place.
 */
void places_set(struct draft *);

#endif
