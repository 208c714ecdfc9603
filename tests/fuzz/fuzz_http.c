#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/http.h"

#define ARENA_MAX ((size_t)16 << 20)
#define BODY_MAX  ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct err err = { "" };
	struct http_response r;
	struct buf body;
	bool cut = false;
	buf_init(&body, BODY_MAX);
	if (http_parse(a, str_n((const char *)data, size), &r, &err) == RC_OK) {
		const enum rc rc = http_body(&r, &body, &cut, &err);
		if (rc == RC_OK && (body.bad || body.n > BODY_MAX))
			abort();
		if (rc == RC_END || rc == RC_FAIL)
			abort();
	}
	buf_free(&body);
	arena_free(a);
	return 0;
}
