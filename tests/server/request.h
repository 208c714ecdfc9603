#ifndef TESTS_SERVER_REQUEST_H
#define TESTS_SERVER_REQUEST_H

#include <stdbool.h>

#include "common/buf.h"
#include "common/str.h"

/*
 * One HTTP/1 request as the demonstration server understands it.  The strings
 * borrow from the bytes it was read from.
 */
struct request {
	struct str method;
	struct str host; /* without a port */
	struct str path; /* without a query */
	struct str head; /* the header lines */
	bool close;      /* the client wants the connection closed */
};

/* The value of the first header line of that name, or STR_NONE. */
static inline struct str
request_header(const struct request *q, const char *name)
{
	struct str lines = q->head;
	struct str line;
	while (str_cut(&lines, '\n', &line)) {
		const size_t colon = str_chr(line, ':');
		if (colon < line.n &&
		    str_is_nocase(str_head(line, colon), name))
			return str_trim(str_from(line, colon + 1));
	}
	return STR_NONE;
}

/* Takes the first request off `in`: its bytes, or 0 while it is not whole. */
static inline size_t
request_read(struct str in, struct request *q)
{
	const size_t end = str_find(in, STR("\r\n\r\n"));
	if (end == in.n)
		return 0;
	*q = (struct request){ .head = str_head(in, end + 2) };
	struct str line = STR_NONE;
	(void)str_cut(&q->head, '\n', &line);
	(void)str_cut(&line, ' ', &q->method);
	(void)str_cut(&line, ' ', &q->path);
	q->path = str_head(q->path, str_chr(q->path, '?'));
	q->host = request_header(q, "Host");
	q->host = str_head(q->host, str_chr(q->host, ':'));
	q->close = str_is_nocase(request_header(q, "Connection"), "close") ||
	    str_is(str_trim(line), "HTTP/1.0");
	return end + 4;
}

/* Names nothing outside the served folder, and no sidecar file. */
static inline bool
request_safe(const struct request *q)
{
	for (size_t i = 0; i < q->host.n; i++) {
		const char c = q->host.s[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			c == '-' || c == '.'))
			return false;
	}
	return q->host.n > 0 && q->host.s[0] != '.' && q->path.n > 0 &&
	    q->path.s[0] == '/' && str_find(q->path, STR("..")) == q->path.n &&
	    str_chr(q->path, '\0') == q->path.n &&
	    !str_ends(q->path, STR(".headers"));
}

#endif
