#ifndef STORE_SQL_H
#define STORE_SQL_H

#include "store/verb.h"

/* The verb `sql`: one reading statement from outside. */
enum rc sql_run(struct call *, struct err *);

#endif
