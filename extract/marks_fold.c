#include "common/utf8.h"
#include "extract/marks.h"

#define PRIVATE_FIRST 0xE000u
#define PRIVATE_LAST  0xE0FFu

static uint32_t
fold_one(uint32_t rune)
{
	if (rune >= PRIVATE_FIRST && rune <= PRIVATE_LAST)
		return UTF8_BAD;
	return rune < ' ' || utf8_is_space(rune) ? ' ' : utf8_fold_rune(rune);
}

struct str
marks_fold(struct arena *arena, struct str text)
{
	/* Folding one code point never needs more than 3 bytes for 1 or 2,
	 * nor more than 4: twice the text is always enough. */
	char *out = arena_bytes(arena, 2 * text.n + 4);
	return str_n(out, utf8_fold_by(text, fold_one, out));
}
