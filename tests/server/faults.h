#ifndef TESTS_SERVER_FAULTS_H
#define TESTS_SERVER_FAULTS_H

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include <zlib.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/str.h"
#include "tests/server/request.h"

/*
 * How the misbehaving server misbehaves: one function a fault, which writes
 * its answer to the one connection it is given and returns when the client
 * has had enough.
 */
#define FAULT_PATIENCE 600 /* tenths of a second; nothing hangs for ever */
#define FAULT_FLOOD    ((size_t)128 << 20) /* "endless", in bytes */
#define FAULT_BOMB     ((size_t)64 << 20)  /* what a bomb unpacks to */

struct exchange {
	int fd;
	const struct request *q;
	unsigned nth; /* time this was asked for, from 1 */
};

typedef void fault_fn(const struct exchange *);

/* False when the client is gone. */
static inline bool
send_bytes(const struct exchange *x, const void *bytes, size_t n)
{
	const char *at = bytes;
	while (n > 0) {
		const ssize_t sent = send(x->fd, at, n, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		at += sent;
		n -= (size_t)sent;
	}
	return true;
}

static inline bool
send_text(const struct exchange *x, const char *text)
{
	return send_bytes(x, text, strlen(text));
}

static inline bool PRINTF(2, 3)
    send_line(const struct exchange *x, const char *fmt, ...)
{
	char line[4096];
	va_list args;
	va_start(args, fmt);
	(void)vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	return send_text(x, line);
}

/* An answer that is whole; `head` are further header lines. */
static inline void
send_whole(const struct exchange *x, const char *status, const char *head,
    struct str body)
{
	(void)send_line(x,
	    "HTTP/1.1 %s\r\nContent-Length: %zu\r\n"
	    "Connection: close\r\n%s\r\n",
	    status, body.n, head);
	(void)send_bytes(x, body.s, body.n);
}

/* A tenth of a second; false when the client hung up. */
static inline bool
rest(const struct exchange *x)
{
	struct pollfd p = { .fd = x->fd, .events = POLLRDHUP };
	return poll(&p, 1, 100) == 0;
}

static inline void
hang(const struct exchange *x)
{
	int left = FAULT_PATIENCE;
	while (left > 0 && rest(x))
		left--;
}

static inline void
reset(const struct exchange *x)
{
	const struct linger now = { .l_onoff = 1, .l_linger = 0 };
	(void)setsockopt(x->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

#define HTML "Content-Type: text/html\r\n"
#define XML  "Content-Type: application/xml\r\n"

/* Timing */

static inline void
fault_drip(const struct exchange *x)
{
	(void)send_text(x, "HTTP/1.1 200 OK\r\n" HTML "\r\n");
	for (int i = 0; i < FAULT_PATIENCE && send_text(x, "a"); i++)
		if (!rest(x))
			return;
}

static inline void
fault_drip_head(const struct exchange *x)
{
	(void)send_text(x, "HTTP/1.1 200 OK\r\nX-Slow: ");
	for (int i = 0; i < FAULT_PATIENCE && send_text(x, "a"); i++)
		if (!rest(x))
			return;
}

static inline void
fault_stall(const struct exchange *x)
{
	(void)send_text(x,
	    "HTTP/1.1 200 OK\r\n" HTML "Content-Length: 1000\r\n\r\nhalf");
	hang(x);
}

static inline void
fault_silent(const struct exchange *x)
{
	hang(x);
}

static inline void
fault_hundred(const struct exchange *x)
{
	while (send_text(x, "HTTP/1.1 100 Continue\r\n\r\n"))
		if (!rest(x))
			return;
}

/* Framing */

static inline void
fault_endless(const struct exchange *x)
{
	static char block[1 << 16];
	memset(block, 'x', sizeof(block));
	(void)send_text(x, "HTTP/1.1 200 OK\r\n" HTML "\r\n");
	for (size_t n = 0; n < FAULT_FLOOD; n += sizeof(block))
		if (!send_bytes(x, block, sizeof(block)))
			return;
}

static inline void
fault_reset(const struct exchange *x)
{
	(void)send_text(x,
	    "HTTP/1.1 200 OK\r\n" HTML "Content-Length: 1000\r\n\r\nhalf");
	(void)rest(x);
	reset(x);
}

static inline void
fault_refuse(const struct exchange *x)
{
	reset(x);
}

/* Header lines */

static inline void
fault_big_head(const struct exchange *x)
{
	(void)send_text(x, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < 4000; i++)
		if (!send_line(x, "X-Line-%d: %0200d\r\n", i, i))
			return;
	(void)send_text(x, "\r\n");
}

static inline void
fault_big_line(const struct exchange *x)
{
	(void)send_text(x, "HTTP/1.1 200 OK\r\nX-Line: ");
	for (int i = 0; i < 4000; i++)
		if (!send_line(x, "%0200d", i))
			return;
	(void)send_text(x, "\r\n\r\n");
}

static inline void
fault_nul(const struct exchange *x)
{
	static const char head[] =
	    "HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 2\r\n\r\nok";
	(void)send_bytes(x, head, sizeof(head) - 1);
}

static inline void
fault_flap(const struct exchange *x)
{
	if (x->nth % 2 == 1)
		send_whole(x, "503 Service Unavailable", "", STR("later"));
	else
		send_whole(x, "200 OK", HTML, STR("<title>up</title>up"));
}

static inline void
fault_busy_seconds(const struct exchange *x)
{
	send_whole(x, "429 Too Many Requests", "Retry-After: 3600\r\n",
	    STR("slower"));
}

static inline void
fault_busy_date(const struct exchange *x)
{
	send_whole(x, "429 Too Many Requests",
	    "Retry-After: Sun, 01 Mar 2026 08:00:00 GMT\r\n", STR("slower"));
}

/* Codings */

static inline void
send_gzip(const struct exchange *x, const char *head)
{
	z_stream z = { .zalloc = NULL };
	struct buf packed;
	static char zeros[1 << 20];
	buf_init(&packed, FAULT_BOMB);
	if (deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return;
	for (size_t n = 0; n <= FAULT_BOMB; n += sizeof(zeros)) {
		char *room = buf_room(&packed, sizeof(zeros));
		z.next_in = (unsigned char *)zeros;
		z.avail_in = sizeof(zeros);
		z.next_out = (unsigned char *)room;
		z.avail_out = sizeof(zeros);
		(void)deflate(&z, n < FAULT_BOMB ? Z_NO_FLUSH : Z_FINISH);
		buf_grown(&packed, sizeof(zeros) - z.avail_out);
	}
	(void)deflateEnd(&z);
	send_whole(x, "200 OK", head, buf_view(&packed));
	buf_free(&packed);
}

static inline void
fault_gzip_bomb(const struct exchange *x)
{
	send_gzip(x, HTML "Content-Encoding: gzip\r\n");
}

static inline void
fault_packed_bomb(const struct exchange *x)
{
	send_gzip(x, "Content-Type: application/gzip\r\n");
}

static inline void
fault_brotli_bomb(const struct exchange *x)
{
	/* 64 MiB of NUL bytes. */
	static const char hex[] =
	    "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f"
	    "0088c30200ddfb3ffeffffc13f0110870500baf77ffcffff837f02200e0b0074"
	    "effff8ffff07ff04401c1600e8defff1ffff0ffe0980382c00d0bdffcbffff3f"
	    "fc1300715800a07bff07";
	char bomb[sizeof(hex) / 2];
	for (size_t i = 0; i < sizeof(bomb); i++) {
		const char two[3] = { hex[2 * i], hex[2 * i + 1], '\0' };
		bomb[i] = (char)strtoul(two, NULL, 16);
	}
	send_whole(x, "200 OK", HTML "Content-Encoding: br\r\n",
	    str_n(bomb, sizeof(bomb)));
}

static inline void
fault_not_gzip(const struct exchange *x)
{
	send_whole(x, "200 OK", HTML "Content-Encoding: gzip\r\n",
	    STR("<title>plain</title>"));
}

/* A redirect */

static inline void
fault_cookie_wall(const struct exchange *x)
{
	char head[1024];
	(void)snprintf(head, sizeof(head),
	    "Set-Cookie: seen=%u\r\nLocation: /n/bad.html?consent=%u\r\n",
	    x->nth, x->nth);
	send_whole(x, "302 Found", head, STR(""));
}

#endif
