#ifndef CRAWLER_RUN_H
#define CRAWLER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/site.h"
#include "common/stage.h"
#include "crawler/archive.h"
#include "crawler/fetch.h"
#include "crawler/frontier.h"
#include "crawler/origin.h"
#include "crawler/page.h"
#include "crawler/run_site.h"
#include "crawler/state.h"
#include "crawler/tally.h"
#include "crawler/task.h"
#include "crawler/trap.h"

/*
 * One run over the enabled sites: what crawl.c (the loop), seed.c (what to ask
 * for) and answer.c (what came of it) share.  main builds nothing of this;
 * run_open() does, and run_close() takes it down in reverse order.
 */
#define RUN_SYNC_MAX 200  /* exchanges between two fsyncs and commits ... */
#define RUN_SYNC_MS  2000 /* ... and milliseconds */

struct run_options {
	const char *site;   /* code, or NULL: all that are not off */
	const char *report; /* file for the run report, or NULL */
	int64_t since;      /* CLOCK_NONE: open */
	int64_t until;
	unsigned shard; /* 1..shards: this share of the domains; 0: all */
	unsigned shards;
	bool dry; /* ask for lists, print what would be fetched, keep nothing */
};

struct run {
	struct stage *stage;
	const struct config *config;
	struct run_options options;
	struct sites sites;
	struct run_site *v; /* the sites of this run */
	size_t n;
	int lock;
	char *user_agent;
	struct state *state;
	struct archive *archive; /* NULL: dry */
	struct fetcher *fetcher;
	struct frontier *frontier;
	struct origins *origins;
	struct trap_budget traps;
	struct tally *tally;   /* what budgets rest on */
	struct arena *arena;   /* of one answer or one seeding */
	struct arena *scratch; /* of one address within it */
	int64_t began;         /* seconds; what is found from then on is new */
	long unsynced;
	int64_t synced_at; /* ticks */
	int64_t shown_at;  /* ticks of the last progress line */
};

/* RC_BAD: wrong configuration or option; RC_END: another run holds the lock. */
enum rc run_open(struct run *, struct stage *, const struct run_options *,
    struct err *) MUST_CHECK;
/* Completes the archive and commits the state, unless `rc` says that the run
 * failed; gives the run's outcome. */
enum rc run_close(struct run *, enum rc, struct err *) MUST_CHECK;

int64_t run_now(const struct run *);   /* seconds, UTC */
int64_t run_ticks(const struct run *); /* milliseconds */
/* Archive to disk, then the state: never the other way round. */
enum rc run_sync(struct run *, struct err *) MUST_CHECK;

/* Fills origin, host and key of a task from its url (run's scratch memory);
 * RC_BAD when it is no address we could ask for. */
enum rc run_locate(struct run *, struct task *, struct err *) MUST_CHECK;
/* Queues a located task and counts it for its site; false when not new. */
bool run_add(struct run *, const struct task *);
/* Reports a task that is spoiled.  When it was to bring robots.txt and nothing
 * else did, its origin is closed: waiting for it would have no end. */
void run_refuse(struct run *, const struct task *, const struct err *);
/* A task is over without further ado: dropped, denied, or answered. */
void run_forget(struct run *, const struct task *);

#endif
