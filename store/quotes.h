#ifndef STORE_QUOTES_H
#define STORE_QUOTES_H

#include "store/verb.h"

/* The verb `quotes`: the sentences of a series with the figure marked. */
enum rc quotes_run(struct call *, struct err *);

#endif
