#include "common/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/mem.h"

#define READ_STEP ((size_t)256 << 10)
#define PIPE_ROOM (1 << 20) /* what Linux allows to anybody */

struct lines {
	int fd;
	size_t max;
	struct buf held; /* bytes read and not yet gone */
	size_t at;       /* where the next line begins in `held` */
	size_t seen;     /* `held` holds no LF between `at` and here */
	size_t number;
	bool ended;
	int broken; /* errno of a failed read */
};

struct lines *
lines_new(int fd, size_t max)
{
	struct lines *l = mem_zero(1, sizeof(*l));
	l->fd = fd;
	l->max = max;
	/* Of a pipe: who writes into it need not wait as often. */
	(void)fcntl(fd, F_SETPIPE_SZ, PIPE_ROOM);
	buf_init(&l->held, max + 2 * READ_STEP);
	return l;
}

void
lines_free(struct lines *l)
{
	if (l == NULL)
		return;
	buf_free(&l->held);
	free(l);
}

/* Throws away what was returned and reads one step more. */
static void
fill(struct lines *l)
{
	if (l->at > 0) {
		memmove(l->held.s, l->held.s + l->at, l->held.n - l->at);
		buf_cut(&l->held, l->held.n - l->at);
		l->seen -= l->at;
		l->at = 0;
	}
	char *to = buf_room(&l->held, READ_STEP);
	ssize_t n;
	do {
		n = read(l->fd, to, READ_STEP);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		l->broken = errno;
	if (n <= 0)
		l->ended = true;
	else
		buf_grown(&l->held, (size_t)n);
}

/* The length of the line at `at` without its LF; held.n - at at the end. */
static bool
find_end(struct lines *l, size_t *n)
{
	const struct str rest = str_from(buf_view(&l->held), l->seen);
	const size_t lf = str_chr(rest, '\n');
	*n = l->seen - l->at + lf;
	if (lf < rest.n)
		return true;
	l->seen = l->held.n;
	return false;
}

/* Reads past the rest of a line that is too long. */
static enum rc
skip_long(struct lines *l, struct err *err)
{
	size_t n;
	for (;;) {
		l->at = l->seen = l->held.n;
		if (l->ended)
			break;
		fill(l);
		if (find_end(l, &n)) {
			l->at += n + 1;
			l->seen = l->at;
			break;
		}
	}
	return err_set(err, RC_BAD, "line %zu: over %zu bytes", l->number,
	    l->max);
}

enum rc
lines_next(struct lines *l, struct str *out, struct err *err)
{
	size_t n;
	l->number++;
	while (!find_end(l, &n)) {
		if (n > l->max)
			return skip_long(l, err);
		if (l->ended)
			break;
		fill(l);
	}
	if (l->broken != 0) {
		errno = l->broken;
		return err_errno(err, RC_FAIL, "line %zu", l->number);
	}
	if (n == 0 && l->at >= l->held.n) {
		l->number--;
		return RC_END;
	}
	const size_t begin = l->at;
	l->at += n < l->held.n - l->at ? n + 1 : n;
	l->seen = l->at;
	if (n > l->max)
		return err_set(err, RC_BAD, "line %zu: over %zu bytes",
		    l->number, l->max);
	if (n > 0 && l->held.s[begin + n - 1] == '\r')
		n--;
	*out = str_n(l->held.s + begin, n);
	return RC_OK;
}

size_t
lines_number(const struct lines *l)
{
	return l->number;
}

struct str
lines_peek(struct lines *l, size_t want)
{
	while (l->held.n - l->at < want && !l->ended)
		fill(l);
	return str_head(str_from(buf_view(&l->held), l->at), want);
}

struct str
lines_held(const struct lines *l)
{
	return str_from(buf_view(&l->held), l->at);
}
