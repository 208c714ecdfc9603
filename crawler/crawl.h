#ifndef CRAWLER_CRAWL_H
#define CRAWLER_CRAWL_H

#include "common/rc.h"
#include "common/stage.h"
#include "crawler/run.h"

/*
 * The loop of a run: starts what may start, takes what came, keeps archive
 * and state on disk, and ends when nothing is left, or, after SIGINT or
 * SIGTERM, when what is in flight has landed.
 *
 * RC_BAD: wrong configuration or option; RC_END: another run is at work.
 */
enum rc crawl(struct stage *, const struct run_options *,
    struct err *) MUST_CHECK;

#endif
