/* fuzz: crawler */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "crawler/discover.h"
#include "crawler/sitemap.h"

#define ARENA_MAX ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
finds_check(const struct finds *f)
{
	if (f->n > FOUND_MAX)
		abort();
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].url.n == 0 ||
		    str_trim(f->v[i].url).n != f->v[i].url.n)
			abort();
}

/* As a sitemap, and as whatever a list turns out to be. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str file = { (const char *)data, size };
	const struct http_response response = { .status = 200, .body = file };
	struct arena *arena = arena_new(ARENA_MAX);
	struct err err = { { 0 } };
	bool announced = false;
	const struct discover_as as = { .max = (size_t)24 << 20 };
	struct finds f = finds_in(arena);
	if (sitemap_read(file, &f, &err) == RC_FAIL)
		abort();
	finds_check(&f);
	f = finds_in(arena);
	if (discover(&response, &as, &f, &announced, &err) == RC_FAIL)
		abort();
	finds_check(&f);
	arena_free(arena);
	return 0;
}
