#ifndef CRAWLER_STATE_H
#define CRAWLER_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * What the crawler remembers between runs, in DATA/crawl.db: pages (page.h),
 * robots.txt files, hosts that asked for rest, sites with their last run.
 * docs/crawler.md has the tables.
 *
 * All changes since the last state_commit() are one transaction.  The caller
 * commits only when the archive is on disk, so the state never knows of a
 * page that the archive could lose.
 */
struct sql;
struct state;

enum rc state_open(const char *path, struct state **, struct err *) MUST_CHECK;
void state_close(struct state *); /* what is not committed is lost */
enum rc state_commit(struct state *, struct err *) MUST_CHECK;
enum rc state_rollback(struct state *, struct err *) MUST_CHECK;

struct sql *state_sql(struct state *); /* for page.c */

struct state_robots {
	int64_t fetched;
	int status; /* 0: not reached */
	struct str body;
};
enum rc state_robots(struct state *, struct arena *, struct str origin,
    struct state_robots *, struct err *) MUST_CHECK; /* RC_END: unknown */
enum rc state_robots_put(struct state *, struct str origin,
    const struct state_robots *, struct err *) MUST_CHECK;

struct state_host {
	long failures;      /* in a row */
	int64_t not_before; /* CLOCK_NONE: any time */
	int64_t latency;    /* milliseconds an answer takes, smoothed; 0: new */
	struct str why;     /* put only: the last trouble, in words */
};
enum rc state_host(struct state *, struct str host, struct state_host *,
    struct err *) MUST_CHECK; /* zeroed when unknown */
enum rc state_host_put(struct state *, struct str host,
    const struct state_host *, struct err *) MUST_CHECK;

/* Its last trouble in words; STR_NONE when there is none. */
enum rc state_why(struct state *, struct arena *, struct str host,
    struct str *why, struct err *) MUST_CHECK;

struct state_site {
	struct str code;
	struct str rules; /* hash of what decides which links are articles */
	int64_t ran;      /* when the last run ended */
	int64_t success;  /* last run in which something was answered well */
	long fresh;       /* figures of the last run */
	long changed;
	long unchanged;
	long errors;
	long denied;
	long yield;   /* articles its lists named when they last named any */
	int64_t due;  /* status only: the earliest next visit */
	long pending; /* status only: due then, never fetched */
};
enum rc state_site(struct state *, struct arena *, struct str code,
    struct state_site *, struct err *) MUST_CHECK; /* RC_END: unknown */
enum rc state_site_put(struct state *, const struct state_site *,
    struct err *) MUST_CHECK;

/* How far the state knows the records of an archive that is being written;
 * what stands behind it is replayed by the next run (replay.h). */
enum rc state_archive(struct state *, struct str name, int64_t *seen,
    struct err *) MUST_CHECK; /* 0 when unknown */
enum rc state_archive_put(struct state *, struct str name, int64_t seen,
    struct err *) MUST_CHECK;
enum rc state_archives_forget(struct state *, struct err *) MUST_CHECK;

#endif
