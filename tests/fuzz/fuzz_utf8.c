#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/utf8.h"

#define ARENA_MAX ((size_t)16 << 20)
#define TEXT_MAX  ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int holds)
{
	if (!holds)
		abort();
}

/* Each code point's byte leads back to it, going forward and back. */
static void
ruler_check(struct str text)
{
	struct utf8_ruler r = utf8_ruler(text);
	const size_t runes = utf8_count(text);
	for (size_t i = 0; i <= runes; i++)
		must(utf8_rune_at(&r, utf8_byte_at(&r, i)) == i);
	must(utf8_byte_at(&r, runes) == text.n);
	must(utf8_byte_at(&r, runes / 2) <= text.n);
	must(utf8_rune_at(&r, text.n) == runes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str x = { (const char *)data, size };
	struct arena *a = arena_new(ARENA_MAX);
	struct buf fixed;
	buf_init(&fixed, TEXT_MAX);
	const size_t broken = utf8_repair(x, &fixed);
	const struct str text = buf_view(&fixed);
	must(utf8_valid(text) == text.n);
	must((broken == 0) == (utf8_valid(x) == x.n));
	must(broken > 0 || str_eq(x, text));
	ruler_check(text);
	const struct str folded = utf8_fold(a, text);
	must(utf8_valid(folded) == folded.n);
	must(utf8_count(folded) == utf8_count(text));
	const struct str nfc = utf8_nfc(a, text);
	must(utf8_valid(nfc) == nfc.n);
	must(str_eq(utf8_nfc(a, nfc), nfc));
	buf_free(&fixed);
	arena_free(a);
	return 0;
}
