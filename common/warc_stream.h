#ifndef COMMON_WARC_STREAM_H
#define COMMON_WARC_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * The bytes of a WARC file, unpacked: gzip members one after another, or
 * plain text as it is.  A pipe will do, nothing is sought in the file.
 *
 * Behind damage it goes on at the next gzip member, or line, that begins
 * with "WARC/1.".  What it reads twice for that never adds up to more than
 * the file's own length, so rotten files cost linear time.
 */
#define WARC_MARK STR("WARC/1.")
#define WARC_STEP ((size_t)64 << 10) /* the most one pull appends */

struct warc_stream;
struct warc_stream *warc_stream_new(int fd, struct str head);
void warc_stream_free(struct warc_stream *);

/* Appends the next bytes to `out`, never those of two members at once; may
 * append none.  RC_BAD: what stands here is damaged, cut off or no WARC (its
 * offset in the reason); the next pull begins at a record again. */
enum rc warc_stream_pull(struct warc_stream *, struct buf *out,
    struct err *) MUST_CHECK;

bool warc_stream_plain(const struct warc_stream *);
bool warc_stream_inside(const struct warc_stream *);    /* a member, or plain */
int64_t warc_stream_member(const struct warc_stream *); /* where it begins */
int64_t warc_stream_offset(const struct warc_stream *); /* bytes taken */

#endif
