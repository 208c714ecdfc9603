#include "common/crew.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/mem.h"

#define WINDOW 4 /* jobs in hand for each worker, so that none sits idle */

struct worker {
	pid_t pid;
	int to;    /* jobs go in here */
	int from;  /* answers come out here */
	size_t on; /* the slot it works on, or NOTHING */
};

#define NOTHING  ((size_t)-1)
#define JOB_HEAD ((size_t)4 << 10) /* kept of a job that is too large */

/* One job and its answer.  The ring holds them in the order given. */
struct slot {
	struct buf job;
	struct buf out;
	enum rc rc;
	struct err err;
	bool taken; /* a worker has it */
	bool ready;
};

struct crew {
	struct crew_spec spec;
	struct worker *workers;
	struct slot *slots;
	size_t nslots;
	size_t first;        /* the oldest job in hand */
	size_t count;        /* jobs in hand */
	struct arena *arena; /* of work done in this process */
};

/* What precedes an answer's bytes. */
struct answer {
	enum rc rc;
	size_t out;
	struct err err;
};

static bool
write_all(int fd, const void *p, size_t n)
{
	const char *at = p;
	while (n > 0) {
		const ssize_t k = write(fd, at, n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		at += k;
		n -= (size_t)k;
	}
	return true;
}

static bool
read_all(int fd, void *p, size_t n)
{
	char *at = p;
	while (n > 0) {
		const ssize_t k = read(fd, at, n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		at += k;
		n -= (size_t)k;
	}
	return true;
}

/* SIGPROF ends the process when nobody catches it. */
static void
budget_set(time_t seconds)
{
	const struct itimerval t = { .it_value = { .tv_sec = seconds } };
	(void)setitimer(ITIMER_PROF, &t, NULL);
}

static enum rc
work(const struct crew_spec *spec, struct arena *a, struct str job,
    struct buf *out, struct err *err)
{
	arena_reset(a);
	buf_clear(out);
	const enum rc rc = spec->work(spec->arg, a, job, out, err);
	if (rc == RC_OK && out->bad)
		return err_set(err, RC_BAD, "answer over %zu bytes", out->max);
	return rc;
}

/* A worker's life: a length and a job in, an answer out, until no more. */
static void
serve(const struct crew_spec *spec, int in, int out_fd)
{
	struct arena *a = arena_new(spec->arena_max);
	struct buf job;
	struct buf out;
	size_t n;
	(void)signal(SIGPROF, SIG_DFL);
	buf_init(&job, spec->job_max);
	buf_init(&out, spec->out_max);
	while (read_all(in, &n, sizeof(n))) {
		buf_clear(&job);
		char *to = buf_room(&job, n);
		if (to == NULL || !read_all(in, to, n))
			break;
		buf_grown(&job, n);
		struct answer answer = { 0 };
		budget_set(spec->seconds);
		answer.rc = work(spec, a, buf_view(&job), &out, &answer.err);
		budget_set(0);
		answer.out = answer.rc == RC_OK ? out.n : 0;
		if (!write_all(out_fd, &answer, sizeof(answer)) ||
		    !write_all(out_fd, out.s, answer.out))
			break;
	}
	buf_free(&job);
	buf_free(&out);
	arena_free(a);
}

static void
worker_close(struct worker *w)
{
	if (w->to >= 0)
		(void)close(w->to);
	if (w->from >= 0)
		(void)close(w->from);
	w->to = w->from = -1;
}

/* In the child: only its own two ends stay open, so that the others see
 * their end of file when the parent closes. */
static void
child_run(struct crew *c, const int job[2], const int answer[2])
{
	for (unsigned i = 0; i < c->spec.jobs; i++)
		worker_close(&c->workers[i]);
	(void)close(job[1]);
	(void)close(answer[0]);
	serve(&c->spec, job[0], answer[1]);
	_exit(0);
}

static enum rc
worker_start(struct crew *c, struct worker *w, struct err *err)
{
	int job[2];
	int answer[2];
	*w = (struct worker){ .to = -1, .from = -1, .on = NOTHING };
	if (pipe(job) != 0)
		return err_errno(err, RC_FAIL, "pipe");
	if (pipe(answer) != 0) {
		(void)close(job[0]);
		(void)close(job[1]);
		return err_errno(err, RC_FAIL, "pipe");
	}
	w->pid = fork();
	if (w->pid == 0)
		child_run(c, job, answer);
	(void)close(job[0]);
	(void)close(answer[1]);
	w->to = job[1];
	w->from = answer[0];
	if (w->pid < 0)
		return err_errno(err, RC_FAIL, "fork");
	return RC_OK;
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
	c->nslots = jobs > 0 ? jobs * WINDOW : 1;
	c->slots = mem_zero(c->nslots, sizeof(*c->slots));
	for (size_t i = 0; i < c->nslots; i++) {
		buf_init(&c->slots[i].job, spec->job_max);
		buf_init(&c->slots[i].out, spec->out_max);
	}
	c->workers = mem_zero(jobs, sizeof(*c->workers));
	for (size_t i = 0; i < jobs; i++)
		c->workers[i] =
		    (struct worker){ .to = -1, .from = -1, .on = NOTHING };
	if (jobs == 0)
		c->arena = arena_new(spec->arena_max);
	return c;
}

/* The worker is gone with the job it had: say how, and start another when
 * there is work again. */
static void
worker_lost(struct crew *c, struct worker *w)
{
	int status = 0;
	struct slot *s = &c->slots[w->on];
	worker_close(w);
	(void)waitpid(w->pid, &status, 0);
	w->pid = 0;
	w->on = NOTHING;
	const int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (by == SIGPROF)
		s->rc = err_set(&s->err, RC_BAD, "took over %u CPU seconds",
		    c->spec.seconds);
	else
		s->rc = err_set(&s->err, RC_BAD, "its worker ended (signal %d)",
		    by);
	s->ready = true;
}

static enum rc
worker_give(struct crew *c, struct worker *w, size_t slot, struct err *err)
{
	if (w->pid == 0) {
		const enum rc rc = worker_start(c, w, err);
		if (rc != RC_OK)
			return rc;
	}
	struct slot *s = &c->slots[slot];
	w->on = slot;
	s->taken = true;
	if (!write_all(w->to, &s->job.n, sizeof(s->job.n)) ||
	    !write_all(w->to, s->job.s, s->job.n))
		worker_lost(c, w);
	return RC_OK;
}

static void
worker_hear(struct crew *c, struct worker *w)
{
	struct slot *s = &c->slots[w->on];
	struct answer answer;
	char *to = NULL;
	buf_clear(&s->out);
	if (read_all(w->from, &answer, sizeof(answer)))
		to = buf_room(&s->out, answer.out);
	if (to == NULL || !read_all(w->from, to, answer.out)) {
		buf_clear(&s->out);
		worker_lost(c, w);
		return;
	}
	buf_grown(&s->out, answer.out);
	s->rc = answer.rc;
	s->err = answer.err;
	s->ready = true;
	w->on = NOTHING;
}

/* Gives waiting jobs, oldest first, to whoever is free. */
static enum rc
hand_out(struct crew *c, struct err *err)
{
	unsigned w = 0;
	for (size_t i = 0; i < c->count; i++) {
		const size_t slot = (c->first + i) % c->nslots;
		if (c->slots[slot].taken || c->slots[slot].ready)
			continue;
		while (w < c->spec.jobs && c->workers[w].on != NOTHING)
			w++;
		if (w == c->spec.jobs)
			break;
		const enum rc rc = worker_give(c, &c->workers[w], slot, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* Waits for at least one answer, while a worker is busy. */
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
	for (nfds_t i = 0; i < n; i++)
		if (fds[i].revents != 0)
			worker_hear(c, whose[i]);
	return RC_OK;
}

/* Hands over the answers that are next in order. */
static enum rc
deliver(struct crew *c, struct err *err)
{
	while (c->count > 0 && c->slots[c->first].ready) {
		struct slot *s = &c->slots[c->first];
		*err = s->err;
		const enum rc rc = c->spec.done(c->spec.arg, buf_view(&s->job),
		    buf_view(&s->out), s->rc, err);
		s->ready = s->taken = false;
		c->first = (c->first + 1) % c->nslots;
		c->count--;
		if (rc == RC_FAIL)
			return rc;
	}
	return RC_OK;
}

static enum rc
turn(struct crew *c, bool wait, struct err *err)
{
	enum rc rc = hand_out(c, err);
	if (rc == RC_OK && wait)
		rc = hear(c, err);
	if (rc == RC_OK)
		rc = deliver(c, err);
	return rc == RC_OK ? hand_out(c, err) : rc;
}

static enum rc
give_here(struct crew *c, struct str job, struct err *err)
{
	struct slot *s = &c->slots[0];
	s->err = (struct err){ 0 };
	const enum rc rc = work(&c->spec, c->arena, job, &s->out, &s->err);
	if (rc != RC_OK)
		buf_clear(&s->out);
	*err = s->err;
	return c->spec.done(c->spec.arg, job, buf_view(&s->out), rc, err) ==
		RC_FAIL
	    ? RC_FAIL
	    : RC_OK;
}

enum rc
crew_give(struct crew *c, struct str job, struct err *err)
{
	if (c->spec.jobs == 0)
		return give_here(c, job, err);
	while (c->count == c->nslots) {
		const enum rc rc = turn(c, true, err);
		if (rc != RC_OK)
			return rc;
	}
	struct slot *s = &c->slots[(c->first + c->count) % c->nslots];
	buf_clear(&s->job);
	buf_clear(&s->out);
	buf_str(&s->job, job);
	s->err = (struct err){ 0 };
	c->count++;
	if (s->job.bad) {
		s->rc = err_set(&s->err, RC_BAD, "over %zu bytes", s->job.max);
		s->ready = true;
		buf_clear(&s->job);
		buf_str(&s->job, str_head(job, JOB_HEAD));
	}
	return turn(c, false, err);
}

static void
crew_free(struct crew *c)
{
	for (unsigned i = 0; i < c->spec.jobs; i++) {
		struct worker *w = &c->workers[i];
		worker_close(w);
		if (w->pid > 0)
			(void)waitpid(w->pid, NULL, 0);
	}
	for (size_t i = 0; i < c->nslots; i++) {
		buf_free(&c->slots[i].job);
		buf_free(&c->slots[i].out);
	}
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
		rc = turn(c, true, err);
	crew_free(c);
	return rc;
}
