#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"

/*
 * UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing past
 * U+10FFFF.  Text is checked once, at the border (extract/charset.c, jsonl.c);
 * behind it everybody may rely on valid bytes.  Offsets in records are code
 * points; offsets in memory are bytes.
 */
#define UTF8_BAD 0xFFFDu /* U+FFFD, also what a broken byte decodes to */

/* The code point at x.s (x.n > 0) and its length in bytes (1 when broken). */
uint32_t utf8_decode(struct str x, size_t *len);
size_t utf8_encode(uint32_t rune, char out[4]);

/* The bytes at the front of x that are valid; x.n when all are. */
size_t utf8_valid(struct str x);
size_t utf8_count(struct str x); /* code points in valid text */

/* Appends x with each broken byte replaced by U+FFFD; how many there were. */
size_t utf8_repair(struct str x, struct buf *out);

/* Walks byte offsets to code points; asking in rising order costs one pass.
 * Going back starts again from the front. */
struct utf8_ruler {
	struct str text;
	size_t byte;
	size_t rune;
};
struct utf8_ruler utf8_ruler(struct str text);
size_t utf8_rune_at(struct utf8_ruler *, size_t byte);
size_t utf8_byte_at(struct utf8_ruler *, size_t rune);

/* What lexicon words are compared by: lower case (Kazakh letters too), and
 * ё as е.  One code point at a time, so lengths in code points stay. */
uint32_t utf8_fold_rune(uint32_t);
struct str utf8_fold(struct arena *, struct str);
/* Folds to `out` what stands at the front of x and folds byte for byte, which
 * nearly all text does: ASCII but for control characters, and Cyrillic.  How
 * many bytes that were. */
size_t utf8_fold_run(struct str x, char *out);
/* Folds all of x to `out`: runs as above, by `one` each code point between
 * them.  How many bytes that wrote: at most three a byte of x, and at most two
 * where x is valid. */
size_t utf8_fold_by(struct str x, uint32_t (*one)(uint32_t), char *out);
/* Normalization form C (Unicode annex 15); x itself when already so. */
struct str utf8_nfc(struct arena *, struct str x);

bool utf8_is_space(uint32_t);  /* Zs, tab and line ends, NBSP, U+FEFF */
bool utf8_is_letter(uint32_t); /* L* */
bool utf8_is_digit(uint32_t);  /* ASCII 0-9 alone */
bool utf8_is_upper(uint32_t);

#endif
