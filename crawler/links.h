#ifndef CRAWLER_LINKS_H
#define CRAWLER_LINKS_H

#include "common/str.h"
#include "crawler/found.h"

/*
 * The links of an HTML page, by a tolerant scan over its bytes: <a href> and
 * <area href>, <base href> into finds->base, rel=next of <a> and <link> into
 * finds->next, and the feeds of <link rel=alternate> into finds->feeds.
 * Comments, scripts and style sheets are passed over.  One pass, no tree: a
 * list page needs none, and the crawler stays out of reach of what nested
 * markup does to tree builders.
 */
void links_read(struct str html, struct finds *);

#endif
