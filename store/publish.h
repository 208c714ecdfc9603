#ifndef STORE_PUBLISH_H
#define STORE_PUBLISH_H

#include "store/verb.h"

/* The verb `publish`: a consistent read-only copy. */
enum rc publish_run(struct call *, struct err *);

#endif
