#ifndef CRAWLER_TASK_H
#define CRAWLER_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * One address to ask for in this run, and what for.  Within a host the kinds
 * go in this order: nothing before robots.txt, and lists before articles, so
 * that the newest articles are known when the first one is chosen.
 */
enum task_kind {
	TASK_ROBOTS,
	TASK_LIST, /* start page, feed or sitemap: told apart by content */
	TASK_ARTICLE,
};

struct task {
	enum task_kind kind;
	size_t site;       /* index in the run's sites */
	struct str url;    /* as asked for */
	struct str key;    /* its canonical form */
	struct str origin; /* scheme://host[:port] */
	struct str host;
	struct str domain; /* registrable: what shares a lane */
	struct str from;   /* key of the page that redirects here began at */
	struct str asker;  /* TASK_ROBOTS: the origin whose rules it is;
			    * TASK_LIST: the key of the list of the
			    * configuration that this is, or is a page of */
	size_t list;    /* 1 + index in the site's `lists`; 0: none of them */
	unsigned turn;  /* pages of the list before this one */
	bool dated;     /* an index says when this list last changed */
	bool deep;      /* goes on although it names only what we know */
	int64_t rank;   /* larger is asked for first */
	unsigned hops;  /* redirects on the way here */
	unsigned depth; /* lists above this one */
};

/* "robots", "list", "article": in the state and the log. */
const char *task_kind_name(enum task_kind);

#endif
