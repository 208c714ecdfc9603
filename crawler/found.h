#ifndef CRAWLER_FOUND_H
#define CRAWLER_FOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/str.h"

/*
 * Addresses found on a list (sitemap, feed, start page), as written there:
 * perhaps relative, perhaps nonsense.  All memory is the arena's.
 */
#define FOUND_MAX       50000 /* what sitemaps.org allows one file to hold */
#define FOUND_FEEDS_MAX 4     /* a page's own feeds; the rest are comments' */

struct found {
	struct str url;
	int64_t at; /* lastmod or publication date; CLOCK_NONE: not said */
	bool list;  /* leads to a further list (sitemap of an index) */
};

struct finds {
	struct arena *arena;
	struct found *v;
	size_t n;
	size_t cap;
	struct str base; /* what relative ones refer to, if the list says so */
	struct str next; /* the following page of the list, if it says so */
	struct str
	    feeds[FOUND_FEEDS_MAX]; /* that a page announces as its own */
	size_t nfeeds;
	bool full; /* there were more */
};

struct finds finds_in(struct arena *);
/* Copies the address, trimmed; an empty one is nothing. */
void finds_add(struct finds *, struct str url, int64_t at, bool list);

#endif
