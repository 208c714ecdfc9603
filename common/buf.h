#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include <stdbool.h>
#include <stddef.h>

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

void buf_add(struct buf *, const void *, size_t);
void buf_str(struct buf *, struct str);
void buf_text(struct buf *, const char *);
void buf_chr(struct buf *, char);
void buf_rune(struct buf *, unsigned); /* one code point as UTF-8 */
void buf_printf(struct buf *, const char *, ...) PRINTF(2, 3);
void buf_cut(struct buf *, size_t n); /* shortens to n bytes */

/* Room for `n` more bytes to write by hand; NULL (and bad) past the ceiling.
 * buf_grown() says how many of them were used. */
char *buf_room(struct buf *, size_t n);
void buf_grown(struct buf *, size_t n);

struct str buf_view(const struct buf *); /* borrowed until the next change */

#endif
