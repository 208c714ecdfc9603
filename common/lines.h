#ifndef COMMON_LINES_H
#define COMMON_LINES_H

#include <stddef.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * Lines of a stream, one at a time, under a ceiling.  A line over the ceiling
 * is read past and returned as RC_BAD (with its number), so that the next one
 * can be used.  The bytes are the reader's until the next call; the line end
 * (LF or CRLF) is taken off.
 */
#define LINE_MAX_BYTES ((size_t)16 << 20) /* DESIGN.md: 16 MiB a record */

struct lines;
/* Reads `fd`; the caller keeps and closes it. */
struct lines *lines_new(int fd, size_t max);
void lines_free(struct lines *);
enum rc lines_next(struct lines *, struct str *, struct err *) MUST_CHECK;
size_t lines_number(
    const struct lines *); /* of the line last returned, from 1 */
/* The bytes that come next, without taking them (at most `want`; fewer only
 * at the end): to tell what a stream is. */
struct str lines_peek(struct lines *, size_t want);
/* All bytes read from `fd` and not yet taken: whoever goes on reading it by
 * other means begins with them. */
struct str lines_held(const struct lines *);

#endif
