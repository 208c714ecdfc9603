#ifndef STORE_PRESENT_H
#define STORE_PRESENT_H

#include <stdint.h>

#include "common/rc.h"
#include "store/verb.h"

/*
 * The moment that what a call writes is recorded at.  What is recorded never
 * comes before what was: a clock that went back is told, and stands still.
 */
enum rc present_read(struct call *, int64_t *, struct err *) MUST_CHECK;

#endif
