#ifndef CRAWLER_HARVEST_H
#define CRAWLER_HARVEST_H

#include "common/http.h"
#include "common/rc.h"
#include "crawler/run.h"

/*
 * What a list yields: articles go to the state as pages to be fetched,
 * sitemaps of an index to the state and into this run.  RC_BAD when the list
 * cannot be read to its end; what stood before that is taken.
 */
enum rc harvest(struct run *, const struct task *list,
    const struct http_response *, struct err *) MUST_CHECK;

#endif
