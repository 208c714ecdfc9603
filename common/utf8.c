#include "common/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "common/mem.h"

#define RUNE_YO      0x451 /* ё */
#define RUNE_YE      0x435 /* е */
#define RUNE_BOM     0xFEFF
#define RUNE_NBSP    0xA0
#define RUNE_IS_TAIL 0x80
#define EACH_ONE     UINT64_C(0x0101010101010101)

static bool
is_tail(unsigned char c)
{
	return (c & 0xC0) == RUNE_IS_TAIL;
}

/* One row for each form of lead byte (Unicode 15, table 3-7): the second
 * byte's limits keep overlong forms, surrogates and too high values out. */
static const struct lead {
	unsigned char from, to;
	unsigned char low, high; /* limits of the second byte */
	unsigned char length;
} leads[] = {
	{ 0xC2, 0xDF, 0x80, 0xBF, 2 },
	{ 0xE0, 0xE0, 0xA0, 0xBF, 3 },
	{ 0xE1, 0xEC, 0x80, 0xBF, 3 },
	{ 0xED, 0xED, 0x80, 0x9F, 3 },
	{ 0xEE, 0xEF, 0x80, 0xBF, 3 },
	{ 0xF0, 0xF0, 0x90, 0xBF, 4 },
	{ 0xF1, 0xF3, 0x80, 0xBF, 4 },
	{ 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

/* The length of the valid sequence at p, or 0. */
static size_t
sequence(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return 1;
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		const struct lead *l = &leads[i];
		if (p[0] < l->from || p[0] > l->to)
			continue;
		if (n < l->length || p[1] < l->low || p[1] > l->high)
			return 0;
		for (size_t k = 2; k < l->length; k++)
			if (!is_tail(p[k]))
				return 0;
		return l->length;
	}
	return 0;
}

uint32_t
utf8_decode(struct str x, size_t *len)
{
	const unsigned char *p = (const unsigned char *)x.s;
	*len = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] >= 0xC2 && p[0] <= 0xDF && x.n > 1 && is_tail(p[1])) {
		*len = 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	const size_t n = sequence(p, x.n);
	*len = n > 0 ? n : 1;
	switch (n) {
	case 3:
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 |
		    (p[2] & 0x3Fu);
	case 4:
		return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 |
		    (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	default:
		return UTF8_BAD;
	}
}

size_t
utf8_encode(uint32_t rune, char out[4])
{
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
		rune = UTF8_BAD;
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	if (rune < 0x800) {
		out[0] = (char)(0xC0 | rune >> 6);
		out[1] = (char)(0x80 | (rune & 0x3F));
		return 2;
	}
	if (rune < 0x10000) {
		out[0] = (char)(0xE0 | rune >> 12);
		out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
		out[2] = (char)(0x80 | (rune & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | rune >> 18);
	out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
	out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
	out[3] = (char)(0x80 | (rune & 0x3F));
	return 4;
}

/* Bytes of ASCII at the front, eight at a time. */
static size_t
ascii_run(const char *s, size_t n)
{
	size_t i = 0;
	for (; i + 8 <= n; i += 8) {
		uint64_t word;
		memcpy(&word, s + i, 8);
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	return i;
}

/* Whether eight bytes are four letters of U+0400 to U+07FF, wherever the
 * machine begins to count: every second byte is a lead (D0 to DF) and the
 * others are tails. */
static bool
are_pairs(const unsigned char *p)
{
	static const unsigned char mask[] = { 0xF0, 0xC0, 0xF0, 0xC0, 0xF0,
		0xC0, 0xF0, 0xC0 };
	static const unsigned char form[] = { 0xD0, 0x80, 0xD0, 0x80, 0xD0,
		0x80, 0xD0, 0x80 };
	uint64_t word;
	uint64_t kept;
	uint64_t wanted;
	memcpy(&word, p, sizeof(word));
	memcpy(&kept, mask, sizeof(kept));
	memcpy(&wanted, form, sizeof(wanted));
	return (word & kept) == wanted;
}

/* Letters of two bytes at the front: nearly all of a Cyrillic word. */
static size_t
pairs_run(const unsigned char *p, size_t n)
{
	size_t i = 0;
	while (i + 8 <= n && are_pairs(p + i))
		i += 8;
	while (i + 2 <= n && p[i] >= 0xC2 && p[i] <= 0xDF && is_tail(p[i + 1]))
		i += 2;
	return i;
}

size_t
utf8_valid(struct str x)
{
	size_t i = 0;
	while (i < x.n) {
		i += ascii_run(x.s + i, x.n - i);
		i += pairs_run((const unsigned char *)x.s + i, x.n - i);
		if (i >= x.n)
			break;
		const size_t n =
		    sequence((const unsigned char *)x.s + i, x.n - i);
		if (n == 0)
			return i;
		i += n;
	}
	return i;
}

/* How many of eight bytes begin a code point. */
static size_t
heads_in(const char *s)
{
	uint64_t w;
	memcpy(&w, s, sizeof(w));
	const uint64_t tails = w >> 7 & ~w >> 6 & EACH_ONE;
	return sizeof(w) - (size_t)((tails * EACH_ONE) >> 56);
}

size_t
utf8_count(struct str x)
{
	size_t runes = 0;
	size_t i = 0;
	for (; i + 8 <= x.n; i += 8)
		runes += heads_in(x.s + i);
	for (; i < x.n; i++)
		runes += !is_tail((unsigned char)x.s[i]);
	return runes;
}

size_t
utf8_repair(struct str x, struct buf *out)
{
	size_t broken = 0;
	while (x.n > 0) {
		const size_t good = utf8_valid(x);
		buf_add(out, x.s, good);
		x = str_from(x, good);
		if (x.n == 0)
			break;
		buf_rune(out, UTF8_BAD);
		broken++;
		x = str_from(x, 1);
		/* What trails a broken lead belongs to the same mistake. */
		while (x.n > 0 && is_tail((unsigned char)x.s[0]))
			x = str_from(x, 1);
	}
	return broken;
}

struct utf8_ruler
utf8_ruler(struct str text)
{
	return (struct utf8_ruler){ .text = text };
}

size_t
utf8_rune_at(struct utf8_ruler *r, size_t byte)
{
	if (byte > r->text.n)
		byte = r->text.n;
	if (byte < r->byte)
		r->byte = r->rune = 0;
	r->rune += utf8_count(str_n(r->text.s + r->byte, byte - r->byte));
	r->byte = byte;
	return r->rune;
}

/* r->rune is how many code points begin before r->byte, which may lie inside
 * one after utf8_rune_at(). */
size_t
utf8_byte_at(struct utf8_ruler *r, size_t rune)
{
	const struct str t = r->text;
	if (rune < r->rune)
		r->byte = r->rune = 0;
	while (r->byte + 8 <= t.n) {
		const size_t heads = heads_in(t.s + r->byte);
		if (r->rune + heads > rune)
			break;
		r->rune += heads;
		r->byte += 8;
	}
	for (; r->byte < t.n; r->byte++) {
		const bool head = !is_tail((unsigned char)t.s[r->byte]);
		if (head && r->rune == rune)
			break;
		r->rune += head;
	}
	return r->byte;
}

uint32_t
utf8_fold_rune(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
	if (rune >= 0x410 && rune < 0x450) /* А-я: most of what comes */
		return rune < 0x430 ? rune + 32 : rune;
	if ((rune >= 0x48A && rune < 0x4C0) || (rune >= 0x4D0 && rune < 0x530))
		return rune | 1; /* Ә and ә stand side by side, and so on */
	const utf8proc_int32_t low = utf8proc_tolower((utf8proc_int32_t)rune);
	return low == RUNE_YO ? RUNE_YE : (uint32_t)low;
}

/* Letters of two bytes whose first tells that they are plain: up to U+02FF,
 * and U+0400 to U+047F. */
static size_t
plain_pairs(struct str x)
{
	size_t i = 0;
	while (i + 2 <= x.n) {
		const unsigned char c = (unsigned char)x.s[i];
		if (c != 0xD0 && c != 0xD1 && (c < 0xC2 || c > 0xCB))
			break;
		i += 2;
	}
	return i;
}

/* Text without combining marks and conjoining letters is its own NFC; that
 * is nearly all text, and spares it the slow way.  U+0300 is the first code
 * point whose quick check is not "yes". */
static bool
is_plain(struct str x)
{
	while (x.n > 0) {
		x = str_from(x, ascii_run(x.s, x.n));
		x = str_from(x, plain_pairs(x));
		if (x.n == 0)
			break;
		size_t len;
		const uint32_t rune = utf8_decode(x, &len);
		if (rune >= 0x300 && !(rune >= 0x400 && rune < 0x483) &&
		    !(rune >= 0x48A && rune < 0x530) &&
		    !(rune >= 0x2010 && rune < 0x2126))
			return false;
		x = str_from(x, len);
	}
	return true;
}

struct str
utf8_nfc(struct arena *a, struct str x)
{
	if (is_plain(x))
		return x;
	utf8proc_uint8_t *out = NULL;
	const utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)x.s,
	    (utf8proc_ssize_t)x.n, &out, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n < 0)
		return x;
	const struct str composed =
	    arena_str(a, str_n((const char *)out, (size_t)n));
	free(out);
	return composed;
}

bool
utf8_is_space(uint32_t rune)
{
	if (rune < 0x80)
		return rune == ' ' || (rune >= '\t' && rune <= '\r');
	if (rune < 0x1680)
		return rune == RUNE_NBSP || rune == 0x85;
	return rune == RUNE_BOM || rune == 0x2028 || rune == 0x2029 ||
	    utf8proc_category((utf8proc_int32_t)rune) == UTF8PROC_CATEGORY_ZS;
}

bool
utf8_is_letter(uint32_t rune)
{
	if (rune < 0x80)
		return (rune | 32) >= 'a' && (rune | 32) <= 'z';
	if (rune >= 0x48A && rune < 0x530) /* Cyrillic, and so below */
		return true;
	if (rune >= 0x400 && rune < 0x482)
		return true;
	const utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)rune);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool
utf8_is_digit(uint32_t rune)
{
	return rune >= '0' && rune <= '9';
}

bool
utf8_is_upper(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= 'A' && rune <= 'Z';
	return utf8proc_category((utf8proc_int32_t)rune) ==
	    UTF8PROC_CATEGORY_LU;
}
