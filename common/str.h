#ifndef COMMON_STR_H
#define COMMON_STR_H

#include <stdbool.h>
#include <stddef.h>

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

struct str str_c(const char *); /* of a NUL-ended string, or NULL */
struct str str_n(const char *, size_t);
struct str str_from(struct str, size_t at); /* the rest from byte `at` */
struct str str_head(struct str, size_t n);  /* at most n bytes */
struct str str_trim(struct str);            /* without ASCII white space */

bool str_eq(struct str, struct str);
bool str_is(struct str, const char *);
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

#endif
