#ifndef TESTS_UNIT_ARENA_H
#define TESTS_UNIT_ARENA_H

#include "common/arena.h"

/* An arena of its own for each test, as its state. */
static inline int
arena_up(void **state)
{
	*state = arena_new((size_t)256 << 20);
	return 0;
}

static inline int
arena_down(void **state)
{
	arena_free(*state);
	return 0;
}

#endif
