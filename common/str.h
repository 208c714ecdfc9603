#ifndef COMMON_STR_H
#define COMMON_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * Borrowed bytes: not NUL-ended, never written through, never freed.  A str
 * lives as long as what it points into.  {NULL, 0} means "absent"; a present
 * empty string has a pointer.
 */
struct str {
	const char *s;
	size_t n;
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_NONE     ((struct str){ NULL, 0 })
/* For printf's "%.*s". */
#define STR_ARG(x) (int)(x).n, (x).s == NULL ? "" : (x).s

/* Those that loops ask for each byte or word stand here, to be inlined. */

/* Of a NUL-ended string, or NULL. */
static inline struct str
str_c(const char *s)
{
	return s == NULL ? STR_NONE : (struct str){ s, strlen(s) };
}

static inline struct str
str_n(const char *s, size_t n)
{
	return (struct str){ s, n };
}

/* The rest from byte `at`. */
static inline struct str
str_from(struct str x, size_t at)
{
	if (at > x.n)
		at = x.n;
	return (struct str){ at > 0 ? x.s + at : x.s, x.n - at };
}

/* At most n bytes. */
static inline struct str
str_head(struct str x, size_t n)
{
	return (struct str){ x.s, n < x.n ? n : x.n };
}

static inline bool
str_eq(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	if (a.n == 0 || a.s == b.s)
		return true;
	return a.s != NULL && b.s != NULL && memcmp(a.s, b.s, a.n) == 0;
}

static inline bool
str_is(struct str a, const char *b)
{
	return str_eq(a, str_c(b));
}

struct str str_trim(struct str);              /* without ASCII white space */
bool str_is_nocase(struct str, const char *); /* ASCII letters only */
bool str_starts(struct str, struct str);
bool str_ends(struct str, struct str);
int str_cmp(struct str, struct str); /* by bytes, as memcmp; then length */

/* Byte position, or the string's length when it is not there. */
size_t str_find(struct str, struct str needle);
size_t str_find_nocase(struct str, struct str needle);
size_t str_chr(struct str, char);

/* Takes the part before `sep` off the front of *rest; without a separator
 * takes all.  False when nothing is left (rest->s becomes NULL). */
bool str_cut(struct str *rest, char sep, struct str *part);

/* Whole-string numbers in base 10; false on anything else or overflow. */
bool str_u64(struct str, unsigned long long *);
bool str_real(struct str, double *); /* "." as the mark, no locale */
int str_hex(char); /* a hexadecimal digit of either case, or -1 */

#endif
