#include <stdlib.h>
#include <string.h>

#include "common/lexicon.h"
#include "common/mem.h"
#include "common/utf8.h"

#define REGEX_MAX ((size_t)4 << 20) /* PCRE2 takes no longer pattern */

struct word {
	struct str text;
	size_t runes;
};

/* Of two words of which one begins the other, a regex must try the longer
 * one first. */
static int
word_order(const void *a, const void *b)
{
	const struct word *x = a;
	const struct word *y = b;
	if (x->runes != y->runes)
		return x->runes > y->runes ? -1 : 1;
	return str_cmp(x->text, y->text);
}

static size_t
words_count(const struct lexicon *l, struct str lang, struct str class)
{
	size_t n = 0;
	const struct lexeme *x = NULL;
	for (x = lexicon_next(l, lang, class, x); x != NULL;
	     x = lexicon_next(l, lang, class, x))
		n += x->words.n;
	return n;
}

static void
words_take(const struct lexicon *l, struct str lang, struct str class,
    struct word *out)
{
	const struct lexeme *x = NULL;
	for (x = lexicon_next(l, lang, class, x); x != NULL;
	     x = lexicon_next(l, lang, class, x))
		for (size_t i = 0; i < x->words.n; i++) {
			const struct str w = x->words.v[i].v;
			*out++ = (struct word){ w, utf8_count(w) };
		}
}

/* The word as a regex that matches it alone, whatever PCRE2's flags: in a
 * pattern a backslash before ASCII punctuation always means itself. */
static void
word_quote(struct buf *out, struct str w)
{
	static const char plain[] = "0123456789"
				    "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	for (size_t i = 0; i < w.n; i++) {
		const char c = w.s[i];
		if (c == ' ') {
			buf_text(out, "[\\s\\x{A0}]+");
			continue;
		}
		if ((unsigned char)c < 0x80 && strchr(plain, c) == NULL)
			buf_chr(out, '\\');
		buf_chr(out, c);
	}
}

struct str
lexicon_alternation(const struct lexicon *l, struct arena *a, struct str lang,
    struct str class)
{
	const size_t n = words_count(l, lang, class);
	if (n == 0)
		return STR_NONE;
	struct word *words = mem_zero(n, sizeof(*words));
	struct buf out;
	buf_init(&out, REGEX_MAX);
	words_take(l, lang, class, words);
	qsort(words, n, sizeof(*words), word_order);
	buf_text(&out, "(?:");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && str_eq(words[i].text, words[i - 1].text))
			continue;
		if (i > 0)
			buf_chr(&out, '|');
		word_quote(&out, words[i].text);
	}
	buf_chr(&out, ')');
	const struct str regex =
	    out.bad ? STR_NONE : arena_str(a, buf_view(&out));
	buf_free(&out);
	free(words);
	return regex;
}
