#include "extract/sentences.h"

#include <stdbool.h>
#include <stdint.h>

#include "common/utf8.h"

#define WORD_MAX 48 /* bytes of an abbreviation, longest first */

struct cutter {
	const struct lexicon *lexicon;
	struct arena *arena;
	struct str text;
	struct sentence *v;
	size_t n;
	size_t cap;
};

static void
keep(struct cutter *c, size_t start, size_t end)
{
	const struct str t = c->text;
	size_t len = 0;
	while (
	    start < end && utf8_is_space(utf8_decode(str_from(t, start), &len)))
		start += len;
	while (end > start) {
		size_t back = end - 1;
		while (
		    back > start && ((unsigned char)t.s[back] & 0xC0) == 0x80)
			back--;
		if (!utf8_is_space(utf8_decode(str_from(t, back), &len)))
			break;
		end = back;
	}
	if (start == end)
		return;
	if (c->n == c->cap) {
		const size_t cap = c->cap == 0 ? 32 : 2 * c->cap;
		c->v = arena_grow(c->arena, c->v, c->n, cap, sizeof(*c->v));
		c->cap = cap;
	}
	c->v[c->n++] = (struct sentence){ .start = start, .end = end };
}

/* Keeps [start, end), in pieces when it is too long. */
static void
keep_bounded(struct cutter *c, size_t start, size_t end)
{
	while (end - start > SENTENCE_MAX) {
		size_t cut = start + SENTENCE_MAX;
		while (cut > start + SENTENCE_MAX / 2 && c->text.s[cut] != ' ')
			cut--;
		while (((unsigned char)c->text.s[cut] & 0xC0) == 0x80)
			cut--;
		keep(c, start, cut);
		start = cut;
	}
	keep(c, start, end);
}

/* The word that ends at byte `end`, with inner full stops (т.д). */
static struct str
word_before(struct str t, size_t start, size_t end)
{
	size_t from = end;
	while (from > start && end - from < WORD_MAX) {
		size_t back = from - 1;
		while (
		    back > start && ((unsigned char)t.s[back] & 0xC0) == 0x80)
			back--;
		size_t len = 0;
		const uint32_t r = utf8_decode(str_from(t, back), &len);
		if (!utf8_is_letter(r) && r != '.')
			break;
		from = back;
	}
	return str_n(t.s + from, end - from);
}

/* An initial: one capital letter alone. */
static bool
is_initial(struct str word)
{
	size_t len = 0;
	return word.n > 0 && utf8_is_upper(utf8_decode(word, &len)) &&
	    len == word.n;
}

/* Whether the full stop behind [.., dot) belongs to an abbreviation. */
static bool
is_abbreviation(struct cutter *c, size_t start, size_t dot, bool capital)
{
	const struct str word = word_before(c->text, start, dot);
	if (word.n == 0)
		return false;
	if (is_initial(word))
		return true;
	const struct lexeme *l = lexicon_find(c->lexicon, STR_NONE,
	    STR("abbreviation"), utf8_fold(c->arena, word));
	if (l == NULL)
		return false;
	return !capital || str_is(l->code.v, "before_name");
}

static bool
is_closing(uint32_t r)
{
	return r == '"' || r == ')' || r == 0xBB || r == 0x201D || r == '.' ||
	    r == '!' || r == '?' || r == 0x2026;
}

static bool
is_opening(uint32_t r)
{
	return r == '"' || r == '(' || r == 0xAB || r == 0x201C ||
	    r == 0x201E || r == 0x2014 || r == 0x2013 || r == '-';
}

/* Whether what follows an abbreviation's full stop begins a sentence: a
 * capital, behind what opens it; "41 тыс. ИП – на 18%" goes on. */
static bool
is_beginning(struct str rest)
{
	size_t len = 0;
	size_t i = 0;
	while (i < rest.n) {
		const uint32_t r = utf8_decode(str_from(rest, i), &len);
		if (!is_opening(r) && !utf8_is_space(r))
			break;
		i += len;
	}
	if (i >= rest.n || !utf8_is_upper(utf8_decode(str_from(rest, i), &len)))
		return i >= rest.n;
	i += len;
	return i >= rest.n ||
	    !utf8_is_upper(utf8_decode(str_from(rest, i), &len));
}

/* Whether a sentence ends with the mark at `at`; *end is past it and what
 * closes with it. */
static bool
ends_here(struct cutter *c, size_t start, size_t at, size_t *end)
{
	const struct str t = c->text;
	size_t len = 0;
	const uint32_t mark = utf8_decode(str_from(t, at), &len);
	size_t i = at + len;
	while (i < t.n && is_closing(utf8_decode(str_from(t, i), &len)))
		i += len;
	*end = i;
	if (i >= t.n)
		return true;
	if (!utf8_is_space(utf8_decode(str_from(t, i), &len)))
		return false;
	while (i < t.n && utf8_is_space(utf8_decode(str_from(t, i), &len)))
		i += len;
	const uint32_t next =
	    i < t.n ? utf8_decode(str_from(t, i), &len) : (uint32_t)'A';
	const bool capital = utf8_is_upper(next) || is_opening(next);
	if (!capital && !utf8_is_digit(next))
		return false;
	return mark != '.' || *end > at + 1 ||
	    !is_abbreviation(c, start, at,
		capital && is_beginning(str_from(t, i)));
}

static bool
is_mark(char ch, struct str rest)
{
	return ch == '.' || ch == '!' || ch == '?' ||
	    (rest.n >= 3 && memcmp(rest.s, "\xE2\x80\xA6", 3) == 0);
}

/* Bytes that may begin what ends a sentence. */
static const bool stops[256] = {
	['\n'] = true,
	['.'] = true,
	['!'] = true,
	['?'] = true,
	[0xE2] = true,
};

static size_t
next_stop(struct str text, size_t i)
{
	while (i < text.n && !stops[(unsigned char)text.s[i]])
		i++;
	return i;
}

size_t
sentences_cut(const struct lexicon *lexicon, struct arena *arena,
    struct str text, struct sentence **out)
{
	struct cutter c = { .lexicon = lexicon, .arena = arena, .text = text };
	size_t start = 0;
	size_t i = next_stop(text, 0);
	while (i < text.n) {
		size_t end = i + 1;
		if (text.s[i] == '\n') {
			keep_bounded(&c, start, i);
			start = end;
		} else if (is_mark(text.s[i], str_from(text, i)) &&
		    ends_here(&c, start, i, &end)) {
			keep_bounded(&c, start, end);
			start = end;
		}
		/* Inside a run of marks each is asked again; the run itself is
		 * skipped so that "....." stays linear. */
		i = next_stop(text, end > i ? end : i + 1);
	}
	keep_bounded(&c, start, text.n);
	*out = c.v;
	return c.n;
}
