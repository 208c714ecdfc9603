#ifndef NORMALIZE_CHANGES_H
#define NORMALIZE_CHANGES_H

#include "normalize/draft.h"

/*
 * Stated changes: from / to / by, their direction, and which figures belong
 * to one statement.
 */
void changes_set(struct draft *);

#endif
