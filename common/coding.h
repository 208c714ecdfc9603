#ifndef COMMON_CODING_H
#define COMMON_CODING_H

#include <stdbool.h>

#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Content codings of HTTP (RFC 9110, 8.4.1) taken off: gzip, deflate (with
 * and without zlib's header, because servers send both), br and zstd.
 */
struct coding;

/* The coding a token names (ASCII case ignored), or NULL. */
const struct coding *coding_named(struct str);
/* Whether a token stands for no coding: "identity", and what servers are
 * seen to write instead of it. */
bool coding_is_none(struct str);

/* Appends the plain bytes of `in` to `out`.  Bytes that break off or are
 * damaged on the way give what there is, with *cut set; text that is not
 * coded at all is given as it is.  RC_BAD past out->max bytes, and when
 * nothing could be read. */
enum rc coding_decode(const struct coding *, struct str in, struct buf *out,
    bool *cut, struct err *) MUST_CHECK;

#endif
