#ifndef STORE_REREADING_H
#define STORE_REREADING_H

#include "store/verb.h"

/* The verb `rereading`: what the newest run of other rules over stored texts
 * changed, rule by rule. */
enum rc rereading_run(struct call *, struct err *);

#endif
