#ifndef COMMON_CREW_H
#define COMMON_CREW_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Records treated by several worker processes, answers in the order given.
 *
 * Each job is bytes in, bytes out.  Workers are forked, so what was loaded
 * before (rules, lexicon) is shared; they can read, write and take memory, but
 * open nothing (narrow.h).  One that dies, sits longer than CREW_SECONDS over a
 * job or takes too much memory costs that job alone (RC_BAD) and is replaced.
 * jobs = 0 does the work in this process, without that shelter (debugging).
 * The output is the same bytes whatever the number of jobs.
 */
#define CREW_SECONDS 60 /* CPU seconds for one job, unless said */
#define CREW_MAX     256

/* The work: `job` to `out`, with a fresh arena.  Never RC_END. */
typedef enum rc crew_work_fn(void *arg, struct arena *, struct str job,
    struct buf *out, struct err *);
/* An answer, in order: `job` is what was given, `out` empty on RC_BAD. */
typedef enum rc crew_done_fn(void *arg, struct str job, struct str out, enum rc,
    struct err *);

struct crew_spec {
	unsigned jobs;
	size_t job_max; /* ceilings of one job's bytes and its answer's */
	size_t out_max;
	size_t arena_max;
	unsigned seconds; /* CPU seconds for one job; 0: CREW_SECONDS */
	size_t memory;    /* bytes a worker may have in all; 0: any */
	crew_work_fn *work;
	crew_done_fn *done;
	void *arg;
};

struct crew;
struct crew *crew_new(const struct crew_spec *);
/* Gives one job (copied); may call `done` for earlier ones.  Of a job over
 * job_max `done` sees the first 4 KiB, for its name. */
enum rc crew_give(struct crew *, struct str job, struct err *) MUST_CHECK;
/* Waits for all answers, ends the workers, frees. */
enum rc crew_finish(struct crew *, struct err *) MUST_CHECK;

#endif
