#include "common/text.h"

#include "common/utf8.h"

void
text_init(struct text *t, struct arena *arena, struct str s)
{
	size_t *steps =
	    arena_array(arena, s.n / TEXT_STRIDE + 2, sizeof(*steps));
	size_t n = 0;
	size_t rune = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (((unsigned char)s.s[i] & 0xC0) == 0x80)
			continue;
		if (rune % TEXT_STRIDE == 0)
			steps[n++] = i;
		rune++;
	}
	*t =
	    (struct text){ .s = s, .steps = steps, .nsteps = n, .runes = rune };
}

size_t
text_byte(const struct text *t, size_t rune)
{
	if (rune >= t->runes)
		return t->s.n;
	size_t i = t->steps[rune / TEXT_STRIDE];
	for (size_t left = rune % TEXT_STRIDE; left > 0; left--) {
		i++;
		while (((unsigned char)t->s.s[i] & 0xC0) == 0x80)
			i++;
	}
	return i;
}

struct str
text_slice(const struct text *t, struct span at)
{
	const size_t from = text_byte(t, at.start);
	const size_t until = text_byte(t, at.start + at.length);
	return str_n(t->s.s + from, until - from);
}

struct str
text_folded(const struct text *t, struct arena *arena, struct span at)
{
	const struct str s = text_slice(t, at);
	char *out = arena_alloc(arena, 2 * s.n + 4);
	size_t n = 0;
	for (size_t i = 0; i < s.n;) {
		size_t len = 0;
		const uint32_t r = utf8_decode(str_from(s, i), &len);
		i += len;
		n += utf8_encode(utf8_is_space(r) ? ' ' : utf8_fold_rune(r),
		    out + n);
	}
	return str_n(out, n);
}
