#include "common/crew.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "common/crew_worker.h"
#include "common/mem.h"

#define WINDOW    4 /* batches in hand for each worker, so that none is idle */
#define BATCH_MAX 4096              /* jobs in one batch */
#define JOB_HEAD  ((size_t)4 << 10) /* kept of a job that is too large */

/* A batch of jobs and its answers.  The ring holds them in order. */
struct slot {
	struct buf jobs;
	struct buf answers;
	size_t njobs;
	bool taken; /* a worker has it */
	bool ready;
};

struct crew {
	struct crew_spec spec;
	struct worker *workers;
	struct slot *slots;
	size_t nslots;
	size_t first;        /* the oldest batch in hand */
	size_t count;        /* batches in hand; the last one is being filled */
	struct arena *arena; /* of work done in this process */
	struct buf out;
};

static enum rc
worker_ready(struct crew *c, struct worker *w, struct err *err)
{
	if (w->pid != 0)
		return RC_OK;
	return worker_start(w, &c->spec, c->workers, c->spec.jobs, err);
}

/* Before the first record, while there is little that they take over from this
 * process.  One that could not be started is asked for again later. */
static void
workers_start(struct crew *c)
{
	struct err err;
	for (unsigned i = 0; i < c->spec.jobs; i++)
		if (worker_ready(c, &c->workers[i], &err) != RC_OK)
			return;
}

struct crew *
crew_new(const struct crew_spec *spec)
{
	struct crew *c = mem_zero(1, sizeof(*c));
	c->spec = *spec;
	if (c->spec.seconds == 0)
		c->spec.seconds = CREW_SECONDS;
	if (c->spec.jobs > CREW_MAX)
		c->spec.jobs = CREW_MAX;
	const size_t jobs = c->spec.jobs;
	c->nslots = jobs * WINDOW;
	c->slots = mem_zero(c->nslots, sizeof(*c->slots));
	for (size_t i = 0; i < c->nslots; i++) {
		buf_init(&c->slots[i].jobs, spec->job_max + 2 * BATCH);
		buf_init(&c->slots[i].answers,
		    BATCH_MAX * (spec->out_max + MESSAGE));
	}
	c->workers = mem_zero(jobs, sizeof(*c->workers));
	for (size_t i = 0; i < jobs; i++)
		c->workers[i] =
		    (struct worker){ .to = -1, .from = -1, .on = NOTHING };
	buf_init(&c->out, spec->out_max);
	if (jobs == 0)
		c->arena = arena_new(spec->arena_max);
	workers_start(c);
	return c;
}

/* A batch whose worker was lost is done again job by job, so that only the
 * one which cannot be done is refused. */
static enum rc
batch_alone(struct crew *c, struct worker *w, struct slot *s, struct err *err)
{
	struct str rest = buf_view(&s->jobs);
	buf_clear(&s->answers);
	while (rest.n > 0) {
		bool large;
		struct err why = { 0 };
		const char *begin = rest.s;
		(void)batch_take(&rest, &large);
		const struct str one = str_n(begin, (size_t)(rest.s - begin));
		const size_t kept = s->answers.n;
		if (worker_ready(c, w, err) != RC_OK)
			return RC_FAIL;
		if (worker_send(w, one) && worker_hear(w, &s->answers, 1))
			continue;
		buf_cut(&s->answers, kept);
		worker_bury(w, c->spec.seconds, &why);
		answer_add(&s->answers, RC_BAD, STR(""), &why);
	}
	return RC_OK;
}

static enum rc
batch_hear(struct crew *c, struct worker *w, struct err *err)
{
	struct err why = { 0 };
	struct slot *s = &c->slots[w->on];
	enum rc rc = RC_OK;
	buf_clear(&s->answers);
	if (!worker_hear(w, &s->answers, s->njobs)) {
		worker_bury(w, c->spec.seconds, &why);
		rc = batch_alone(c, w, s, err);
	}
	s->ready = true;
	w->on = NOTHING;
	return rc;
}

/* A send that fails shows in batch_hear() as an answer that never comes. */
static enum rc
batch_give(struct crew *c, struct worker *w, size_t slot, struct err *err)
{
	const enum rc rc = worker_ready(c, w, err);
	if (rc != RC_OK)
		return rc;
	w->on = slot;
	c->slots[slot].taken = true;
	(void)worker_send(w, buf_view(&c->slots[slot].jobs));
	return RC_OK;
}

/* The batch that is still being filled, when there is one. */
static struct slot *
filling(struct crew *c)
{
	if (c->count == 0)
		return NULL;
	struct slot *s = &c->slots[(c->first + c->count - 1) % c->nslots];
	return s->taken ? NULL : s;
}

/* Gives full batches (all, at the end), oldest first, to whoever is free. */
static enum rc
hand_out(struct crew *c, bool all, struct err *err)
{
	unsigned w = 0;
	for (size_t i = 0; i < c->count; i++) {
		const size_t slot = (c->first + i) % c->nslots;
		const struct slot *s = &c->slots[slot];
		const bool full = s->jobs.n >= BATCH || s->njobs == BATCH_MAX;
		if (s->taken || !(full || all))
			continue;
		while (w < c->spec.jobs && c->workers[w].on != NOTHING)
			w++;
		if (w == c->spec.jobs)
			break;
		const enum rc rc = batch_give(c, &c->workers[w], slot, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* Waits for at least one worker's answers, while one is busy. */
static enum rc
hear(struct crew *c, struct err *err)
{
	struct pollfd fds[CREW_MAX];
	struct worker *whose[CREW_MAX];
	nfds_t n = 0;
	for (unsigned i = 0; i < c->spec.jobs; i++) {
		if (c->workers[i].on == NOTHING)
			continue;
		whose[n] = &c->workers[i];
		fds[n++] = (struct pollfd){ .fd = c->workers[i].from,
			.events = POLLIN };
	}
	if (n == 0)
		return RC_OK;
	if (poll(fds, n, -1) < 0)
		return errno == EINTR ? RC_OK : err_errno(err, RC_FAIL, "poll");
	enum rc rc = RC_OK;
	for (nfds_t i = 0; i < n && rc == RC_OK; i++)
		if (fds[i].revents != 0)
			rc = batch_hear(c, whose[i], err);
	return rc;
}

static enum rc
slot_deliver(struct crew *c, struct slot *s, struct err *err)
{
	struct str jobs = buf_view(&s->jobs);
	struct str answers = buf_view(&s->answers);
	while (jobs.n > 0) {
		bool large;
		struct str out;
		const struct str job = batch_take(&jobs, &large);
		const enum rc rc = answer_take(&answers, &out, err);
		if (c->spec.done(c->spec.arg, job, out, rc, err) == RC_FAIL)
			return RC_FAIL;
	}
	return RC_OK;
}

/* Hands over the answers that are next in order. */
static enum rc
deliver(struct crew *c, struct err *err)
{
	while (c->count > 0 && c->slots[c->first].ready) {
		struct slot *s = &c->slots[c->first];
		if (slot_deliver(c, s, err) == RC_FAIL)
			return RC_FAIL;
		s->ready = s->taken = false;
		c->first = (c->first + 1) % c->nslots;
		c->count--;
	}
	return RC_OK;
}

/* One round; with `all` the last batch goes out too, and a busy worker is
 * waited for. */
static enum rc
turn(struct crew *c, bool all, bool wait, struct err *err)
{
	enum rc rc = hand_out(c, all, err);
	if (rc == RC_OK && wait)
		rc = hear(c, err);
	return rc == RC_OK ? deliver(c, err) : rc;
}

static enum rc
give_here(struct crew *c, struct str job, struct err *err)
{
	*err = (struct err){ 0 };
	const enum rc rc = crew_work(&c->spec, c->arena, job, &c->out, err);
	if (rc != RC_OK)
		buf_clear(&c->out);
	return c->spec.done(c->spec.arg, job, buf_view(&c->out), rc, err) ==
		RC_FAIL
	    ? RC_FAIL
	    : RC_OK;
}

enum rc
crew_give(struct crew *c, struct str job, struct err *err)
{
	if (c->spec.jobs == 0)
		return give_here(c, job, err);
	struct slot *s = filling(c);
	if (s == NULL || s->jobs.n >= BATCH || s->njobs == BATCH_MAX) {
		while (c->count == c->nslots) {
			const enum rc rc = turn(c, false, true, err);
			if (rc != RC_OK)
				return rc;
		}
		s = &c->slots[(c->first + c->count++) % c->nslots];
		buf_clear(&s->jobs);
		s->njobs = 0;
	}
	const bool large = job.n > c->spec.job_max;
	batch_add(&s->jobs, large ? str_head(job, JOB_HEAD) : job, large);
	s->njobs++;
	return turn(c, false, false, err);
}

static void
crew_free(struct crew *c)
{
	for (unsigned i = 0; i < c->spec.jobs; i++)
		worker_end(&c->workers[i]);
	for (size_t i = 0; i < c->nslots; i++) {
		buf_free(&c->slots[i].jobs);
		buf_free(&c->slots[i].answers);
	}
	buf_free(&c->out);
	arena_free(c->arena);
	free(c->workers);
	free(c->slots);
	free(c);
}

enum rc
crew_finish(struct crew *c, struct err *err)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK && c->count > 0)
		rc = turn(c, true, true, err);
	crew_free(c);
	return rc;
}
