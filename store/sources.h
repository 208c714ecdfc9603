#ifndef STORE_SOURCES_H
#define STORE_SOURCES_H

#include "store/verb.h"

/* The verb `sources`: each value of a series, who said it first and who else.
 */
enum rc sources_run(struct call *, struct err *);

#endif
