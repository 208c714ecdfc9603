#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include <stddef.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * The memory of ONE record: taken piece by piece, given back all at once.
 *
 * The stage loop owns the arena and resets it after each record; nothing in
 * it is freed singly.  Memory comes zeroed and aligned for any type.  Past
 * `max` bytes arena_full() turns true and memory still comes (from the heap,
 * up to twice the ceiling, then the process ends): a long-running walk asks
 * arena_full() and gives its record up as RC_BAD.
 */
struct arena;

struct arena *arena_new(size_t max);
void arena_free(struct arena *);
void arena_reset(struct arena *); /* keeps the first blocks for reuse */

void *arena_alloc(struct arena *, size_t n);
void *arena_bytes(struct arena *, size_t n); /* not zeroed: to be written */
void *arena_array(struct arena *, size_t count, size_t size); /* checked */
/* A copy with room for `count` members where `have` were; the old one stays. */
void *arena_grow(struct arena *, const void *old, size_t have, size_t count,
    size_t size);
struct str arena_str(struct arena *, struct str); /* a copy, NUL behind it */
char *arena_cstr(struct arena *, struct str);     /* stops at no NUL */
struct str arena_printf(struct arena *, const char *, ...) PRINTF(2, 3);

size_t arena_used(const struct arena *);
int arena_full(const struct arena *);

#endif
