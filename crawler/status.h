#ifndef CRAWLER_STATUS_H
#define CRAWLER_STATUS_H

#include <stdbool.h>

#include "common/rc.h"
#include "common/stage.h"

/* Per site, from the state: what the last run brought, when one last went
 * well, what waits, and when the next page is due.  A table, or with `json`
 * an array of objects; into the file `to`, or to stdout when
 * it is NULL.  RC_BAD: no state yet, or wrong sites. */
enum rc status(struct stage *, bool json, const char *to,
    struct err *) MUST_CHECK;

#endif
