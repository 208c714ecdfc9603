/* fuzz: extract */
#include <assert.h>
#include <stdint.h>

#include "common/utf8.h"
#include "extract/jsonld.h"
#include "tests/fuzz/dates.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct dates *dates = dates_once();
	struct buf text;
	buf_init(&text, 4 * n + 4);
	(void)utf8_repair(str_n((const char *)data, n), &text);
	struct arena *arena = arena_new((size_t)64 << 20);
	struct metadata m = metadata_none();
	jsonld_read(dates, arena, buf_view(&text), &m);
	assert(m.nauthors <= METADATA_AUTHORS);
	assert(utf8_valid(m.title) == m.title.n);
	for (size_t i = 0; i < m.nauthors; i++)
		assert(utf8_valid(m.authors[i]) == m.authors[i].n);
	arena_free(arena);
	buf_free(&text);
	return 0;
}
