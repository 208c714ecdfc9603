#include "store/slices.h"

#include <stdbool.h>

/* The bytes of UTF-8 that do not continue a code point begin one. */
static bool
is_start(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

struct slices
slices_of(struct arena *a, struct str text)
{
	struct slices s = { .text = text };
	size_t runes = 0;
	s.marks = arena_array(a, text.n / SLICES_STEP + 1, sizeof(*s.marks));
	for (size_t i = 0; i < text.n; i++) {
		if (!is_start(text.s[i]))
			continue;
		if (runes % SLICES_STEP == 0)
			s.marks[s.nmarks++] = i;
		runes++;
	}
	return s;
}

static size_t
byte_of(const struct slices *s, size_t rune)
{
	if (rune / SLICES_STEP >= s->nmarks)
		return s->text.n;
	size_t at = s->marks[rune / SLICES_STEP];
	for (size_t left = rune % SLICES_STEP; left > 0; left--) {
		if (at >= s->text.n)
			break;
		at++;
		while (at < s->text.n && !is_start(s->text.s[at]))
			at++;
	}
	return at;
}

struct str
slices_get(const struct slices *s, struct span span)
{
	const size_t from = byte_of(s, span.start);
	const size_t to = byte_of(s, span.start + span.length);
	return str_n(s->text.s + from, to - from);
}
