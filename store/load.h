#ifndef STORE_LOAD_H
#define STORE_LOAD_H

#include "store/verb.h"

/*
 * The verb `load`: documents in, nothing out.  Many documents share a
 * transaction, each within its own savepoint; it is committed as soon as the
 * input pauses, so that no other program waits for one that waits itself.
 */
enum rc load_run(struct call *, struct err *);

#endif
