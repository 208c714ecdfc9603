#ifndef CRAWLER_FRONTIER_H
#define CRAWLER_FRONTIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"
#include "crawler/task.h"

/*
 * What is still to be asked for in this run, in one lane per
 * registrable domain.
 *
 * A lane gives out one task at a time, the best first (kind, then rank, then
 * the order of adding), and not before its time has come; lanes do not wait
 * for each other.  Tasks are copied in; one given out stays valid until
 * frontier_done() or frontier_return().  Times are the clock's ticks (ms).
 */
struct frontier;

struct frontier *frontier_new(void);
void frontier_free(struct frontier *);

/* False when its key was added before in this run (robots.txt and redirects
 * excepted), or when its lane is closed. */
bool frontier_add(struct frontier *, const struct task *);

/* The next task that may start now, or NULL and in *wait the milliseconds
 * until one may (-1: none waits for time alone). */
const struct task *frontier_next(struct frontier *, int64_t now, int64_t *wait);
/* It is over; its lane may go on at `next`. */
void frontier_done(struct frontier *, const struct task *, int64_t next);
/* Not yet: back into its lane, which may go on at once. */
void frontier_return(struct frontier *, const struct task *);

/* The lane of `domain` rests until then. */
void frontier_hold(struct frontier *, struct str domain, int64_t until);
/* Drops what waits in the lane, or everywhere, and takes no more; `gone` hears
 * of each task and may not touch the frontier. */
typedef void frontier_gone_fn(void *arg, const struct task *);
void frontier_close(struct frontier *, struct str domain, frontier_gone_fn *,
    void *arg);
void frontier_close_all(struct frontier *, frontier_gone_fn *, void *arg);

size_t frontier_waiting(const struct frontier *); /* not yet given out */
size_t frontier_busy(const struct frontier *);    /* given out */

#endif
