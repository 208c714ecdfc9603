#ifndef STORE_INDICATORS_H
#define STORE_INDICATORS_H

#include "store/verb.h"

/* The verb `indicators`: the followed series and where they stand. */
enum rc indicators_run(struct call *, struct err *);

#endif
