#ifndef CRAWLER_SITEMAP_H
#define CRAWLER_SITEMAP_H

#include "common/rc.h"
#include "common/str.h"
#include "crawler/found.h"

/*
 * Sitemaps (sitemaps.org 0.9): a urlset, an index, Google's news dates, and
 * the plain text form of one address a line.
 *
 * Addresses come out in the file's order.  A file that breaks off or is not
 * well-formed gives what stood before and RC_BAD.
 */
enum rc sitemap_read(struct str file, struct finds *, struct err *) MUST_CHECK;

#endif
