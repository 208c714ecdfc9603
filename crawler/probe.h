#ifndef CRAWLER_PROBE_H
#define CRAWLER_PROBE_H

#include "common/rc.h"
#include "common/stage.h"

/*
 * Does a site still answer as its file says, and what else does it offer?
 * Asks for robots.txt, the home page, each configured list, the sitemaps and
 * feeds that robots.txt and the home page name (or, when nothing works, those
 * that are usual), the newest sitemaps of an index, and one address that
 * should not exist, one after the other at the site's pace.  Nothing is
 * archived or remembered.
 */
enum probe_form {
	PROBE_TABLE,   /* a line for each address, as it is answered */
	PROBE_JSON,    /* one object at the end */
	PROBE_PROPOSE, /* a file for config/sites */
};

/* `site` is the code of a site, or an address whose site need not be known
 * yet.  RC_BAD: no such site, or a wrong pattern. */
enum rc probe(struct stage *, const char *site, enum probe_form,
    struct err *) MUST_CHECK;

#endif
