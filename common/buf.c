#include "common/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/utf8.h"

void
buf_init(struct buf *b, size_t max)
{
	assert(max > 0);
	*b = (struct buf){ .max = max };
}

void
buf_free(struct buf *b)
{
	free(b->s);
	*b = (struct buf){ .max = b->max };
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->bad = false;
	if (b->s != NULL)
		b->s[0] = '\0';
}

char *
buf_take(struct buf *b, size_t *n)
{
	char *s = b->s != NULL ? b->s : mem_dup("", 0);
	if (n != NULL)
		*n = b->n;
	*b = (struct buf){ .max = b->max };
	return s;
}

char *
buf_more(struct buf *b, size_t n)
{
	if (b->bad || n > b->max - b->n) {
		b->bad = true;
		return NULL;
	}
	const size_t need = b->n + n + 1;
	if (need > b->cap) {
		b->cap = mem_room(b->cap > 0 ? b->cap : 64, need);
		b->s = mem_grow(b->s, b->cap, 1);
	}
	return b->s + b->n;
}

void
buf_rune(struct buf *b, unsigned rune)
{
	char bytes[4];
	buf_add(b, bytes, utf8_encode(rune, bytes));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	const int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	char *to = n < 0 ? NULL : buf_room(b, (size_t)n);
	if (to == NULL)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(to, (size_t)n + 1, fmt, ap);
	va_end(ap);
	buf_grown(b, (size_t)n);
}

void
buf_cut(struct buf *b, size_t n)
{
	if (n >= b->n)
		return;
	b->n = n;
	b->s[n] = '\0';
}

struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->s != NULL ? b->s : "", b->n };
}
