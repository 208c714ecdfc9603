#include "extract/alternation.h"

#include <stdlib.h>

#include "common/utf8.h"

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The class's words, sorted, each once; how many. */
static size_t
gather(const struct lexicon *lexicon, struct arena *arena, struct str lang,
    struct str class, struct str **out)
{
	const struct lexeme *l = NULL;
	size_t n = 0;
	size_t kept = 0;
	while ((l = lexicon_next(lexicon, lang, class, l)) != NULL)
		n += l->words.n;
	struct str *v = arena_array(arena, n, sizeof(*v));
	n = 0;
	while ((l = lexicon_next(lexicon, lang, class, l)) != NULL)
		for (size_t i = 0; i < l->words.n; i++)
			v[n++] = utf8_fold(arena, l->words.v[i].v);
	if (n > 0)
		qsort(v, n, sizeof(*v), by_bytes);
	for (size_t i = 0; i < n; i++)
		if (v[i].n > 0 && (kept == 0 || !str_eq(v[kept - 1], v[i])))
			v[kept++] = v[i];
	*out = v;
	return kept;
}

static size_t
rune_length(struct str s)
{
	size_t len = 0;
	(void)utf8_decode(s, &len);
	return len;
}

/* Whether two words have the same code point at byte `at`. */
static bool
same_rune(struct str a, struct str b, size_t at)
{
	const size_t n = rune_length(str_from(a, at));
	return b.n >= at + n && memcmp(a.s + at, b.s + at, n) == 0;
}

/* A code point of a word, quoted: a backslash before ASCII punctuation always
 * means the character itself. */
static void
quote(struct buf *out, struct str rune)
{
	const char c = rune.s[0];
	const bool plain = (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	    (c >= 'a' && c <= 'z');
	if (!plain)
		buf_chr(out, '\\');
	buf_str(out, rune);
}

/* The words v[0..n), which agree up to byte `at`: what follows there. */
static void
write_tree(struct buf *out, const struct str *v, size_t n, size_t at)
{
	const bool ends = v[0].n == at; /* sorted: the shortest comes first */
	size_t i = ends ? 1 : 0;
	size_t arms = 0;
	if (i == n)
		return;
	buf_text(out, "(?:");
	while (i < n) {
		size_t next = i + 1;
		const size_t len = rune_length(str_from(v[i], at));
		while (next < n && same_rune(v[i], v[next], at))
			next++;
		if (arms++ > 0)
			buf_chr(out, '|');
		quote(out, str_head(str_from(v[i], at), len));
		write_tree(out, v + i, next - i, at + len);
		i = next;
	}
	buf_text(out, ends ? ")?" : ")");
}

void
alternation_write(const struct lexicon *lexicon, struct arena *arena,
    struct str lang, struct str class, struct buf *out)
{
	struct str *v = NULL;
	const size_t n = gather(lexicon, arena, lang, class, &v);
	if (n > 0)
		write_tree(out, v, n, 0);
}
