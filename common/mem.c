#include "common/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
mem_out(void)
{
	(void)fputs("level=error event=out_of_memory\n", stderr);
	exit(1);
}

void *
mem_alloc(size_t n)
{
	void *p = malloc(n > 0 ? n : 1);
	if (p == NULL)
		mem_out();
	return p;
}

void *
mem_zero(size_t count, size_t size)
{
	void *p = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
	if (p == NULL)
		mem_out();
	return p;
}

void *
mem_grow(void *old, size_t count, size_t size)
{
	void *p = reallocarray(old, count > 0 ? count : 1, size);
	if (p == NULL)
		mem_out();
	return p;
}

char *
mem_dup(const char *s, size_t n)
{
	char *p = mem_alloc(n + 1);
	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

size_t
mem_room(size_t have, size_t need)
{
	size_t cap = have > 0 ? have : 8;
	while (cap < need) {
		if (cap > SIZE_MAX / 2)
			mem_out();
		cap *= 2;
	}
	return cap;
}
