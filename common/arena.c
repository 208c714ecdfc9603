#include "common/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

#define ARENA_BLOCK ((size_t)256 << 10) /* one block; larger wants get own */
#define ARENA_KEEP  ((size_t)8 << 20)   /* memory kept over a reset */
#define ARENA_ALIGN _Alignof(max_align_t)

struct block {
	struct block *next;
	size_t cap;
	size_t used;
	max_align_t data[];
};

struct arena {
	struct block *first;
	struct block *now;
	size_t used;
	size_t max;
};

struct arena *
arena_new(size_t max)
{
	struct arena *a = mem_zero(1, sizeof(*a));
	a->max = max;
	return a;
}

static void
blocks_free(struct block *b)
{
	while (b != NULL) {
		struct block *next = b->next;
		free(b);
		b = next;
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	blocks_free(a->first);
	free(a);
}

void
arena_reset(struct arena *a)
{
	size_t kept = 0;
	struct block **at = &a->first;
	while (*at != NULL && kept + (*at)->cap <= ARENA_KEEP) {
		kept += (*at)->cap;
		(*at)->used = 0;
		at = &(*at)->next;
	}
	blocks_free(*at);
	*at = NULL;
	a->now = a->first;
	a->used = 0;
}

/* A fresh block behind the present one, before those kept by a reset. */
static void
block_add(struct arena *a, size_t n)
{
	const size_t cap = n > ARENA_BLOCK ? n : ARENA_BLOCK;
	struct block *b = mem_alloc(sizeof(*b) + cap);
	*b = (struct block){ .cap = cap };
	if (a->now == NULL) {
		b->next = a->first;
		a->first = b;
	} else {
		b->next = a->now->next;
		a->now->next = b;
	}
	a->now = b;
}

static void
block_find(struct arena *a, size_t n)
{
	while (a->now != NULL && a->now->cap - a->now->used < n) {
		if (a->now->next == NULL || a->now->next->cap < n)
			break;
		a->now = a->now->next;
	}
	if (a->now == NULL || a->now->cap - a->now->used < n)
		block_add(a, n);
}

void *
arena_bytes(struct arena *a, size_t n)
{
	if (n > SIZE_MAX / 4 || a->used > 2 * a->max) {
		(void)fputs("level=error event=arena_overrun\n", stderr);
		exit(1);
	}
	n = (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	block_find(a, n);
	char *p = (char *)a->now->data + a->now->used;
	a->now->used += n;
	a->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	void *p = arena_bytes(a, n);
	memset(p, 0, n);
	return p;
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size > 0 && count > SIZE_MAX / 4 / size)
		count = SIZE_MAX / 4 / size; /* arena_alloc() ends it */
	return arena_alloc(a, count * size);
}

void *
arena_grow(struct arena *a, const void *old, size_t have, size_t count,
    size_t size)
{
	if (size > 0 && count > SIZE_MAX / 4 / size)
		count = SIZE_MAX / 4 / size; /* arena_bytes() ends it */
	char *p = arena_bytes(a, count * size);
	if (have > 0)
		memcpy(p, old, have * size);
	memset(p + have * size, 0, (count - have) * size);
	return p;
}

char *
arena_cstr(struct arena *a, struct str x)
{
	char *p = arena_bytes(a, x.n + 1);
	if (x.n > 0)
		memcpy(p, x.s, x.n);
	p[x.n] = '\0';
	return p;
}

struct str
arena_str(struct arena *a, struct str x)
{
	if (x.s == NULL)
		return STR_NONE;
	return (struct str){ arena_cstr(a, x), x.n };
}

/* Into what the present block has left, and takes that; STR_NONE when it is
 * too little. */
static struct str PRINTF(2, 0)
    print_here(struct arena *a, const char *fmt, va_list ap)
{
	const size_t left = a->now == NULL ? 0 : a->now->cap - a->now->used;
	if (left < ARENA_ALIGN)
		return STR_NONE;
	char *p = (char *)a->now->data + a->now->used;
	const int n = vsnprintf(p, left, fmt, ap);
	if (n < 0 || (size_t)n + ARENA_ALIGN > left)
		return STR_NONE;
	return (struct str){ arena_bytes(a, (size_t)n + 1), (size_t)n };
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	const struct str here = print_here(a, fmt, ap);
	va_end(ap);
	if (here.s != NULL)
		return here;
	va_start(ap, fmt);
	const int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return STR("");
	char *p = arena_bytes(a, (size_t)n + 1);
	va_start(ap, fmt);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, (size_t)n };
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

int
arena_full(const struct arena *a)
{
	return a->used > a->max;
}
