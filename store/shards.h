#ifndef STORE_SHARDS_H
#define STORE_SHARDS_H

#include "store/verb.h"

/* The verb `shards`: archives that are through the whole path. */
enum rc shards_run(struct call *, struct err *);

#endif
