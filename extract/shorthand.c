#include "extract/shorthand.h"

#include <string.h>

#include "common/utf8.h"
#include "extract/token.h"

#define FIRST     0xF0000u /* plane 15 is for private use, but its last two */
#define PARTS_MAX 65534
#define SIGN      ((size_t)4) /* bytes of such a character */
#define LEAD      '\xF3'      /* the first of them, and of plane 14's */
#define SECOND    0xB0        /* the least second one of plane 15 */

/* ` a=` and a sign are not longer than what they stand for. */
#define ATTRS_MIN (SIGN + 3)
#define TEXT_MIN  (SIGN + 1)

static bool
is_sign(const char *s)
{
	return s[0] == LEAD && (unsigned char)s[1] >= SECOND;
}

static bool
has_signs(struct str page)
{
	while (page.n > 0) {
		page = str_from(page, str_chr(page, LEAD));
		if (page.n >= SIGN && is_sign(page.s))
			return true;
		page = str_from(page, 1);
	}
	return false;
}

/* The value of the digits behind "&#", as far as it matters here. */
static uint32_t
number_of(struct str x)
{
	const bool hex = x.n > 0 && (x.s[0] | 0x20) == 'x';
	uint32_t value = 0;
	for (size_t i = hex ? 1 : 0; i < x.n && value < FIRST; i++) {
		const char c = x.s[i];
		const char low = (char)(c | 0x20);
		if (c >= '0' && c <= '9')
			value = value * (hex ? 16 : 10) + (uint32_t)(c - '0');
		else if (hex && low >= 'a' && low <= 'f')
			value = value * 16 + (uint32_t)(low - 'a') + 10;
		else
			break;
	}
	return value;
}

static bool
has_numbers(struct str page)
{
	const struct str mark = STR("&#");
	while (page.n > 0) {
		page = str_from(page, str_find(page, mark));
		page = str_from(page, mark.n);
		if (number_of(page) >= FIRST)
			return true;
	}
	return false;
}

/* A page on its way into shorthand. */
struct writing {
	struct arena *arena;
	struct shorthand *to;
	struct buf *out;
	bool plain; /* nothing may be shortened */
};

static void
copy(struct writing *w, size_t from, size_t to)
{
	buf_add(w->out, w->to->page.s + from, to - from);
}

static void
shorten(struct writing *w, size_t from, size_t to)
{
	struct shorthand *s = w->to;
	if (s->n == s->room) {
		s->room = s->room > 0 ? 2 * s->room : 512;
		s->parts = arena_grow(w->arena, s->parts, s->n, s->room,
		    sizeof(*s->parts));
	}
	buf_rune(w->out, FIRST + (uint32_t)s->n);
	s->parts[s->n++] = (struct shorthand_part){ from, to - from };
}

static bool
is_worth(const struct writing *w, size_t from, size_t to, size_t least)
{
	return to - from >= least && w->to->n < PARTS_MAX && !w->plain;
}

/* Where an entity ends that begins at `i`: with all that might belong to it,
 * because gumbo looks for the longest name. */
static size_t
entity_end(struct str page, size_t i)
{
	for (i++; i < page.n; i++) {
		const char c = page.s[i];
		const char low = (char)(c | 0x20);
		if ((c < '0' || c > '9') && (low < 'a' || low > 'z') &&
		    c != '#')
			break;
	}
	return i < page.n && page.s[i] == ';' ? i + 1 : i;
}

/* A run of text; gumbo wants to see white space at its front, entities, and
 * carriage returns, which it turns into line ends. */
static void
write_text(struct writing *w, size_t i, size_t end)
{
	const struct str page = w->to->page;
	const char *s = page.s;
	const bool returns = memchr(s + i, '\r', end - i) != NULL;
	while (i < end) {
		size_t from = i;
		while (i < end && token_is_space(s[i]))
			i++;
		copy(w, from, i);
		const char *amp = memchr(s + i, '&', end - i);
		const size_t to = amp != NULL ? (size_t)(amp - s) : end;
		if (!returns && is_worth(w, i, to, TEXT_MIN))
			shorten(w, i, to);
		else
			copy(w, i, to);
		i = amp != NULL ? entity_end(str_head(page, end), to) : end;
		copy(w, to, i);
	}
}

/* The attributes at the front of x as prescan_run() writes them, up to their
 * ">"; x.n when they are written otherwise. */
static size_t
attrs_length(struct str x)
{
	struct str rest = x;
	struct str name;
	struct str value;
	while (rest.n > 0 && rest.s[0] == ' ')
		if (!shorthand_cut(&rest, &name, &value))
			return x.n;
	return rest.n > 0 && rest.s[0] == '>' ? x.n - rest.n : x.n;
}

/* gumbo adds the attributes of a second <html> or <body> to the first one's,
 * so it has to know them; in a <title> tags are text. */
static bool
is_special(struct str tag)
{
	return str_is(tag, "<html") || str_is(tag, "<body") ||
	    str_is(tag, "<title");
}

/* A tag as it is, and what a <title> holds; where that ends. */
static size_t
copy_tag(struct writing *w, size_t i)
{
	const struct str rest = str_from(w->to->page, i);
	size_t n = str_chr(rest, '>') + 1;
	if (str_starts(rest, STR("<title")))
		n = str_find(rest, STR("</title"));
	n = n < rest.n ? n : rest.n;
	copy(w, i, i + n);
	return i + n;
}

static size_t
write_tag(struct writing *w, size_t i)
{
	const struct str page = w->to->page;
	size_t name = i;
	while (name < page.n && page.s[name] != ' ' && page.s[name] != '>')
		name++;
	const struct str rest = str_from(page, name);
	const struct str attrs = str_head(rest, attrs_length(rest));
	const size_t end = name + attrs.n + 1;
	if (str_starts(str_from(page, i), STR("<!")) ||
	    is_special(str_n(page.s + i, name - i)))
		return copy_tag(w, i);
	if (end > page.n) {
		copy(w, i, page.n);
		return page.n;
	}
	if (!is_worth(w, name, end - 1, ATTRS_MIN) ||
	    memchr(attrs.s, '&', attrs.n) != NULL) {
		copy(w, i, end);
		return end;
	}
	copy(w, i, name);
	buf_text(w->out, " " SHORTHAND_ATTR "=");
	shorten(w, name, end - 1);
	buf_chr(w->out, '>');
	return end;
}

void
shorthand_make(struct arena *arena, struct str page, struct shorthand *s,
    struct buf *out)
{
	*s = (struct shorthand){ .page = page };
	struct writing w = { .arena = arena,
		.to = s,
		.out = out,
		.plain = has_signs(page) || has_numbers(page) };
	for (size_t i = 0; i < page.n;) {
		if (page.s[i] == '<') {
			i = write_tag(&w, i);
			continue;
		}
		const size_t end = i + str_chr(str_from(page, i), '<');
		write_text(&w, i, end);
		i = end;
	}
}

/* The part that the sign at `s` stands for. */
static struct shorthand_part
part_of(const struct shorthand *to, const char *s)
{
	size_t len;
	const uint32_t sign = utf8_decode(str_n(s, SIGN), &len);
	return sign - FIRST < to->n ? to->parts[sign - FIRST]
				    : (struct shorthand_part){ 0, 0 };
}

static struct str
view(const struct shorthand *s, struct shorthand_part p)
{
	return str_n(s->page.s + p.at, p.n);
}

/* Several runs in one text of the tree: they stood around an entity, or a tag
 * between them was ignored. */
static struct str
join(const struct shorthand *s, struct arena *arena, struct str text)
{
	struct buf b;
	buf_init(&b, s->page.n + text.n);
	while (text.n > 0) {
		const size_t raw = str_chr(text, LEAD);
		buf_str(&b, str_head(text, raw));
		text = str_from(text, raw);
		if (text.n >= SIGN && is_sign(text.s)) {
			buf_str(&b, view(s, part_of(s, text.s)));
			text = str_from(text, SIGN);
		} else if (text.n > 0) {
			buf_chr(&b, text.s[0]);
			text = str_from(text, 1);
		}
	}
	const struct str all = arena_str(arena, buf_view(&b));
	buf_free(&b);
	return all;
}

struct str
shorthand_text(const struct shorthand *s, struct arena *arena, const char *text)
{
	const struct str x = str_n(text, strlen(text));
	const size_t lead = str_chr(x, LEAD);
	if (s->n == 0 || lead == x.n)
		return x;
	if (lead + SIGN != x.n || !is_sign(x.s + lead))
		return join(s, arena, x);
	/* White space before the run stands before it in the page, too. */
	struct shorthand_part p = part_of(s, x.s + lead);
	if (lead > p.at || memcmp(s->page.s + p.at - lead, x.s, lead) != 0)
		return join(s, arena, x);
	p.at -= lead;
	p.n += lead;
	return view(s, p);
}

struct str
shorthand_attrs(const struct shorthand *s, const char *value)
{
	const struct str x = str_c(value);
	return x.n == SIGN && is_sign(x.s) ? view(s, part_of(s, x.s)) : STR("");
}

bool
shorthand_cut(struct str *attrs, struct str *name, struct str *value)
{
	const struct str rest = str_from(*attrs, 1); /* behind the space */
	size_t equals = 0;
	while (
	    equals < rest.n && rest.s[equals] >= 'a' && rest.s[equals] <= 'z')
		equals++;
	const struct str quoted = str_from(rest, equals + 1);
	if (quoted.n == 0 || rest.s[equals] != '=' ||
	    (quoted.s[0] != '"' && quoted.s[0] != '\''))
		return false;
	const struct str behind = str_from(quoted, 1);
	const size_t n = str_chr(behind, quoted.s[0]);
	if (n == behind.n)
		return false;
	*name = str_head(rest, equals);
	*value = str_head(behind, n);
	*attrs = str_from(behind, n + 1);
	return true;
}
