#include "common/utf8.h"
#include "extract/marks.h"

#define PRIVATE_FIRST 0xE000u
#define PRIVATE_LAST  0xE0FFu

/* Folds one Russian letter but for ё, which is most of most texts: 2 bytes
 * written, or 0 when something else stands there. */
static size_t
fold_russian(struct str text, char *out)
{
	if (text.n < 2)
		return 0;
	const unsigned char lead = (unsigned char)text.s[0];
	const unsigned char tail = (unsigned char)text.s[1];
	const bool first = lead == 0xD0 && tail >= 0xB0 && tail <= 0xBF;
	const bool second = lead == 0xD1 && tail >= 0x80 && tail <= 0x8F;
	const bool upper = lead == 0xD0 && tail >= 0x90 && tail <= 0xAF;
	if (!first && !second && !upper)
		return 0;
	const bool moves = upper && tail >= 0xA0; /* Р to р: the lead too */
	out[0] = (char)(moves ? 0xD1 : lead);
	out[1] = (char)(!upper ? tail : moves ? tail - 0x20 : tail + 0x20);
	return 2;
}

struct str
marks_fold(struct arena *arena, struct str text)
{
	/* Folding one code point never needs more than 3 bytes for 1 or 2,
	 * nor more than 4: twice the text is always enough. */
	char *out = arena_alloc(arena, 2 * text.n + 4);
	size_t n = 0;
	for (size_t i = 0; i < text.n;) {
		const unsigned char c = (unsigned char)text.s[i];
		if (c < 0x80) {
			const bool upper = c >= 'A' && c <= 'Z';
			const bool space = c < ' ';
			out[n++] = (char)(upper ? c + 32 : space ? ' ' : c);
			i++;
			continue;
		}
		size_t len = fold_russian(str_from(text, i), out + n);
		if (len > 0) {
			i += len;
			n += len;
			continue;
		}
		uint32_t r = utf8_decode(str_from(text, i), &len);
		i += len;
		if (r >= PRIVATE_FIRST && r <= PRIVATE_LAST)
			r = UTF8_BAD;
		r = utf8_is_space(r) ? ' ' : utf8_fold_rune(r);
		n += utf8_encode(r, out + n);
	}
	return str_n(out, n);
}
