#ifndef CRAWLER_PROBE_H
#define CRAWLER_PROBE_H

#include "common/rc.h"
#include "common/stage.h"
#include "common/str.h"

/*
 * Does a site still answer as its file says?  Asks for robots.txt, the home
 * page, each configured list, and one address that should not exist, one
 * after the other at the site's pace, and prints a line for each: what, status,
 * milliseconds, and what was found there.  Nothing is archived or remembered.
 * RC_BAD: no such site, or a wrong pattern.
 */
enum rc probe(struct stage *, struct str code, struct err *) MUST_CHECK;

#endif
