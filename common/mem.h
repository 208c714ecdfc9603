#ifndef COMMON_MEM_H
#define COMMON_MEM_H

#include <stddef.h>

/*
 * Heap memory that is always there: running out ends the process with a
 * message and exit 1, because no record can be treated without memory.
 * The caller owns what comes back and gives it to free().
 */
void *mem_alloc(size_t n);
void *mem_zero(size_t count, size_t size);
/* Grows to count * size bytes; the product is checked. */
void *mem_grow(void *, size_t count, size_t size);
char *mem_dup(const char *s, size_t n); /* adds a NUL */

/* The next capacity for an array that must hold `need`, doubling. */
size_t mem_room(size_t have, size_t need);

#endif
