#include "crawler/shape.h"

#include <ctype.h>

#define WORD_MAX      24 /* bytes; longer ones are titles */
#define EXTENSION_MAX 6  /* ".shtml" */
#define SECTION_DEPTH 2

static struct str
path_of(struct str url)
{
	const size_t scheme = str_find(url, STR("://"));
	if (scheme < url.n)
		url = str_from(url, scheme + 3);
	url = str_from(url, str_chr(url, '/'));
	url = str_head(url, str_chr(url, '?'));
	return str_head(url, str_chr(url, '#'));
}

/* ".html" at the end of a segment; not the fraction of a number. */
static struct str
extension_of(struct str text)
{
	size_t n = 1;
	while (n <= text.n && n <= EXTENSION_MAX &&
	    isalpha((unsigned char)text.s[text.n - n]))
		n++;
	if (n < 2 || n >= text.n || n > EXTENSION_MAX ||
	    text.s[text.n - n] != '.')
		return STR_NONE;
	return str_from(text, text.n - n);
}

static enum shape_kind
kind_of(struct str text)
{
	size_t digits = 0;
	size_t joints = 0;
	size_t letters = 0;
	for (size_t i = 0; i < text.n; i++) {
		const unsigned char c = (unsigned char)text.s[i];
		digits += isdigit(c) ? 1 : 0;
		letters += isalpha(c) ? 1 : 0;
		joints += c == '-' || c == '_' ? 1 : 0;
	}
	if (text.n > 0 && digits == text.n)
		return SHAPE_NUMBER;
	if (letters + joints == text.n && joints <= 1 && text.n <= WORD_MAX)
		return SHAPE_WORD;
	return SHAPE_SLUG;
}

struct shape
shape_of(struct str url)
{
	struct shape s = { .n = 0 };
	struct str rest = path_of(url);
	struct str text = STR_NONE;
	s.slash = str_ends(rest, STR("/"));
	while (s.n < SHAPE_SEGMENTS_MAX && str_cut(&rest, '/', &text)) {
		if (text.n == 0)
			continue;
		struct shape_segment *to = &s.v[s.n++];
		to->extension = extension_of(text);
		to->text = str_head(text, text.n - to->extension.n);
		to->kind = kind_of(to->text);
	}
	return s;
}

void
shape_write(const struct shape *s, struct buf *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct shape_segment *x = &s->v[i];
		buf_chr(out, '/');
		if (x->kind == SHAPE_WORD)
			buf_str(out, x->text);
		else
			buf_chr(out, x->kind == SHAPE_NUMBER ? '#' : '~');
		buf_str(out, x->extension);
	}
	if (s->slash)
		buf_chr(out, '/');
}

bool
shape_is_section(const struct shape *s)
{
	if (s->n > SECTION_DEPTH)
		return false;
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].kind != SHAPE_WORD || s->v[i].extension.n > 0)
			return false;
	return true;
}
