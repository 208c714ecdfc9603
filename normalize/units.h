#ifndef NORMALIZE_UNITS_H
#define NORMALIZE_UNITS_H

#include "normalize/draft.h"

/*
 * Kind and unit of each figure, and its value in that unit: tiyn become
 * tenge, a half becomes 50 %, "2-3 млн" becomes 2 to 3 million.  Money whose
 * currency is not said takes that of the nearest amount of its sentence;
 * without one it is dropped.
 */
void units_set(struct draft *);

#endif
