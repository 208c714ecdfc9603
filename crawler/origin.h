#ifndef CRAWLER_ORIGIN_H
#define CRAWLER_ORIGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "common/str.h"
#include "crawler/robots.h"

/*
 * The origins (scheme, host, port) of a run, with their robots.txt and what
 * its absence means (RFC 9309, 2.3.1): rules when it was read; everything
 * allowed on 4xx; nothing allowed on 429, 5xx and when it cannot be reached,
 * unless a good copy of the last 24 hours is left.
 */
#define ORIGIN_KEEP 86400 /* seconds a robots.txt is good for */

struct origin {
	char *name;
	bool asked;           /* its robots.txt is on the way, or came */
	int status;           /* of robots.txt, as settled */
	bool known;           /* origin_may() can tell */
	bool host_checked;    /* the rest its host asked for was looked up */
	struct robots *rules; /* NULL: everything, or nothing */
	bool closed;          /* nothing allowed */
	int64_t until;        /* when to ask again */
	int64_t latency;      /* its host's, see polite.h; 0: not measured */
};

struct origins;
struct origins *origins_new(void);
void origins_free(struct origins *);
/* Made when new; stays where it is until origins_free(). */
struct origin *origins_get(struct origins *, struct str name);

/* The answer for robots.txt: status 0 when there was none.  `copy` is the
 * last good file of the past 24 hours, or STR_NONE. */
void origin_settle(struct origin *, int status, struct str body,
    struct str copy);
bool origin_may(const struct origin *, struct str agent, struct str url);
double origin_delay(const struct origin *, struct str agent);

#endif
