#ifndef STORE_JUDGE_H
#define STORE_JUDGE_H

#include "store/verb.h"

/* The verb `judge`: what people say of a figure, by its anchor; it outlives
 * every change of rules. */
enum rc judge_run(struct call *, struct err *);

#endif
