#ifndef CRAWLER_WIRE_H
#define CRAWLER_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/str.h"
#include "crawler/spool.h"

/*
 * The bytes of one exchange as an archive keeps them: the head that was sent,
 * and what came, head and body under a ceiling each.
 *
 * HTTP/2 has no lines.  What they would be is told to us as HTTP/2's, and
 * readers of archives know only the version of HTTP that has them: HTTP/1.1 is
 * written down, and `http2` set.
 */
struct wire {
	struct buf request;
	struct spool message;
	size_t head_max;
	size_t body_max;
	size_t head;   /* bytes of message that are head */
	bool head_end; /* the empty line came */
	bool over;     /* past a ceiling */
	bool http2;    /* was spoken */
};

/* What is over `memory` bytes waits in a file in `folder`. */
void wire_init(struct wire *, size_t head_max, size_t body_max, size_t memory,
    const char *folder);
void wire_free(struct wire *);

void wire_sent(struct wire *, struct str head); /* all or a piece of it */
/* One header line, or a piece of the body: false when the exchange must end,
 * past a ceiling (`over`) or because the disk would not take it. */
bool wire_line(struct wire *, struct str);
bool wire_body(struct wire *, struct str);

/* A final head came.  A server may send interim ones for ever (RFC 9110,
 * 15.2), and they answer nothing. */
bool wire_is_answered(const struct wire *, struct str message);

#endif
