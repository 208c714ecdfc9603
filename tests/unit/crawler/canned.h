#ifndef TESTS_UNIT_CRAWLER_CANNED_H
#define TESTS_UNIT_CRAWLER_CANNED_H

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A server on loopback that answers each request line from a table with ready
 * bytes and closes the connection; a NULL answer says nothing until the
 * client gives up.  It runs in a child process until canned_end().
 */
struct canned_row {
	const char *line; /* how the request begins: "GET /a " */
	const char *answer;
	size_t n; /* bytes of it; 0: up to its NUL */
};

struct canned {
	pid_t child;
	unsigned port;
};

static inline void
canned_say(int fd, const struct canned_row *row)
{
	const char *s = row->answer;
	size_t left = row->n > 0 ? row->n : strlen(s);
	while (left > 0) {
		const ssize_t n = write(fd, s, left);
		if (n <= 0)
			return;
		s += n;
		left -= (size_t)n;
	}
}

static inline void
canned_serve(int fd, const struct canned_row *rows)
{
	char request[8192];
	size_t n = 0;
	while (n < sizeof(request) - 1) {
		const ssize_t got =
		    read(fd, request + n, sizeof(request) - 1 - n);
		if (got <= 0)
			return;
		n += (size_t)got;
		request[n] = '\0';
		if (strstr(request, "\r\n\r\n") != NULL)
			break;
	}
	for (; rows->line != NULL; rows++) {
		if (strncmp(request, rows->line, strlen(rows->line)) != 0)
			continue;
		if (rows->answer != NULL)
			canned_say(fd, rows);
		ssize_t more = rows->answer == NULL ? 1 : 0;
		while (more > 0)
			more = read(fd, request, sizeof(request));
		return;
	}
	const struct canned_row none = { "",
		"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 0 };
	canned_say(fd, &none);
}

/* `rows` end with a NULL line. */
static inline struct canned
canned_begin(const struct canned_row *rows)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	const int fd = socket(AF_INET, SOCK_STREAM, 0);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, len) != 0 ||
	    listen(fd, 16) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		abort();
	struct canned c = { .port = ntohs(at.sin_port) };
	c.child = fork();
	if (c.child < 0)
		abort();
	if (c.child > 0) {
		(void)close(fd);
		return c;
	}
	(void)signal(SIGPIPE, SIG_IGN);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test may crash */
	for (;;) {
		const int client = accept(fd, NULL, NULL);
		if (client < 0)
			_exit(1);
		canned_serve(client, rows);
		(void)shutdown(client, SHUT_WR);
		(void)close(client);
	}
}

static inline void
canned_end(const struct canned *c)
{
	(void)kill(c->child, SIGKILL);
	(void)waitpid(c->child, NULL, 0);
}

#endif
