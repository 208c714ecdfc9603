#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * Growing bytes with a ceiling, NUL-ended whenever s is not NULL.
 *
 * A buf cannot be made without naming its ceiling.  Appends return nothing:
 * one that would pass `max` leaves the bytes alone and sets `bad`; the caller
 * asks once before use.  Whoever calls buf_init() calls buf_free().
 */
struct buf {
	char *s;
	size_t n;
	size_t cap;
	size_t max; /* ceiling of n */
	bool bad;   /* something did not fit */
};

void buf_init(struct buf *, size_t max);
void buf_free(struct buf *);
void buf_clear(struct buf *);            /* keeps the memory */
char *buf_take(struct buf *, size_t *n); /* the caller frees */

/* Room for `n` more bytes to write by hand; NULL (and bad) past the ceiling.
 * buf_grown() says how many of them were used. */
char *buf_more(struct buf *, size_t n); /* buf_room() where memory is due */
static inline char *
buf_room(struct buf *b, size_t n)
{
	const bool here = n < b->cap - b->n && n <= b->max - b->n && !b->bad;
	return here ? b->s + b->n : buf_more(b, n);
}

static inline void
buf_grown(struct buf *b, size_t n)
{
	assert(b->n + n < b->cap);
	b->n += n;
	b->s[b->n] = '\0';
}

static inline void
buf_add(struct buf *b, const void *p, size_t n)
{
	char *to = buf_room(b, n);
	if (to == NULL)
		return;
	if (n > 0)
		memcpy(to, p, n);
	buf_grown(b, n);
}

static inline void
buf_str(struct buf *b, struct str x)
{
	buf_add(b, x.s, x.n);
}

static inline void
buf_text(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

static inline void
buf_chr(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_rune(struct buf *, unsigned); /* one code point as UTF-8 */
void buf_printf(struct buf *, const char *, ...) PRINTF(2, 3);
void buf_cut(struct buf *, size_t n); /* shortens to n bytes */

struct str buf_view(const struct buf *); /* borrowed until the next change */

#endif
