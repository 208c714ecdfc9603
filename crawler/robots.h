#ifndef CRAWLER_ROBOTS_H
#define CRAWLER_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/str.h"

/*
 * robots.txt by RFC 9309: groups, the longest matching rule, "*" and "$",
 * percent-encoding, a byte order mark, any line end.  Pure: bytes in, verdicts
 * out; what a 404 or a 503 for robots.txt means is decided in origin.c.
 *
 * Where the standard is silent or real files break it, Google's published
 * parser is the measure, because that is what site owners test against.
 * The rules keep their own copy of the file.
 */
#define ROBOTS_MAX       ((size_t)500 << 10) /* RFC 9309, 2.5: at least this */
#define ROBOTS_RULES_MAX 20000
#define ROBOTS_LINE_MAX  ((size_t)16 << 10) /* the rest of a line is ignored */

struct robots;

/* Never fails: what is no rule is no rule.  Reads ROBOTS_MAX bytes at most. */
struct robots *robots_parse(struct str file);
void robots_free(struct robots *);

struct robots_verdict {
	bool allowed;
	struct str rule; /* "Disallow: /x" as written; STR_NONE: no rule */
	size_t line;     /* of the rule, from 1 */
};

/* May `agent` (a product token, "name/version" or a whole User-Agent) ask for
 * `url`?  Only its path and query count. */
struct robots_verdict robots_ask(const struct robots *, struct str agent,
    struct str url);
/* Seconds of Crawl-delay for `agent`, or a negative number for none. */
double robots_delay(const struct robots *, struct str agent);
/* The n-th Sitemap line, or STR_NONE past the last. */
struct str robots_sitemap(const struct robots *, size_t n);

#endif
