#ifndef CRAWLER_LOOK_H
#define CRAWLER_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/config_crawl.h"
#include "common/http.h"
#include "common/site.h"
#include "common/str.h"
#include "crawler/guess.h"
#include "crawler/robots.h"
#include "crawler/scope.h"
#include "crawler/source.h"

/*
 * What probing a site brought to light: one look for each address asked for,
 * and what they tell together.  probe.c asks, look.c reads the answers,
 * probe_tell.c prints them, propose.c writes a site's file of them.  All
 * memory is the arena's.
 */
#define LOOKS_MAX         40   /* addresses asked for */
#define LOOK_URLS_MAX     5000 /* that the article pattern is guessed from */
#define LOOK_SECTIONS_MAX 5    /* that are told when taken for articles */

enum look_what {
	LOOK_ROBOTS,
	LOOK_HOME,
	LOOK_SITEMAP,
	LOOK_CHILD, /* one of the newest sitemaps of an index */
	LOOK_FEED,
	LOOK_START,
	LOOK_LIST,    /* of the site's `lists` */
	LOOK_STANDBY, /* of its `standby` */
	LOOK_NOWHERE, /* an address that should not exist */
};

struct look {
	enum look_what what;
	struct str url;
	const struct site_list *how; /* LOOK_LIST only */
	bool ours;                   /* the site's file names it */
	unsigned hops;
	int status; /* 0: no answer */
	int64_t millis;
	bool denied; /* by robots.txt, not asked for */
	bool works;
	size_t links;
	size_t articles;
	size_t lists;
	int64_t oldest;
	int64_t newest;
	enum source_trouble trouble;
	struct str note;
};

struct findings {
	struct arena *arena;
	const struct site *site;
	const struct scope *scope;
	const struct config_crawl *crawl;
	const char *agent;
	int64_t now;
	struct look v[LOOKS_MAX];
	size_t n;
	struct robots *robots; /* NULL: none, all allowed */
	int robots_status;
	struct str home; /* where redirects led to */
	struct str title;
	struct str lang; /* two letters, or STR_NONE */
	struct str tls;  /* "verified", "none", or why it fails */
	bool unwelcome;  /* robots.txt and home are both forbidden */
	bool soft;       /* an address that is not there answers 200 */
	size_t home_links;
	size_t home_taken; /* of them by the article pattern */
	struct str sections[LOOK_SECTIONS_MAX]; /* taken for articles */
	size_t nsections;
	struct guess announced; /* by feeds and sitemaps */
	struct guess linked;    /* from pages */
	size_t urls;
};

const char *look_name(enum look_what);
/* One more address to look at, unless it is there already; NULL then, and
 * when there are too many. */
struct look *look_add(struct findings *, enum look_what, struct str url);
/* The same of a list that the site's file names; `how` may be NULL. */
void look_own(struct findings *, enum look_what, struct str url,
    const struct site_list *how);
/* Reads an answer: fills the look, and adds those it leads to. */
void look_read(struct findings *, struct look *, const struct http_response *);
const struct look *look_home(const struct findings *); /* added before */
/* Whether a list of that kind works. */
bool look_has(const struct findings *, enum look_what);

#endif
