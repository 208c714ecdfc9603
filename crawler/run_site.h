#ifndef CRAWLER_RUN_SITE_H
#define CRAWLER_RUN_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/site.h"
#include "crawler/scope.h"
#include "crawler/state.h"

/* One site within one run: its scope, its figures, and how far it has come. */
struct run_site {
	const struct site *site;
	struct scope *scope;
	struct state_site figures;
	long lists;        /* asked for so far */
	size_t lists_left; /* waiting or in flight */
	size_t articles_left;
	long news;   /* addresses of this run's lists that we did not know */
	long named;  /* articles that lists named ... */
	long heard;  /* ... of lists that were read, or lost */
	long known;  /* sitemaps in a row that named only what we know */
	long barren; /* articles left because their like led to nothing */
	long kept;   /* lists that are as they were, or not due */
	bool seeded; /* its articles are in the frontier */
	bool afresh; /* its rules changed: read lists again even if unchanged */
	bool answered; /* something was answered well */
};

#endif
