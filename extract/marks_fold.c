#include "common/utf8.h"
#include "extract/marks.h"

#define PRIVATE_FIRST 0xE000u
#define PRIVATE_LAST  0xE0FFu

struct str
marks_fold(struct arena *arena, struct str text)
{
	/* Folding one code point never needs more than 3 bytes for 1 or 2,
	 * nor more than 4: twice the text is always enough. */
	char *out = arena_bytes(arena, 2 * text.n + 4);
	size_t n = 0;
	for (size_t i = 0; i < text.n;) {
		const size_t run = utf8_fold_run(str_from(text, i), out + n);
		size_t len = 0;
		i += run;
		n += run;
		if (i == text.n)
			break;
		uint32_t r = utf8_decode(str_from(text, i), &len);
		i += len;
		if (r >= PRIVATE_FIRST && r <= PRIVATE_LAST)
			r = UTF8_BAD;
		r = r < ' ' || utf8_is_space(r) ? ' ' : utf8_fold_rune(r);
		n += utf8_encode(r, out + n);
	}
	return str_n(out, n);
}
