#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/url.h"

#define ARENA_MAX ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int holds)
{
	if (!holds)
		abort();
}

/* A key of a key is the key itself, and what was resolved can be parsed. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str x = { (const char *)data, size };
	struct arena *a = arena_new(ARENA_MAX);
	struct err err = { "" };
	struct str key;
	if (url_canonical(a, x, &key, &err) == RC_OK) {
		struct str again;
		must(key.n <= URL_MAX);
		must(url_canonical(a, key, &again, &err) == RC_OK);
		must(str_eq(key, again));
	}
	struct str link;
	const struct str base = STR("https://a.kz/news/2026/?page=1");
	if (url_resolve(a, base, x, &link, &err) == RC_OK) {
		struct url_parts parts;
		must(url_parse(a, link, &parts, &err) == RC_OK);
		must(str_eq(url_text(a, &parts), link));
	}
	arena_free(a);
	return 0;
}
