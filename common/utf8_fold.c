#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/utf8.h"

/*
 * Folding.  Most of what comes is Cyrillic, U+0400 to U+04FF: two bytes that
 * fold to two, by a table, since guessing which half of the alphabet comes
 * next costs more than looking.
 */
#define RUNE_YE 0x435 /* е */

/* A letter of two bytes, eight in a row, and eight that stand in pairs of
 * which the second is the small one. */
#define TWO(c) 0xC0 | (c) >> 6, 0x80 | ((c)&0x3F)
#define ROW(c)                                                                 \
	TWO(c), TWO((c) + 1), TWO((c) + 2), TWO((c) + 3), TWO((c) + 4),        \
	    TWO((c) + 5), TWO((c) + 6), TWO((c) + 7)
#define PAIRS(c)                                                               \
	TWO((c) + 1), TWO((c) + 1), TWO((c) + 3), TWO((c) + 3), TWO((c) + 5),  \
	    TWO((c) + 5), TWO((c) + 7), TWO((c) + 7)
/* Rows with a letter that is folded otherwise: ё, Ӏ, and combining signs. */
#define WITH_YO                                                                \
	TWO(0x450), TWO(RUNE_YE), TWO(0x452), TWO(0x453), TWO(0x454),          \
	    TWO(0x455), TWO(0x456), TWO(0x457)
#define PALOCHKA                                                               \
	TWO(0x4CF), TWO(0x4C2), TWO(0x4C2), TWO(0x4C4), TWO(0x4C4),            \
	    TWO(0x4C6), TWO(0x4C6), TWO(0x4C8), TWO(0x4C8), TWO(0x4CA),        \
	    TWO(0x4CA), TWO(0x4CC), TWO(0x4CC), TWO(0x4CE), TWO(0x4CE),        \
	    TWO(0x4CF)
#define SIGNS                                                                  \
	TWO(0x481), TWO(0x481), TWO(0x482), TWO(0x483), TWO(0x484),            \
	    TWO(0x485), TWO(0x486), TWO(0x487), TWO(0x488), TWO(0x489),        \
	    TWO(0x48B), TWO(0x48B), TWO(0x48D), TWO(0x48D), TWO(0x48F),        \
	    TWO(0x48F)

static const unsigned char cyrillic[2 * 256] = {
	WITH_YO,
	ROW(0x458), /* Ѐ to Џ */
	ROW(0x430),
	ROW(0x438),
	ROW(0x440),
	ROW(0x448), /* А to Я */
	ROW(0x430),
	ROW(0x438),
	ROW(0x440),
	ROW(0x448), /* а to я */
	WITH_YO,
	ROW(0x458),
	PAIRS(0x460),
	PAIRS(0x468),
	PAIRS(0x470),
	PAIRS(0x478),
	SIGNS,
	PAIRS(0x490),
	PAIRS(0x498),
	PAIRS(0x4A0),
	PAIRS(0x4A8),
	PAIRS(0x4B0),
	PAIRS(0x4B8),
	PALOCHKA,
	PAIRS(0x4D0),
	PAIRS(0x4D8),
	PAIRS(0x4E0),
	PAIRS(0x4E8),
	PAIRS(0x4F0),
	PAIRS(0x4F8),
};

size_t
utf8_fold_run(struct str x, char *out)
{
	const unsigned char *p = (const unsigned char *)x.s;
	size_t i = 0;
	for (;;) {
		const size_t from = i;
		for (; i + 2 <= x.n && (p[i] & 0xFC) == 0xD0; i += 2)
			memcpy(out + i,
			    &cyrillic[(p[i] & 3) << 7 | (p[i + 1] & 0x3F) << 1],
			    2);
		for (; i < x.n && p[i] >= ' ' && p[i] < 0x80; i++)
			out[i] = (char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] + 32
								   : p[i]);
		if (i == from)
			return i;
	}
}

size_t
utf8_fold_by(struct str x, uint32_t (*one)(uint32_t), char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < x.n;) {
		const size_t run = utf8_fold_run(str_from(x, i), out + n);
		size_t len = 0;
		i += run;
		n += run;
		if (i == x.n)
			break;
		const uint32_t rune = utf8_decode(str_from(x, i), &len);
		i += len;
		n += utf8_encode(one(rune), out + n);
	}
	return n;
}

/* Where something folds to more bytes or fewer: a folded letter may take one
 * byte more (Ⱥ: 2, ⱥ: 3), never over 4, and a broken byte takes 3. */
static struct str
fold_any(struct arena *a, struct str x)
{
	char *out = mem_alloc(x.n * 3 + 1);
	const struct str folded =
	    arena_str(a, str_n(out, utf8_fold_by(x, utf8_fold_rune, out)));
	free(out);
	return folded;
}

struct str
utf8_fold(struct arena *a, struct str x)
{
	char *out = arena_bytes(a, x.n + 1);
	if (utf8_fold_run(x, out) < x.n)
		return fold_any(a, x);
	out[x.n] = '\0';
	return str_n(out, x.n);
}
