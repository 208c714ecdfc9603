#include "common/crew_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/file.h"
#include "common/narrow.h"

#define PIPE_ROOM ((size_t)1 << 20) /* what Linux allows to anybody */

/* What precedes a job's bytes in a batch. */
struct job_head {
	size_t n;
	bool large; /* only its first bytes are here: refuse it */
};

/* What precedes an answer's bytes: first the output, then the reason. */
struct answer_head {
	enum rc rc;
	size_t out;
	size_t reason;
};

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

/* A length and that many bytes of `x` and `more`. */
static bool
send_both(int fd, struct str x, struct str more)
{
	const size_t n = x.n + more.n;
	return file_write_all(fd, str_n((const char *)&n, sizeof(n))) &&
	    file_write_all(fd, x) && file_write_all(fd, more);
}

/* The same of `x` alone, in one write when that is little. */
static bool
send_bytes(int fd, struct str x)
{
	char small[4096];
	if (x.n + sizeof(x.n) > sizeof(small))
		return send_both(fd, x, STR(""));
	memcpy(small, &x.n, sizeof(x.n));
	memcpy(small + sizeof(x.n), x.s, x.n);
	return file_write_all(fd, str_n(small, sizeof(x.n) + x.n));
}

/* Appends what send_bytes() sent. */
static bool
receive_bytes(int fd, struct buf *b)
{
	size_t n;
	if (!read_all(fd, &n, sizeof(n)))
		return false;
	char *to = buf_room(b, n);
	if (to == NULL || !read_all(fd, to, n))
		return false;
	buf_grown(b, n);
	return true;
}

void
batch_add(struct buf *batch, struct str job, bool large)
{
	struct job_head head;
	memset(&head, 0, sizeof(head)); /* its padding goes over the pipe too */
	head.n = job.n;
	head.large = large;
	buf_add(batch, &head, sizeof(head));
	buf_str(batch, job);
}

struct str
batch_take(struct str *batch, bool *large)
{
	struct job_head head;
	memcpy(&head, batch->s, sizeof(head));
	const struct str job = str_head(str_from(*batch, sizeof(head)), head.n);
	*batch = str_from(*batch, sizeof(head) + head.n);
	*large = head.large;
	return job;
}

static void
head_add(struct buf *answers, enum rc rc, size_t out, size_t reason)
{
	struct answer_head head;
	memset(&head, 0, sizeof(head));
	head.rc = rc;
	head.out = out;
	head.reason = reason;
	buf_add(answers, &head, sizeof(head));
}

void
answer_add(struct buf *answers, enum rc rc, struct str out,
    const struct err *err)
{
	const bool ok = rc == RC_OK;
	const struct str reason = ok ? STR("") : str_c(err->reason);
	head_add(answers, rc, ok ? out.n : 0, reason.n);
	if (ok)
		buf_str(answers, out);
	buf_str(answers, reason);
}

enum rc
answer_take(struct str *answers, struct str *out, struct err *err)
{
	struct answer_head head;
	memcpy(&head, answers->s, sizeof(head));
	*answers = str_from(*answers, sizeof(head));
	*out = str_head(*answers, head.out);
	*answers = str_from(*answers, head.out);
	*err = (struct err){ 0 };
	memcpy(err->reason, answers->s, head.reason);
	*answers = str_from(*answers, head.reason);
	return head.rc;
}

enum rc
crew_work(const struct crew_spec *spec, struct arena *a, struct str job,
    struct buf *out, struct err *err)
{
	arena_reset(a);
	buf_clear(out);
	const enum rc rc = spec->work(spec->arg, a, job, out, err);
	if (rc == RC_OK && out->bad)
		return err_set(err, RC_BAD, "answer over %zu bytes", out->max);
	return rc;
}

/* SIGPROF ends the process when nobody catches it. */
static void
budget_set(time_t seconds)
{
	const struct itimerval t = { .it_value = { .tv_sec = seconds } };
	(void)setitimer(ITIMER_PROF, &t, NULL);
}

/* What a worker holds. */
struct bench {
	const struct crew_spec *spec;
	struct arena *arena;
	struct buf batch;
	struct buf out;
	struct buf answers;
	int to;
};

/* Gives the answers so far away when they are many, or the last one's output
 * is long: that one goes as it is, since a copy would be as long again. */
static bool
answers_pass(struct bench *w, enum rc rc, const struct err *err, bool last)
{
	bool sent = true;
	if (rc == RC_OK && w->out.n >= MESSAGE) {
		head_add(&w->answers, rc, w->out.n, 0);
		sent =
		    send_both(w->to, buf_view(&w->answers), buf_view(&w->out));
	} else {
		answer_add(&w->answers, rc, buf_view(&w->out), err);
		if (w->answers.n < MESSAGE && !last)
			return true;
		sent = send_bytes(w->to, buf_view(&w->answers));
	}
	buf_clear(&w->answers);
	return sent;
}

static bool
serve_batch(struct bench *w)
{
	struct str batch = buf_view(&w->batch);
	buf_clear(&w->answers);
	/* Jobs that only together take too long are done again one by one. */
	budget_set(w->spec->seconds);
	while (batch.n > 0) {
		bool large;
		struct err err = { 0 };
		const struct str job = batch_take(&batch, &large);
		const enum rc rc = large
		    ? err_set(&err, RC_BAD, "over %zu bytes", w->spec->job_max)
		    : crew_work(w->spec, w->arena, job, &w->out, &err);
		if (!answers_pass(w, rc, &err, batch.n == 0))
			return false;
	}
	budget_set(0);
	return true;
}

/* A worker's life: batches in, answers out, until no more come. */
static void
serve(const struct crew_spec *spec, int from, int to)
{
	struct bench w = { .spec = spec, .to = to };
	w.arena = arena_new(spec->arena_max);
	(void)signal(SIGPROF, SIG_DFL);
	narrow_to_work(spec->memory);
	buf_init(&w.batch, spec->job_max + 2 * BATCH);
	buf_init(&w.out, spec->out_max);
	buf_init(&w.answers, 3 * MESSAGE);
	while (receive_bytes(from, &w.batch) && serve_batch(&w))
		buf_clear(&w.batch);
	buf_free(&w.batch);
	buf_free(&w.out);
	buf_free(&w.answers);
	arena_free(w.arena);
}

static void
pipes_close(struct worker *w)
{
	if (w->to >= 0)
		(void)close(w->to);
	if (w->from >= 0)
		(void)close(w->from);
	w->to = w->from = -1;
}

enum rc
worker_start(struct worker *w, const struct crew_spec *spec,
    struct worker *others, size_t n, struct err *err)
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
	/* Room for a whole batch and for its answers, so that neither waits
	 * for the other; a system that allows less is only slower. */
	(void)fcntl(job[1], F_SETPIPE_SZ, (int)PIPE_ROOM);
	(void)fcntl(answer[1], F_SETPIPE_SZ, (int)PIPE_ROOM);
	(void)fflush(NULL); /* or a worker that gives up writes it again */
	w->pid = fork();
	if (w->pid == 0) {
		/* Only its own two ends stay open, so that the others see
		 * their end of file when the parent closes. */
		for (size_t i = 0; i < n; i++)
			pipes_close(&others[i]);
		(void)close(job[1]);
		(void)close(answer[0]);
		serve(spec, job[0], answer[1]);
		_exit(0);
	}
	(void)close(job[0]);
	(void)close(answer[1]);
	w->to = job[1];
	w->from = answer[0];
	if (w->pid > 0)
		return RC_OK;
	const enum rc rc = err_errno(err, RC_FAIL, "fork");
	worker_end(w);
	return rc;
}

bool
worker_send(struct worker *w, struct str batch)
{
	return send_bytes(w->to, batch);
}

bool
worker_hear(struct worker *w, struct buf *answers, size_t jobs)
{
	size_t at = answers->n;
	while (jobs > 0) {
		if (!receive_bytes(w->from, answers))
			return false;
		while (at < answers->n) {
			struct answer_head head;
			memcpy(&head, answers->s + at, sizeof(head));
			at += sizeof(head) + head.out + head.reason;
			jobs--;
		}
	}
	return true;
}

void
worker_bury(struct worker *w, unsigned seconds, struct err *why)
{
	int status = 0;
	pipes_close(w);
	(void)waitpid(w->pid, &status, 0);
	w->pid = 0;
	w->on = NOTHING;
	const int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (by == SIGPROF)
		(void)err_set(why, RC_BAD, "took over %u CPU seconds", seconds);
	else if (by == 0) /* mem.h and arena.h end a process so */
		(void)err_set(why, RC_BAD, "took too much memory");
	else
		(void)err_set(why, RC_BAD, "its worker ended (signal %d)", by);
}

void
worker_end(struct worker *w)
{
	pipes_close(w);
	if (w->pid > 0)
		(void)waitpid(w->pid, NULL, 0);
	w->pid = 0;
}
