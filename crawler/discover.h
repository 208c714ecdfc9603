#ifndef CRAWLER_DISCOVER_H
#define CRAWLER_DISCOVER_H

#include <stdbool.h>

#include "common/http.h"
#include "common/rc.h"
#include "common/site.h"
#include "crawler/found.h"

/*
 * What a list names, whatever kind of list it is: sitemaps, feeds and pages
 * are told apart by what they hold, because addresses and content types lie.
 */
struct discover_as {
	/* What the site's file says of the list, or NULL: only it can tell
	 * what a list in JSON means. */
	const struct site_list *json;
	size_t max; /* bytes without codings */
};

/* *announced: a feed or sitemap says that these are pages; a page's links may
 * lead anywhere.  RC_BAD with what could be read before in `finds`. */
enum rc discover(const struct http_response *, const struct discover_as *,
    struct finds *, bool *announced, struct err *) MUST_CHECK;

#endif
