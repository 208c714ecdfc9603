#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/json.h"
#include "common/utf8.h"

#define ARENA_MAX ((size_t)16 << 20)
#define TEXT_MAX  ((size_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int holds)
{
	if (!holds)
		abort();
}

/* What was read can be written, and reads back to the same bytes. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct err err = { "" };
	struct json_value *v = NULL;
	struct buf once;
	struct buf again;
	buf_init(&once, TEXT_MAX);
	buf_init(&again, TEXT_MAX);
	if (json_read(a, str_n((const char *)data, size), &v, &err) == RC_OK) {
		struct json j = json_to(&once);
		json_value(&j, v);
		must(utf8_valid(buf_view(&once)) == once.n);
		must(json_read(a, buf_view(&once), &v, &err) == RC_OK);
		j = json_to(&again);
		json_value(&j, v);
		must(str_eq(buf_view(&once), buf_view(&again)));
	}
	buf_free(&once);
	buf_free(&again);
	arena_free(a);
	return 0;
}
