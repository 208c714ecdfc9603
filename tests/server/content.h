#ifndef TESTS_SERVER_CONTENT_H
#define TESTS_SERVER_CONTENT_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/rc.h"
#include "common/str.h"
#include "tests/server/request.h"

/*
 * What the demonstration server sends of one file, and how the answer reads.
 * content_init() and content_free() go round each use.
 */
#define CONTENT_MAX         ((size_t)64 << 20)
#define CONTENT_HEADERS_MAX ((size_t)64 << 10)

struct content {
	struct buf path;
	struct buf body;
	struct buf headers; /* the sidecar's lines, may be empty */
	bool gzip;
	int64_t modified;
	char etag[24];
};

static const struct {
	const char *suffix;
	const char *type;
} content_types[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ "rss.xml", "application/rss+xml; charset=utf-8" },
	{ "feed.xml", "application/atom+xml; charset=utf-8" },
	{ ".xml", "application/xml" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".json", "application/json" },
	{ "", "application/octet-stream" },
};

static const struct {
	int status;
	const char *reason;
} content_reasons[] = {
	{ 200, "OK" },
	{ 301, "Moved Permanently" },
	{ 304, "Not Modified" },
	{ 400, "Bad Request" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
};

static inline void
content_init(struct content *c)
{
	*c = (struct content){ 0 };
	buf_init(&c->path, CONTENT_HEADERS_MAX);
	buf_init(&c->body, CONTENT_MAX);
	buf_init(&c->headers, CONTENT_HEADERS_MAX);
}

static inline void
content_free(struct content *c)
{
	buf_free(&c->path);
	buf_free(&c->body);
	buf_free(&c->headers);
}

/* Reads the file at root/host/path beside which `suffix` is put. */
static inline bool
content_beside(struct content *c, const char *suffix, struct buf *out)
{
	struct err err = { 0 };
	const size_t n = c->path.n;
	buf_text(&c->path, suffix);
	const bool there = !c->path.bad && file_exists(c->path.s) &&
	    !file_is_dir(c->path.s) && file_read(c->path.s, out, &err) == RC_OK;
	buf_cut(&c->path, n);
	return there;
}

/* 200 with the content loaded, or the status to answer with. */
static inline int
content_find(struct content *c, const char *root, const struct request *q)
{
	buf_printf(&c->path, "%s/%.*s%.*s", root, STR_ARG(q->host),
	    STR_ARG(q->path));
	if (str_ends(q->path, STR("/")))
		buf_text(&c->path, "index.html");
	else if (!c->path.bad && file_is_dir(c->path.s))
		return 301;
	struct stat st;
	if (c->path.bad || stat(c->path.s, &st) != 0 || !S_ISREG(st.st_mode))
		return 404;
	c->modified = st.st_mtime;
	const struct str coding = request_header(q, "Accept-Encoding");
	c->gzip = str_find(coding, STR("gzip")) < coding.n &&
	    content_beside(c, ".gz", &c->body);
	if (!c->gzip && !content_beside(c, "", &c->body))
		return 404;
	(void)content_beside(c, ".headers", &c->headers);
	(void)snprintf(c->etag, sizeof(c->etag), "\"%016llx\"",
	    (unsigned long long)hash64(buf_view(&c->body), 0));
	return 200;
}

/* RFC 9110, 13.2.2: the tag decides; the date only when no tag came. */
static inline bool
content_unchanged(const struct content *c, const struct request *q)
{
	const struct str tags = request_header(q, "If-None-Match");
	if (tags.n > 0)
		return str_find(tags, str_c(c->etag)) < tags.n;
	const struct str since = request_header(q, "If-Modified-Since");
	const int64_t then = clock_parse_http(since);
	return since.n > 0 && then != CLOCK_NONE && c->modified <= then;
}

static inline void
content_date(struct buf *out, const char *name, int64_t when)
{
	char text[64];
	struct tm tm;
	const time_t t = (time_t)when;
	(void)gmtime_r(&t, &tm);
	(void)strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	buf_printf(out, "%s: %s\r\n", name, text);
}

static inline void
content_headers(struct buf *out, const struct content *c)
{
	struct str rest = buf_view(&c->headers), line;
	while (str_cut(&rest, '\n', &line)) {
		if (str_trim(line).n > 0)
			buf_printf(out, "%.*s\r\n", STR_ARG(str_trim(line)));
	}
	if (c->headers.n == 0) {
		size_t i = 0;
		while (!str_ends(buf_view(&c->path),
		    str_c(content_types[i].suffix)))
			i++;
		buf_printf(out, "Content-Type: %s\r\n", content_types[i].type);
	}
	if (c->gzip)
		buf_text(out, "Content-Encoding: gzip\r\n");
}

static inline void
content_status(struct buf *out, int status)
{
	size_t i = 0;
	while (content_reasons[i].status != status)
		i++;
	buf_printf(out, "HTTP/1.1 %d %s\r\nServer: newsroom\r\n", status,
	    content_reasons[i].reason);
}

static inline void
content_answer(struct buf *out, const struct request *q, int status,
    const struct content *content)
{
	struct str body = buf_view(&content->body);
	char notice[64];
	content_status(out, status);
	if (status == 200 || status == 304) {
		buf_printf(out, "ETag: %s\r\n", content->etag);
		content_date(out, "Last-Modified", content->modified);
	}
	if (status == 200) {
		content_headers(out, content);
	} else if (status != 304) {
		(void)snprintf(notice, sizeof(notice),
		    "<title>%d</title><h1>%d</h1>\n", status, status);
		body = str_c(notice);
		buf_text(out, "Content-Type: text/html\r\n");
	}
	if (status == 301)
		buf_printf(out, "Location: %.*s/\r\n", STR_ARG(q->path));
	if (status != 304)
		buf_printf(out, "Content-Length: %zu\r\n", body.n);
	if (q->close)
		buf_text(out, "Connection: close\r\n");
	buf_text(out, "\r\n");
	if (status != 304 && !str_is(q->method, "HEAD"))
		buf_str(out, body);
}

#endif
