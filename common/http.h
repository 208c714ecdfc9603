#ifndef COMMON_HTTP_H
#define COMMON_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * An HTTP response as it went over the wire (RFC 9112): status line, header
 * lines, and a body still in its transfer and content codings.
 */
#define HTTP_HEADER_MAX ((size_t)256 << 10)
#define HTTP_FIELDS_MAX 512

struct http_field {
	struct str name;
	struct str value;
};

struct http_response {
	int status;
	struct http_field *fields; /* arena */
	size_t nfields;
	struct str body; /* borrowed from the message, still coded */
	unsigned ratio;  /* 0: HTTP_RATIO_MAX */
};

enum rc http_parse(struct arena *, struct str message, struct http_response *,
    struct err *) MUST_CHECK;
/* The first field of that name (ASCII case ignored), or STR_NONE. */
struct str http_get(const struct http_response *, const char *name);

/* Takes off chunked and gzip/deflate/br/zstd codings, under two ceilings:
 * out->max bytes and `ratio` times the coded size.  A body that is
 * cut short gives what there is, with *cut set. */
#define HTTP_RATIO_MAX 200
enum rc http_body(const struct http_response *, struct buf *out, bool *cut,
    struct err *) MUST_CHECK;
/* The same without a copy where there is nothing to take off: *body is in the
 * message, or in `room`. */
enum rc http_body_view(const struct http_response *, struct buf *room,
    struct str *body, bool *cut, struct err *) MUST_CHECK;

#endif
