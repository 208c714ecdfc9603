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
/* Unpacked bytes.  sitemaps.org allows 50 MB, but the crawler keeps within
 * 64 MiB as a whole, and what is new stands in smaller files. */
#define DISCOVER_MAX ((size_t)24 << 20)

/* *announced: a feed or sitemap says that these are pages; a page's links may
 * lead anywhere.  `how` is what the site's file says of the list, or NULL: only
 * it can tell what a list in JSON means.  RC_BAD with what could be read
 * before in `finds`. */
enum rc discover(const struct http_response *, const struct site_list *how,
    struct finds *, bool *announced, struct err *) MUST_CHECK;

#endif
