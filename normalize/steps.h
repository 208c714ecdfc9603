#ifndef NORMALIZE_STEPS_H
#define NORMALIZE_STEPS_H

#include "normalize/draft.h"

/* The steps in their order (steps.c); each is declared by its own file. */
void steps_run(struct draft *);

#endif
