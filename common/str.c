#include "common/str.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define REAL_TEXT_MAX 64 /* longest decimal text str_real() looks at */

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str x)
{
	while (x.n > 0 && is_blank(x.s[0]))
		x = str_from(x, 1);
	while (x.n > 0 && is_blank(x.s[x.n - 1]))
		x.n--;
	return x;
}

bool
str_is_nocase(struct str a, const char *b)
{
	const size_t n = strlen(b);
	return a.n == n && (n == 0 || strncasecmp(a.s, b, n) == 0);
}

bool
str_starts(struct str a, struct str b)
{
	return a.n >= b.n && str_eq(str_head(a, b.n), b);
}

bool
str_ends(struct str a, struct str b)
{
	return a.n >= b.n && str_eq(str_from(a, a.n - b.n), b);
}

int
str_cmp(struct str a, struct str b)
{
	const size_t n = a.n < b.n ? a.n : b.n;
	const int c = n > 0 ? memcmp(a.s, b.s, n) : 0;
	if (c != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

size_t
str_find(struct str x, struct str needle)
{
	if (needle.n == 0)
		return 0;
	if (x.n < needle.n)
		return x.n;
	const char *p = memmem(x.s, x.n, needle.s, needle.n);
	return p == NULL ? x.n : (size_t)(p - x.s);
}

size_t
str_find_nocase(struct str x, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t i = 0; i + needle.n <= x.n; i++)
		if (strncasecmp(x.s + i, needle.s, needle.n) == 0)
			return i;
	return x.n;
}

size_t
str_chr(struct str x, char c)
{
	const char *p = x.n > 0 ? memchr(x.s, c, x.n) : NULL;
	return p == NULL ? x.n : (size_t)(p - x.s);
}

bool
str_cut(struct str *rest, char sep, struct str *part)
{
	if (rest->s == NULL)
		return false;
	const size_t at = str_chr(*rest, sep);
	*part = str_head(*rest, at);
	*rest = at < rest->n ? str_from(*rest, at + 1) : STR_NONE;
	return true;
}

bool
str_u64(struct str x, unsigned long long *out)
{
	unsigned long long v = 0;
	if (x.n == 0)
		return false;
	for (size_t i = 0; i < x.n; i++) {
		if (x.s[i] < '0' || x.s[i] > '9')
			return false;
		const unsigned d = (unsigned)(x.s[i] - '0');
		if (v > (UINT64_MAX - d) / 10)
			return false;
		v = v * 10 + d;
	}
	*out = v;
	return true;
}

bool
str_real(struct str x, double *out)
{
	char text[REAL_TEXT_MAX];
	if (x.n == 0 || x.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < x.n; i++)
		if (strchr("0123456789+-.eE", x.s[i]) == NULL || x.s[i] == '\0')
			return false;
	memcpy(text, x.s, x.n);
	text[x.n] = '\0';
	char *end = NULL;
	const double v = strtod(text, &end);
	if (end != text + x.n || !isfinite(v))
		return false;
	*out = v;
	return true;
}

int
str_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}
