#ifndef STORE_FACTS_H
#define STORE_FACTS_H

#include "store/verb.h"

/* The verb `facts`: every figure that was read. */
enum rc facts_run(struct call *, struct err *);

#endif
