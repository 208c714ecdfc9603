/*
 * httpd --root DIR --port-file FILE [--log FILE]
 *
 * Serves DIR/HOST/PATH on a port of 127.0.0.1 that the system chooses, by the
 * Host header, so that several newsrooms live behind one port.  A file
 * NAME.headers beside NAME takes the place of its Content-Type line; NAME.gz
 * is sent to those who accept gzip.  Each answer is one line of the log:
 * METHOD host path status.  Ends with SIGTERM, or with its parent.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/rc.h"
#include "common/str.h"
#include "tests/server/content.h"
#include "tests/server/loopback.h"
#include "tests/server/request.h"

#define CONNS       64
#define REQUEST_MAX ((size_t)64 << 10)
#define IDLE_MS     10000

enum {
	POLL_LISTEN,
	POLL_SIGNAL,
	POLL_CONNS,
};

struct conn {
	int fd; /* -1: free */
	struct buf in;
	struct buf out;
	size_t sent; /* bytes of `out` */
	bool close;
	int64_t active; /* ticks of the last byte */
};

struct server {
	const char *root;
	int listener;
	int signals;
	int log; /* -1: none */
	struct clock clock;
	struct conn conns[CONNS];
};

static void
log_answer(const struct server *sv, const struct request *q, int status)
{
	char line[1024];
	if (sv->log < 0)
		return;
	const int n = snprintf(line, sizeof(line), "%.*s %.*s %.*s %d\n",
	    STR_ARG(str_head(q->method, 16)), STR_ARG(str_head(q->host, 255)),
	    STR_ARG(str_head(q->path, 700)), status);
	if (n > 0 && write(sv->log, line, (size_t)n) != n)
		(void)fprintf(stderr, "httpd: log: %s\n", strerror(errno));
}

static void
answer(struct server *sv, struct conn *c, struct request *q)
{
	struct content content;
	int status = 400;
	content_init(&content);
	if (!request_safe(q))
		q->close = true;
	else if (!str_is(q->method, "GET") && !str_is(q->method, "HEAD"))
		status = 405;
	else
		status = content_find(&content, sv->root, q);
	if (status == 200 && content_unchanged(&content, q))
		status = 304;
	log_answer(sv, q, status);
	content_answer(&c->out, q, status, &content);
	content_free(&content);
	c->close = q->close;
}

static void
conn_close(struct conn *c)
{
	(void)close(c->fd);
	buf_free(&c->in);
	buf_free(&c->out);
	c->fd = -1;
}

/* Answers the next whole request, once the answer before it is sent. */
static void
conn_answer(struct server *sv, struct conn *c)
{
	struct request q;
	const size_t n = request_read(buf_view(&c->in), &q);
	if (n == 0)
		return;
	answer(sv, c, &q);
	memmove(c->in.s, c->in.s + n, c->in.n - n);
	buf_cut(&c->in, c->in.n - n);
}

static bool
conn_read(struct conn *c)
{
	char bytes[4096];
	const ssize_t n = recv(c->fd, bytes, sizeof(bytes), 0);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	buf_add(&c->in, bytes, (size_t)n);
	return n > 0 && !c->in.bad;
}

/* False when the connection is over. */
static bool
conn_write(struct conn *c)
{
	const ssize_t n =
	    send(c->fd, c->out.s + c->sent, c->out.n - c->sent, MSG_NOSIGNAL);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	c->sent += (size_t)n;
	if (c->sent < c->out.n)
		return true;
	buf_clear(&c->out);
	c->sent = 0;
	return !c->close;
}

static void
conn_turn(struct server *sv, struct conn *c, short events)
{
	const int64_t now = sv->clock.ticks(sv->clock.arg);
	bool alive = true;
	if (events != 0)
		c->active = now;
	if (events & POLLOUT)
		alive = conn_write(c);
	else if (events != 0)
		alive = conn_read(c);
	if (alive && c->out.n == 0)
		conn_answer(sv, c);
	if (!alive || c->out.bad || now - c->active > IDLE_MS)
		conn_close(c);
}

static void
conn_accept(struct server *sv)
{
	const int fd =
	    accept4(sv->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		return;
	for (size_t i = 0; i < CONNS; i++) {
		struct conn *c = &sv->conns[i];
		if (c->fd >= 0)
			continue;
		*c = (struct conn){ .fd = fd };
		buf_init(&c->in, REQUEST_MAX);
		buf_init(&c->out, CONTENT_MAX + REQUEST_MAX);
		c->active = sv->clock.ticks(sv->clock.arg);
		return;
	}
	(void)close(fd);
}

static void
serve(struct server *sv)
{
	struct pollfd p[POLL_CONNS + CONNS] = {
		[POLL_LISTEN] = { .fd = sv->listener, .events = POLLIN },
		[POLL_SIGNAL] = { .fd = sv->signals, .events = POLLIN },
	};
	while (p[POLL_SIGNAL].revents == 0) {
		for (size_t i = 0; i < CONNS; i++) {
			const struct conn *c = &sv->conns[i];
			p[POLL_CONNS + i].fd = c->fd;
			p[POLL_CONNS + i].events =
			    c->fd >= 0 && c->out.n > 0 ? POLLOUT : POLLIN;
		}
		if (poll(p, POLL_CONNS + CONNS, 1000) < 0 && errno != EINTR)
			return;
		for (size_t i = 0; i < CONNS; i++) {
			if (sv->conns[i].fd >= 0)
				conn_turn(sv, &sv->conns[i],
				    p[POLL_CONNS + i].revents);
		}
		if (p[POLL_LISTEN].revents != 0)
			conn_accept(sv);
	}
}

static enum rc
start(struct server *sv, const char *port_file, struct err *err)
{
	sigset_t set;
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	sv->signals = signalfd(-1, &set, SFD_CLOEXEC);
	if (sv->signals < 0)
		return err_errno(err, RC_FAIL, "signals");
	return loopback_listen(port_file, CONNS, &sv->listener, err);
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "root", required_argument, NULL, 0 },
		{ "port-file", required_argument, NULL, 1 },
		{ "log", required_argument, NULL, 2 },
		{ NULL, 0, NULL, 0 },
	};
	const char *value[3] = { NULL };
	static struct server sv;
	struct err err = { 0 };
	for (;;) {
		const int c = getopt_long(argc, argv, "", options, NULL);
		if (c == -1)
			break;
		if (c > 2)
			return 2;
		value[c] = optarg;
	}
	if (value[0] == NULL || value[1] == NULL || optind < argc) {
		(void)fprintf(stderr,
		    "usage: httpd --root DIR --port-file FILE [--log FILE]\n");
		return 2;
	}
	sv = (struct server){ .root = value[0], .clock = clock_real() };
	for (size_t i = 0; i < CONNS; i++)
		sv.conns[i].fd = -1;
	sv.log = value[2] == NULL
	    ? -1
	    : open(value[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if ((value[2] != NULL && sv.log < 0) ||
	    start(&sv, value[1], &err) != RC_OK) {
		(void)fprintf(stderr, "httpd: %s\n",
		    err.reason[0] != '\0' ? err.reason : value[2]);
		return 1;
	}
	serve(&sv);
	for (size_t i = 0; i < CONNS; i++) {
		if (sv.conns[i].fd >= 0)
			conn_close(&sv.conns[i]);
	}
	return 0;
}
