#include "extract/plain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/hash.h"
#include "common/utf8.h"

#define WORDS_MAX 256 /* of a text whose likeness is asked */

enum sort {
	SORT_SIGN,
	SORT_SPACE,
	SORT_NARROW, /* a space that does not break a number */
	SORT_NONE,   /* nothing that can be seen */
};

static enum sort
sort_of(uint32_t c)
{
	switch (c) {
	case 0x00AD: /* soft hyphen */
	case 0x200B: /* zero width space, joiners, marks of direction */
	case 0x200C:
	case 0x200D:
	case 0x200E:
	case 0x200F:
	case 0x2060:
	case 0xFEFF:
		return SORT_NONE;
	case 0x00A0:
	case 0x2009:
	case 0x202F:
		return SORT_NARROW;
	default:
		if (c < 0x20 || (c >= 0x7F && c < 0xA0))
			return SORT_SPACE;
		return utf8_is_space(c) ? SORT_SPACE : SORT_SIGN;
	}
}

struct gap {
	bool any;
	bool wide;
};

static void
add_gap(struct buf *out, struct gap *gap)
{
	if (gap->any && out->n > 0)
		buf_str(out, gap->wide ? STR(" ") : STR("\xC2\xA0"));
	*gap = (struct gap){ .any = false };
}

/* ASCII and letters of two bytes, without anything to do, are the common case
 * of a word: of the latter only those behind 0xC2 hold spaces and controls. */
static size_t
plain_run(struct str x)
{
	size_t n = 0;
	while (n < x.n) {
		const unsigned char c = (unsigned char)x.s[n];
		if (c > ' ' && c < 0x7F)
			n++;
		else if (c > 0xC2 && c <= 0xDF && n + 1 < x.n)
			n += 2;
		else
			break;
	}
	return n;
}

struct str
plain_squeeze(struct arena *arena, struct str x)
{
	struct buf out;
	buf_init(&out, x.n + 1);
	struct gap gap = { .any = false };
	while (x.n > 0) {
		size_t n = plain_run(x);
		enum sort sort = SORT_SIGN;
		if (n == 0)
			sort = sort_of(utf8_decode(x, &n));
		if (sort == SORT_SIGN) {
			add_gap(&out, &gap);
			buf_add(&out, x.s, n);
		} else if (sort != SORT_NONE) {
			gap.any = true;
			gap.wide = gap.wide || sort == SORT_SPACE;
		}
		x = str_from(x, n);
	}
	const struct str kept = arena_str(arena, buf_view(&out));
	buf_free(&out);
	return utf8_nfc(arena, kept.s == NULL ? STR("") : kept);
}

struct str
plain_head(struct str x, size_t max)
{
	struct str head = str_head(x, max);
	while (head.n > 0 && head.n < x.n &&
	    ((unsigned char)x.s[head.n] & 0xC0) == 0x80)
		head.n--;
	return head;
}

static bool
ends_sentence(uint32_t c)
{
	switch (c) {
	case '.':
	case '!':
	case '?':
	case 0x2026: /* ellipsis */
	case 0x061F: /* Arabic, then full-width ones */
	case 0x3002:
	case 0xFF01:
	case 0xFF1F:
		return true;
	default:
		return false;
	}
}

/* Scripts that write no space behind it. */
static bool
ends_at_once(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

static bool
is_comma(uint32_t c)
{
	return c == ',' || c == 0x060C || c == 0x3001 || c == 0xFF0C;
}

static bool
closes(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == 0xBB || c == 0x201D ||
	    c == 0x2019 || c == 0x201C;
}

struct plain_size
plain_measure(struct str x)
{
	struct plain_size size = { .runes = 0 };
	bool in_word = false;
	bool pending = false; /* a sentence end waits for its space */
	bool at_once = false; /* and needs none */
	while (x.n > 0) {
		size_t n;
		const uint32_t c = utf8_decode(x, &n);
		const bool letter = utf8_is_letter(c);
		const bool digit = utf8_is_digit(c);
		size.runes++;
		size.letters += letter;
		size.digits += digit;
		size.commas += is_comma(c);
		size.words += letter && !in_word;
		in_word = letter || digit || (in_word && c == '-');
		if (utf8_is_space(c) || at_once)
			size.sentences += pending;
		at_once = ends_at_once(c);
		pending = ends_sentence(c) || (pending && closes(c));
		size.finished = pending || c == ':' || c == ';';
		x = str_from(x, n);
	}
	size.sentences += pending;
	return size;
}

static int
order(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a;
	const uint64_t y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* Hashes of the words, in rising order. */
static size_t
word_hashes(struct arena *arena, struct str x, uint64_t out[WORDS_MAX])
{
	x = utf8_fold(arena, x);
	size_t count = 0;
	while (x.n > 0 && count < WORDS_MAX) {
		size_t n = 0;
		size_t len = 1;
		while (n < x.n) {
			const uint32_t c = utf8_decode(str_from(x, n), &len);
			if (!utf8_is_letter(c) && !utf8_is_digit(c))
				break;
			n += len;
		}
		if (n > 0)
			out[count++] = hash64(str_head(x, n), 0);
		x = str_from(x, n > 0 ? n : len);
	}
	qsort(out, count, sizeof(out[0]), order);
	return count;
}

double
plain_likeness(struct arena *arena, struct str a, struct str b)
{
	uint64_t x[WORDS_MAX] = { 0 };
	uint64_t y[WORDS_MAX] = { 0 };
	const size_t nx = word_hashes(arena, a, x);
	const size_t ny = word_hashes(arena, b, y);
	size_t both = 0;
	size_t i = 0;
	size_t j = 0;
	while (i < nx && j < ny) {
		if (x[i] == y[j]) {
			both++;
			i++;
			j++;
		} else if (x[i] < y[j]) {
			i++;
		} else {
			j++;
		}
	}
	const size_t more = nx > ny ? nx : ny;
	return more == 0 ? 0.0 : (double)both / (double)more;
}
