#ifndef COMMON_CODING_H
#define COMMON_CODING_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Content codings of HTTP (RFC 9110, 8.4.1) taken off: gzip, deflate (with
 * or without zlib's header, servers send both), br, zstd.
 */
struct coding;

/* The coding a token names (ASCII case ignored), or NULL. */
const struct coding *coding_named(struct str);
/* Tokens that stand for no coding at all: identity, and what some servers
 * write instead of it. */
bool coding_is_none(struct str);

/* Appends the plain bytes of `in` to `out`.  Past out->max is RC_BAD, and so
 * are bytes that do not begin in this coding; *coded tells the two apart.
 * What breaks off or is damaged later gives what there is, with *cut set. */
struct coding_end {
	bool coded;
	bool cut;
};
enum rc coding_decode(const struct coding *, struct str in, struct buf *out,
    struct coding_end *, struct err *) MUST_CHECK;

#endif
