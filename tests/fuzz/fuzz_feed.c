/* fuzz: crawler */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "crawler/feed.h"
#include "crawler/links.h"

#define ARENA_MAX ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As a feed and, with the same bytes, as the page a broken feed often is. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str file = { (const char *)data, size };
	struct arena *arena = arena_new(ARENA_MAX);
	struct err err = { { 0 } };
	struct finds f = finds_in(arena);
	if (feed_read(file, &f, &err) == RC_FAIL)
		abort();
	for (size_t i = 0; i < f.n; i++)
		if (f.v[i].url.n == 0 || f.v[i].list)
			abort();
	f = finds_in(arena);
	links_read(file, &f);
	/* A link takes at least the bytes of `<a href=x`. */
	if (f.n > size / 8)
		abort();
	arena_free(arena);
	return 0;
}
