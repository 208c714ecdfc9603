/* fuzz: normalize */
#include <assert.h>
#include <stdint.h>

#include "common/utf8.h"
#include "normalize/numbers.h"
#include "tests/fuzz/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The first byte chooses the language and what a comma is. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const langs[] = { "ru", "kk", "en", "" };
	static struct lexicon *lexicon;
	struct err err = { .reason = "" };
	if (lexicon == NULL &&
	    lexicon_load(words_config(), &lexicon, &err) != RC_OK)
		abort();
	if (n == 0)
		return 0;
	struct buf b;
	buf_init(&b, 4 * n + 4);
	(void)utf8_repair(str_n((const char *)data + 1, n - 1), &b);
	struct arena *arena = arena_new((size_t)16 << 20);
	const struct str words =
	    utf8_fold(arena, b.n > 0 ? buf_view(&b) : STR(""));
	struct number got;
	const enum number_comma comma =
	    (data[0] & 4) != 0 ? COMMA_GROUPS : COMMA_DECIMAL;
	if (number_read(lexicon, str_c(langs[data[0] & 3]), words, comma,
		&got)) {
		assert(got.value >= 0 && got.value < 1e16);
		assert(got.step >= 0 && got.scale >= 1);
	}
	arena_free(arena);
	buf_free(&b);
	return 0;
}
