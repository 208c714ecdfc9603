#include "common/text.h"

#include "common/utf8.h"

void
text_init(struct text *t, struct arena *arena, struct str s)
{
	size_t *steps =
	    arena_bytes(arena, (s.n / TEXT_STRIDE + 2) * sizeof(*steps));
	struct utf8_ruler ruler = utf8_ruler(s);
	size_t n = 0;
	for (size_t at = 0; at < s.n;
	     at = utf8_byte_at(&ruler, n * TEXT_STRIDE))
		steps[n++] = at;
	*t = (struct text){ .s = s,
		.steps = steps,
		.nsteps = n,
		.runes = ruler.rune };
}

/* A ruler that stands not far before a code point. */
static struct utf8_ruler
ruler_near(const struct text *t, size_t rune)
{
	const size_t step = rune / TEXT_STRIDE;
	return (struct utf8_ruler){ .text = t->s,
		.byte = t->steps[step],
		.rune = step * TEXT_STRIDE };
}

size_t
text_byte(const struct text *t, size_t rune)
{
	if (rune >= t->runes)
		return t->s.n;
	struct utf8_ruler ruler = ruler_near(t, rune);
	return utf8_byte_at(&ruler, rune);
}

struct str
text_slice(const struct text *t, struct span at)
{
	if (at.start >= t->runes)
		return str_from(t->s, t->s.n);
	struct utf8_ruler ruler = ruler_near(t, at.start);
	const size_t from = utf8_byte_at(&ruler, at.start);
	const size_t until = at.length < TEXT_STRIDE
	    ? utf8_byte_at(&ruler, at.start + at.length)
	    : text_byte(t, at.start + at.length);
	return str_n(t->s.s + from, until - from);
}

static uint32_t
fold_one(uint32_t rune)
{
	return utf8_is_space(rune) ? ' ' : utf8_fold_rune(rune);
}

struct str
text_folded(const struct text *t, struct arena *arena, struct span at)
{
	const struct str s = text_slice(t, at);
	char *out = arena_bytes(arena, 2 * s.n + 4);
	return str_n(out, utf8_fold_by(s, fold_one, out));
}
