#ifndef CRAWLER_EXPLAIN_H
#define CRAWLER_EXPLAIN_H

#include "common/rc.h"
#include "common/stage.h"

/*
 * What the crawler would do, without network or state.
 */

/* files[0] is a robots.txt, the others URLs: "allow" or "deny", the URL, and
 * the line and rule that decided, by tabs. */
enum rc explain_robots(struct stage *, const char *agent,
    struct err *) MUST_CHECK;
/* The canonical form of each URL in `files`, against `base` if not NULL. */
enum rc explain_urls(struct stage *, const char *base, struct err *) MUST_CHECK;

#endif
