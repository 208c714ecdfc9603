/* fuzz: crawler */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "crawler/endpoint.h"

#define ARENA_MAX ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As a list in JSON, where a site's file would say that it stands. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str file = { (const char *)data, size };
	const struct site_list how = {
		.items = { .v = STR("data.items") },
		.link = { .v = STR("https://x.kz/{lang}/{meta.id}") },
		.date = { .v = STR("when") },
	};
	const struct site_list *const ways[] = { &how, endpoint_json_feed() };
	for (size_t k = 0; k < sizeof(ways) / sizeof(ways[0]); k++) {
		struct arena *arena = arena_new(ARENA_MAX);
		struct err err = { { 0 } };
		struct finds f = finds_in(arena);
		if (endpoint_read(file, ways[k], &f, &err) == RC_FAIL)
			abort();
		for (size_t i = 0; i < f.n; i++)
			if (f.v[i].url.n == 0 || f.v[i].list)
				abort();
		arena_free(arena);
	}
	return 0;
}
