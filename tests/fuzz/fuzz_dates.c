/* fuzz: extract */
#include <assert.h>
#include <stdint.h>

#include "common/clock.h"
#include "common/utf8.h"
#include "tests/fuzz/dates.h"

#define FETCHED 1772344800 /* 2026-03-01 */

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What is found can be written as a time. */
static void
check(int64_t at)
{
	char text[CLOCK_TEXT_MAX];
	clock_text(at, text);
	assert(text[0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct dates *dates = dates_once();
	struct buf b;
	buf_init(&b, 4 * n + 4);
	(void)utf8_repair(str_n((const char *)data, n), &b);
	struct arena *arena = arena_new((size_t)64 << 20);
	const struct str text = b.n > 0 ? buf_view(&b) : STR("");
	int64_t at = CLOCK_NONE;
	if (dates_find(dates, arena, text, FETCHED, &at))
		check(at);
	at = dates_read(dates, arena, text);
	if (at != CLOCK_NONE)
		check(at);
	at = dates_of_url(dates, str_n((const char *)data, n));
	if (at != CLOCK_NONE)
		check(at);
	arena_free(arena);
	buf_free(&b);
	return 0;
}
