#include "common/coding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <brotli/decode.h>
#include <zstd.h>

#include "common/gzip.h"

#define DECODE_STEP ((size_t)64 << 10) /* room made for one step */
#define TEXT_LOOK   512 /* bytes that tell text from compressed data */
#define ZSTD_WINDOW 23  /* 8 MiB, the most RFC 9659 lets a server use */

#define GZIP_MAGIC STR("\x1f\x8b")
#define ZSTD_MAGIC STR("\x28\xb5\x2f\xfd")

/*
 * One step of a decoder is gunzip_step()'s contract: it takes from *in,
 * appends at most `room` bytes to out, and says RC_OK (more), RC_END (whole)
 * or RC_BAD (damaged).
 */
struct coding {
	const char *name;
	void *(*begin)(struct str in);
	enum rc (*step)(void *, struct str *in, struct buf *out, size_t room,
	    struct err *);
	void (*end)(void *);
};

/* Without memory no record can be treated. */
static void *
must(void *p)
{
	if (p != NULL)
		return p;
	(void)fputs("level=error event=out_of_memory\n", stderr);
	exit(1);
}

static void *
gzip_begin(struct str in)
{
	(void)in;
	return gunzip_new(GUNZIP_MEMBER);
}

/* RFC 1950, 2.2: the first two bytes are a multiple of 31, and CM is 8. */
static void *
deflate_begin(struct str in)
{
	if (in.n < 2)
		return gunzip_new(GUNZIP_RAW);
	const unsigned first = (unsigned char)in.s[0];
	const unsigned second = (unsigned char)in.s[1];
	const bool zlib =
	    (first & 0xfu) == 8 && (first << 8 | second) % 31 == 0;
	return gunzip_new(zlib ? GUNZIP_ZLIB : GUNZIP_RAW);
}

/* RFC 1952, 2.2: one member may follow another; anything else behind the
 * first is padding. */
static enum rc
gzip_step(void *state, struct str *in, struct buf *out, size_t room,
    struct err *err)
{
	const enum rc rc = gunzip_step(state, in, out, room, err);
	if (rc != RC_END || !str_starts(*in, GZIP_MAGIC))
		return rc;
	gunzip_reset(state);
	return RC_OK;
}

static enum rc
deflate_step(void *state, struct str *in, struct buf *out, size_t room,
    struct err *err)
{
	return gunzip_step(state, in, out, room, err);
}

static void
gzip_end(void *state)
{
	gunzip_free(state);
}

static void *
br_begin(struct str in)
{
	(void)in;
	return must(BrotliDecoderCreateInstance(NULL, NULL, NULL));
}

static enum rc
br_step(void *state, struct str *in, struct buf *out, size_t room,
    struct err *err)
{
	size_t left = in->n;
	const uint8_t *from = (const uint8_t *)in->s;
	size_t spare = room;
	uint8_t *to = (uint8_t *)buf_room(out, room);
	if (to == NULL)
		return err_set(err, RC_BAD, "unpacks past %zu bytes", out->max);
	const BrotliDecoderResult z = BrotliDecoderDecompressStream(state,
	    &left, &from, &spare, &to, NULL);
	*in = str_from(*in, in->n - left);
	buf_grown(out, room - spare);
	if (z == BROTLI_DECODER_RESULT_SUCCESS)
		return RC_END;
	if (z != BROTLI_DECODER_RESULT_ERROR)
		return RC_OK;
	return err_set(err, RC_BAD, "damaged br: %s",
	    BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state)));
}

static void
br_end(void *state)
{
	BrotliDecoderDestroyInstance(state);
}

static void *
zstd_begin(struct str in)
{
	(void)in;
	ZSTD_DCtx *z = must(ZSTD_createDCtx());
	(void)ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, ZSTD_WINDOW);
	return z;
}

static enum rc
zstd_step(void *state, struct str *in, struct buf *out, size_t room,
    struct err *err)
{
	char *to = buf_room(out, room);
	if (to == NULL)
		return err_set(err, RC_BAD, "unpacks past %zu bytes", out->max);
	ZSTD_inBuffer from = { .src = in->s, .size = in->n };
	ZSTD_outBuffer dest = { .dst = to, .size = room };
	const size_t z = ZSTD_decompressStream(state, &dest, &from);
	*in = str_from(*in, from.pos);
	buf_grown(out, dest.pos);
	if (ZSTD_isError(z))
		return err_set(err, RC_BAD, "damaged zstd: %s",
		    ZSTD_getErrorName(z));
	return z == 0 && !str_starts(*in, ZSTD_MAGIC) ? RC_END : RC_OK;
}

static void
zstd_end(void *state)
{
	(void)ZSTD_freeDCtx(state);
}

const struct coding *
coding_named(struct str token)
{
	static const struct coding all[] = {
		{ "gzip", gzip_begin, gzip_step, gzip_end },
		{ "x-gzip", gzip_begin, gzip_step, gzip_end },
		{ "deflate", deflate_begin, deflate_step, gzip_end },
		{ "br", br_begin, br_step, br_end },
		{ "zstd", zstd_begin, zstd_step, zstd_end },
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (str_is_nocase(token, all[i].name))
			return &all[i];
	return NULL;
}

bool
coding_is_none(struct str token)
{
	static const char *const none[] = {
		"",
		"identity",
		"none",
		"binary",
		"utf-8",
	};
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (str_is_nocase(token, none[i]))
			return true;
	return false;
}

/* Compressed data of that length without one control byte does not occur. */
static bool
is_text(struct str x)
{
	x = str_head(x, TEXT_LOOK);
	for (size_t i = 0; i < x.n; i++) {
		const unsigned char c = (unsigned char)x.s[i];
		if (c == 0x7f || (c < 0x20 && (c < '\t' || c > '\r')))
			return false;
	}
	return true;
}

/* RC_END: whole; RC_OK: broke off for want of input; RC_BAD: damaged, or
 * out->max reached, which sets *over. */
static enum rc
decode_all(const struct coding *c, struct str in, struct buf *out, bool *over,
    struct err *err)
{
	void *state = c->begin(in);
	enum rc rc = RC_OK;
	while (rc == RC_OK) {
		const size_t left = out->max - out->n;
		const size_t room = left < DECODE_STEP ? left : DECODE_STEP;
		const size_t had = in.n;
		const size_t made = out->n;
		rc = c->step(state, &in, out, room, err);
		if (rc != RC_OK || in.n < had || out->n > made)
			continue;
		*over = room == 0;
		break;
	}
	c->end(state);
	return rc;
}

enum rc
coding_decode(const struct coding *c, struct str in, struct buf *out, bool *cut,
    struct err *err)
{
	const size_t before = out->n;
	bool over = false;
	if (in.n == 0)
		return RC_OK;
	const enum rc rc = decode_all(c, in, out, &over, err);
	if (rc == RC_END)
		return RC_OK;
	if (over)
		return err_set(err, RC_BAD, "%s unpacks past %zu bytes",
		    c->name, out->max);
	if (is_text(in)) {
		buf_cut(out, before);
		buf_str(out, in);
		return out->bad
		    ? err_set(err, RC_BAD, "over %zu bytes", out->max)
		    : RC_OK;
	}
	if (rc == RC_BAD && out->n == before)
		return RC_BAD;
	*cut = true;
	return RC_OK;
}
