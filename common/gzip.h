#ifndef COMMON_GZIP_H
#define COMMON_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * DEFLATE in its three wrappings (RFC 1950, 1951, 1952).
 *
 * Packing takes a whole member at once, by libdeflate: three times as fast
 * as zlib at the same level and smaller.  What is too large to be held in one
 * piece is packed as a stream, by zlib.  So is unpacking, because nobody knows
 * how large a member is before it is unpacked.
 */
struct gzip_packer;
struct gzip_packer *gzip_packer_new(void);
void gzip_packer_free(struct gzip_packer *);
/* Appends one gzip member; the same input gives the same bytes. */
void gzip_pack(struct gzip_packer *, struct str, struct buf *out);

/* The same in pieces: one member from gzip_new() to the piece that is the
 * `last`; what has been packed of it is appended to `out`. */
struct gzip;
struct gzip *gzip_new(void);
void gzip_free(struct gzip *);
void gzip_add(struct gzip *, struct str, bool last, struct buf *out);

enum gunzip_kind {
	GUNZIP_MEMBER, /* gzip header and checksum */
	GUNZIP_ZLIB,   /* zlib header and checksum */
	GUNZIP_RAW,    /* neither */
};

struct gunzip;
struct gunzip *gunzip_new(enum gunzip_kind);
void gunzip_free(struct gunzip *);
void gunzip_reset(struct gunzip *); /* for the next member */
/* Unpacks from *in (and moves it on) at most `room` bytes to the end of
 * `out`.  RC_OK: it wants more input or more room; RC_END: the member is
 * whole and *in stands behind it; RC_BAD: the bytes are damaged. */
enum rc gunzip_step(struct gunzip *, struct str *in, struct buf *out,
    size_t room, struct err *) MUST_CHECK;

#endif
