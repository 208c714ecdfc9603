#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "store/verb.h"

/* The verb `check`: the database against itself. */
enum rc check_run(struct call *, struct err *);

#endif
