#include "common/json_string.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/utf8.h"

#define HIGH_FIRST 0xD800u /* surrogates, Unicode 3.9 */
#define LOW_FIRST  0xDC00u
#define LOW_LAST   0xDFFFu

#define EACH_BYTE(c) (UINT64_C(0x0101010101010101) * (c))
#define EACH_TOP     EACH_BYTE(0x80)

/* Whether one of eight bytes is a quote, a backslash or below a blank.  The
 * borrow of a subtraction can only give a false alarm, never hide one. */
static bool
word_ends(uint64_t w)
{
	const uint64_t quote = w ^ EACH_BYTE('"');
	const uint64_t slash = w ^ EACH_BYTE('\\');
	const uint64_t low = w - EACH_BYTE(0x20);
	const uint64_t hit = ((quote - EACH_BYTE(1)) & ~quote) |
	    ((slash - EACH_BYTE(1)) & ~slash) | (low & ~w);
	return (hit & EACH_TOP) != 0;
}

/* Bytes at the front that stand for themselves; a NUL ends them. */
static size_t
plain_run(const char *s, size_t left)
{
	size_t i = 0;
	uint64_t w;
	for (; i + sizeof(w) <= left; i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		if (word_ends(w))
			break;
	}
	while ((unsigned char)s[i] >= 0x20 && s[i] != '"' && s[i] != '\\')
		i++;
	return i;
}

/* Four hexadecimal digits, or -1.  A NUL is no digit, so none is passed. */
static int
hex4(const char *s)
{
	int v = 0;
	for (int i = 0; i < 4; i++) {
		const int digit = str_hex(s[i]);
		if (digit < 0)
			return -1;
		v = v << 4 | digit;
	}
	return v;
}

/* "uXXXX", or two of them for one code point; how many bytes were read, 0
 * when it stands for nothing. */
static size_t
rune_read(const char *s, uint32_t *rune)
{
	const int one = hex4(s + 1);
	if (one <= 0)
		return 0;
	*rune = (uint32_t)one;
	if (*rune < HIGH_FIRST || *rune > LOW_LAST)
		return 5;
	if (*rune >= LOW_FIRST || s[5] != '\\' || s[6] != 'u')
		return 0;
	const int two = hex4(s + 7);
	if (two < (int)LOW_FIRST || two > (int)LOW_LAST)
		return 0;
	*rune = 0x10000 + ((*rune - HIGH_FIRST) << 10) +
	    ((uint32_t)two - LOW_FIRST);
	return 11;
}

/* The escape at s, behind its backslash, to `out`; 0 when there is none. */
static size_t
escape_read(const char *s, char *out, size_t *written)
{
	static const char names[] = "\"\\/bfnrt";
	static const char means[] = "\"\\/\b\f\n\r\t";
	uint32_t rune = 0;
	*written = 1;
	const char *known = *s != '\0' ? strchr(names, *s) : NULL;
	if (known != NULL) {
		*out = means[known - names];
		return 1;
	}
	if (*s != 'u')
		return 0;
	const size_t n = rune_read(s, &rune);
	char text[4] = "";
	*written = n > 0 ? utf8_encode(rune, text) : 0;
	memcpy(out, text, *written);
	return n;
}

enum rc
json_string_settle(char *s, size_t n, size_t *at, struct str *out,
    struct err *err)
{
	const size_t begin = *at;
	size_t from = begin;
	size_t to = begin;
	for (;;) {
		const size_t plain = plain_run(s + from, n - from);
		if (to != from)
			memmove(s + to, s + from, plain);
		to += plain;
		from += plain;
		*at = from;
		if (s[from] != '\\')
			break;
		size_t written = 0;
		const size_t read = escape_read(s + from + 1, s + to, &written);
		if (read == 0)
			return err_set(err, RC_BAD,
			    str_starts(str_c(s + from), STR("\\u0000"))
				? "\\u0000 in a string"
				: "no such escape");
		to += written;
		from += 1 + read;
	}
	if (s[from] != '"')
		return err_set(err, RC_BAD,
		    from == n ? "the string does not end"
			      : "control character in a string");
	*at = from + 1;
	s[to] = '\0';
	*out = str_n(s + begin, to - begin);
	return RC_OK;
}
