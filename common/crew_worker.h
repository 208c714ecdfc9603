#ifndef COMMON_CREW_WORKER_H
#define COMMON_CREW_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/crew.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * One worker process of a crew, and what goes over its two pipes: batches of
 * jobs in, their answers out.  Private to crew.c.
 */
#define BATCH   ((size_t)256 << 10) /* bytes of jobs handed out at once */
#define MESSAGE ((size_t)256 << 10) /* bytes of answers sent at once */
#define NOTHING ((size_t)-1)

struct worker {
	pid_t pid; /* 0: not running */
	int to;    /* jobs go in here */
	int from;  /* answers come out here */
	size_t on; /* the crew's slot it works on, or NOTHING */
};

/* Forks it; the child closes what it inherits of the `n` others. */
enum rc worker_start(struct worker *, const struct crew_spec *,
    struct worker *others, size_t n, struct err *) MUST_CHECK;
/* False when the worker is gone. */
bool worker_send(struct worker *, struct str batch);
bool worker_hear(struct worker *, struct buf *answers, size_t jobs);
/* Waits for the end of a worker that is gone, and says how it came. */
void worker_bury(struct worker *, unsigned seconds, struct err *why);
void worker_end(struct worker *); /* closes its pipes and waits */

/* A batch is a row of jobs; `large` marks one of which only the first bytes
 * are there, to be refused. */
void batch_add(struct buf *, struct str job, bool large);
struct str batch_take(struct str *batch, bool *large);
/* Answers stand in the order of their jobs. */
void answer_add(struct buf *, enum rc, struct str out, const struct err *);
enum rc answer_take(struct str *answers, struct str *out, struct err *);

/* The work itself, with the arena reset and the ceiling of `out` heeded. */
enum rc crew_work(const struct crew_spec *, struct arena *, struct str job,
    struct buf *out, struct err *);

#endif
