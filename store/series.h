#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include "store/verb.h"

/* The verb `series`: every figure reported for an indicator. */
enum rc series_run(struct call *, struct err *);

#endif
