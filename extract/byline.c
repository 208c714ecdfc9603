#include "extract/byline.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/utf8.h"
#include "extract/dom.h"
#include "extract/plain.h"

#define NAME_WORDS_MIN  2
#define NAME_WORDS_MAX  4
#define LABEL_TOKENS    8   /* of what calls a line a byline */
#define LINE_RUNES      120 /* a longer line is prose */
#define ABOVE_TITLE     3   /* passages above the headline */
#define UNDER_START     2   /* passages from the first of the text */
#define OVER_END        2   /* of the article's last passages */
#define BELOW           4   /* passages under the article */
#define ANCESTORS       3   /* whose class is asked */
#define HEAD_WITHOUT_H1 8   /* passages above the text, without a headline */

/* Parts of a class, as templates name them in any language. */
static const char *const marks[] = { "author", "byline", "avtor" };

struct reading {
	const struct lexicon *lexicon;
	struct arena *arena;
	const struct passages *passages;
	struct metadata *out;
};

enum word_kind {
	WORD_NONE,  /* the end */
	WORD_SMALL, /* a word that begins small */
	WORD_LARGE,
	WORD_SIGN, /* one sign, or a digit */
};

struct word {
	enum word_kind kind;
	struct str text;
	struct str rest; /* behind it */
};

/* Signs within a name: "Jean-Paul", "O'Neil", "А. С." */
static bool
is_inner(uint32_t c)
{
	return c == '-' || c == '\'' || c == '.' || c == 0x2019 || c == 0x2010;
}

static struct word
next_word(struct str line)
{
	size_t n = 0;
	uint32_t c = 0;
	while (line.n > 0 && utf8_is_space(c = utf8_decode(line, &n)))
		line = str_from(line, n);
	struct word w = { .kind = WORD_NONE, .text = str_head(line, 0) };
	if (line.n > 0 && !utf8_is_letter(c)) {
		w.kind = WORD_SIGN;
		w.text = str_head(line, n);
	} else if (line.n > 0) {
		size_t at = 0;
		w.kind = utf8_is_upper(c) ? WORD_LARGE : WORD_SMALL;
		for (; at < line.n; at += n) {
			c = utf8_decode(str_from(line, at), &n);
			if (!utf8_is_letter(c) && !is_inner(c))
				break;
		}
		w.text = str_head(line, at);
	}
	w.rest = str_from(line, w.text.n);
	return w;
}

static bool
is_of(const struct reading *r, const char *class, struct str text)
{
	const struct str folded = utf8_fold(r->arena, text);
	return lexicon_find(r->lexicon, STR_NONE, str_c(class), folded) != NULL;
}

/* One name off the front, or an empty one. */
static struct str
take_name(const struct reading *r, struct str *line)
{
	struct word w = next_word(*line);
	const char *const start = w.text.s;
	struct str rest = *line;
	struct str name = STR_NONE;
	size_t words = 0;
	for (; w.kind == WORD_LARGE && !is_of(r, "month", w.text);
	     w = next_word(rest)) {
		if (is_of(r, "byline_none", w.text))
			return STR_NONE;
		words++;
		rest = w.rest;
		name = str_n(start, (size_t)(w.text.s - start) + w.text.n);
	}
	if (words < NAME_WORDS_MIN || words > NAME_WORDS_MAX)
		return STR_NONE;
	*line = rest;
	return name;
}

/* What stands between two names: a sign, or a word for "and". */
static bool
joins(const struct reading *r, struct word w)
{
	if (w.kind == WORD_SIGN)
		return strchr(",;/&", w.text.s[0]) != NULL;
	return w.kind == WORD_SMALL && is_of(r, "byline_and", w.text);
}

/*
 * The names a line begins with.  Behind the last one may stand a sign and
 * what it leads in ("| 28.01.2026", ", editor"), or a month; any other word
 * goes on with a sentence, and then the line is prose.
 */
static size_t
take_names(const struct reading *r, struct str line, struct str *names)
{
	size_t n = 0;
	for (struct str name; n < METADATA_AUTHORS; names[n++] = name) {
		struct str rest = line;
		const struct word w = next_word(line);
		if (n > 0 && !joins(r, w))
			break;
		if (n > 0)
			rest = w.rest;
		name = take_name(r, &rest);
		if (name.n == 0)
			break;
		line = rest;
	}
	const struct word behind = next_word(line);
	const bool ends = behind.kind == WORD_NONE ||
	    behind.kind == WORD_SIGN || is_of(r, "month", behind.text);
	return ends ? n : 0;
}

/* Cuts the word or words of `class` off the front, and the sign behind them;
 * the longest wins. */
static bool
cut_words(const struct reading *r, const char *class, struct str *line)
{
	const char *const start = line->s;
	struct str rest = *line;
	bool found = false;
	for (size_t i = 0; i < LABEL_TOKENS; i++) {
		const struct word w = next_word(rest);
		if (w.kind == WORD_NONE)
			break;
		rest = w.rest;
		const size_t n = (size_t)(w.text.s - start) + w.text.n;
		if (!is_of(r, class, str_n(start, n)))
			continue;
		found = true;
		*line = rest;
	}
	const struct word w = next_word(*line);
	if (found && w.kind == WORD_SIGN && strchr(":-", w.text.s[0]) != NULL)
		*line = w.rest;
	return found;
}

static bool
has_mark(struct str value)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_find_nocase(value, str_c(marks[i])) < value.n)
			return true;
	return false;
}

/* Does the template say that the passage's element holds the author? */
static bool
is_marked(const struct node *n)
{
	for (int i = 0; i < ANCESTORS && n != NULL; i++, n = n->parent)
		if (has_mark(node_attr(n, ATTR_CLASS)))
			return true;
	return false;
}

static bool
read_line(const struct reading *r, size_t i)
{
	const struct passage *p = &r->passages->v[i];
	if (p->size.runes > LINE_RUNES)
		return false;
	struct str line = p->text;
	struct str names[METADATA_AUTHORS];
	const bool labelled = cut_words(r, "byline", &line);
	/* The label may be a passage of its own. */
	if (labelled && line.n == 0 && i + 1 < r->passages->n)
		line = r->passages->v[i + 1].text;
	if (!labelled && !is_marked(p->node))
		return false;
	cut_words(r, "byline_office", &line);
	const size_t n = take_names(r, line, names);
	for (size_t k = 0; k < n; k++)
		r->out->authors[r->out->nauthors++] = names[k];
	return n > 0;
}

static bool
read_lines(const struct reading *r, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < r->passages->n; i++)
		if (read_line(r, i))
			return true;
	return false;
}

void
byline_find(const struct lexicon *lexicon, struct arena *arena,
    const struct passages *p, size_t headline, struct metadata *out)
{
	const struct reading r = { lexicon, arena, p, out };
	const size_t first = passages_first(p);
	const size_t past = passages_past(p);
	if (out->nauthors > 0 || first == p->n)
		return;
	const size_t top = headline < p->n && headline <= first
	    ? headline
	    : first - (first < HEAD_WITHOUT_H1 ? first : HEAD_WITHOUT_H1);
	const size_t over = top - (top < ABOVE_TITLE ? top : ABOVE_TITLE);
	if (read_lines(&r, top, first + UNDER_START) ||
	    read_lines(&r, over, top))
		return;
	read_lines(&r, past - (past < OVER_END ? past : OVER_END),
	    past + BELOW);
}

size_t
byline_clean(const struct lexicon *lexicon, struct arena *arena,
    struct str *names, size_t n)
{
	const struct reading r = { .lexicon = lexicon, .arena = arena };
	size_t left = 0;
	for (size_t i = 0; i < n; i++) {
		struct str name = names[i];
		if (cut_words(&r, "byline_credit", &name))
			continue;
		cut_words(&r, "byline", &name);
		cut_words(&r, "byline_office", &name);
		if (str_trim(name).n > 0)
			names[left++] = str_trim(name);
	}
	return left;
}
