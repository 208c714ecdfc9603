#ifndef STORE_STATUS_H
#define STORE_STATUS_H

#include "store/verb.h"

/* The verb `status`: how much is stored. */
enum rc status_run(struct call *, struct err *);

#endif
