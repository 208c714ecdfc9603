#include "crawler/links.h"

#include <ctype.h>
#include <string.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/url.h"

/* What a tag is to us; the rest is passed over. */
enum tag_kind {
	TAG_OTHER,
	TAG_ANCHOR,
	TAG_BASE,
	TAG_LINK, /* leads nowhere readers go, but may name next page and feed
		   */
	TAG_RAW,  /* its content is no markup up to its end tag */
};

static const struct {
	const char *name;
	enum tag_kind kind;
} tags[] = {
	{ "a", TAG_ANCHOR },
	{ "area", TAG_ANCHOR },
	{ "base", TAG_BASE },
	{ "link", TAG_LINK },
	{ "script", TAG_RAW },
	{ "style", TAG_RAW },
	{ "textarea", TAG_RAW },
	{ "title", TAG_RAW },
};

static const struct {
	const char *name;
	char c;
} entities[] = {
	{ "amp", '&' },
	{ "lt", '<' },
	{ "gt", '>' },
	{ "quot", '"' },
	{ "apos", '\'' },
};

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct str
blank_skip(struct str x)
{
	while (x.n > 0 && is_blank(x.s[0]))
		x = str_from(x, 1);
	return x;
}

/* "&#1078;" and "&#x436;": the code point, 0 when it is none. */
static unsigned
number_value(struct str digits)
{
	unsigned v = 0;
	const bool hex =
	    digits.n > 1 && (digits.s[0] == 'x' || digits.s[0] == 'X');
	digits = str_from(digits, hex ? 1 : 0);
	for (size_t i = 0; i < digits.n; i++) {
		const int digit = str_hex(digits.s[i]);
		if (digit < 0 || (!hex && digit > 9) || v > 0x10FFFF)
			return 0;
		v = v * (hex ? 16 : 10) + (unsigned)digit;
	}
	return v > 0x10FFFF ? 0 : v;
}

/* Appends what stands between "&" and ";"; false when it is no entity. */
static bool
entity_add(struct buf *out, struct str name)
{
	if (name.n > 1 && name.s[0] == '#') {
		const unsigned rune = number_value(str_from(name, 1));
		if (rune == 0)
			return false;
		buf_rune(out, rune);
		return true;
	}
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		if (str_is(name, entities[i].name)) {
			buf_chr(out, entities[i].c);
			return true;
		}
	}
	return false;
}

/* Character references are resolved; tabs and line ends, which browsers drop
 * from addresses, are dropped. */
static void
value_decode(struct buf *out, struct str x)
{
	for (size_t i = 0; i < x.n; i++) {
		const struct str rest = str_head(str_from(x, i + 1), 10);
		const size_t end = x.s[i] == '&' ? str_chr(rest, ';') : rest.n;
		if (end < rest.n && entity_add(out, str_head(rest, end)))
			i += end + 1;
		else if (x.s[i] != '\t' && x.s[i] != '\n' && x.s[i] != '\r')
			buf_chr(out, x.s[i]);
	}
}

/* Takes name and value of one attribute off the front of a tag's rest; false
 * at the end of the tag.  Always takes at least one byte. */
static bool
attr_take(struct str *rest, struct str *name, struct str *value)
{
	struct str x = *rest;
	while (x.n > 0 && (is_blank(x.s[0]) || x.s[0] == '/'))
		x = str_from(x, 1);
	*rest = x;
	if (x.n == 0 || x.s[0] == '>')
		return false;
	size_t n = 1;
	while (n < x.n && !is_blank(x.s[n]) && x.s[n] != '=' && x.s[n] != '>' &&
	    x.s[n] != '/')
		n++;
	*name = str_head(x, n);
	*value = STR_NONE;
	*rest = blank_skip(str_from(x, n));
	if (rest->n == 0 || rest->s[0] != '=')
		return true;
	x = blank_skip(str_from(*rest, 1));
	if (x.n > 0 && (x.s[0] == '"' || x.s[0] == '\'')) {
		n = str_chr(str_from(x, 1), x.s[0]);
		x = str_from(x, 1);
		*rest = str_from(x, n + 1);
		if (n == x.n)
			return false; /* the page breaks off in its value */
	} else {
		for (n = 0; n < x.n && !is_blank(x.s[n]) && x.s[n] != '>';)
			n++;
		*rest = str_from(x, n);
	}
	*value = str_head(x, n);
	return true;
}

/* What a tag says that matters here; STR_NONE: nothing. */
struct tag {
	enum tag_kind kind;
	struct str href;
	struct str rel;
	struct str type;
};

/* `rel` is a set of words. */
static bool
rel_has(struct str rel, const char *wanted)
{
	while (rel.n > 0) {
		size_t n = 0;
		rel = blank_skip(rel);
		while (n < rel.n && !is_blank(rel.s[n]))
			n++;
		if (str_is_nocase(str_head(rel, n), wanted))
			return true;
		rel = str_from(rel, n);
	}
	return false;
}

static bool
is_feed(const struct tag *t)
{
	return t->kind == TAG_LINK && rel_has(t->rel, "alternate") &&
	    (str_is_nocase(t->type, "application/rss+xml") ||
		str_is_nocase(t->type, "application/atom+xml"));
}

static void
url_take(struct finds *to, const struct tag *t, struct str url)
{
	if (t->kind == TAG_ANCHOR)
		finds_add(to, url, CLOCK_NONE, false);
	if (t->kind == TAG_BASE && to->base.s == NULL)
		to->base = arena_str(to->arena, url);
	if (t->kind != TAG_BASE && to->next.s == NULL &&
	    rel_has(t->rel, "next"))
		to->next = arena_str(to->arena, url);
	if (is_feed(t) && to->nfeeds < FOUND_FEEDS_MAX)
		to->feeds[to->nfeeds++] = arena_str(to->arena, url);
}

static void
tag_take(struct finds *to, const struct tag *t)
{
	struct buf url;
	if (t->href.n == 0)
		return;
	buf_init(&url, URL_MAX);
	value_decode(&url, str_trim(t->href));
	if (!url.bad)
		url_take(to, t, str_trim(buf_view(&url)));
	buf_free(&url);
}

/* Reads the attributes of a tag; gives what follows it. */
static struct str
tag_read(struct finds *to, enum tag_kind kind, struct str rest)
{
	struct str name = STR_NONE;
	struct str value = STR_NONE;
	struct tag tag = { .kind = kind };
	const struct {
		const char *name;
		struct str *value;
	} wanted[] = {
		{ "href", &tag.href },
		{ "rel", &tag.rel },
		{ "type", &tag.type },
	};
	/* The first of two of a name counts, as in browsers. */
	while (attr_take(&rest, &name, &value))
		for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
			if (wanted[i].value->n == 0 &&
			    str_is_nocase(name, wanted[i].name))
				*wanted[i].value = value;
	tag_take(to, &tag);
	return str_from(rest, rest.n > 0 ? 1 : 0);
}

static enum tag_kind
kind_of(struct str name)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (str_is_nocase(name, tags[i].name))
			return tags[i].kind;
	return TAG_OTHER;
}

/* Past "</name"; to the end when the element never ends. */
static struct str
past_raw(struct str rest, struct str name)
{
	while (rest.n > 0) {
		const size_t at = str_find(rest, STR("</"));
		rest = str_from(rest, at);
		rest = str_from(rest, rest.n >= 2 ? 2 : rest.n);
		if (rest.n >= name.n &&
		    strncasecmp(rest.s, name.s, name.n) == 0)
			return rest;
	}
	return rest;
}

/* `rest` begins with "<"; gives what follows the markup. */
static struct str
markup_read(struct finds *to, struct str rest)
{
	if (str_starts(rest, STR("<!--"))) {
		rest = str_from(rest, 4);
		return str_from(rest, str_find(rest, STR("-->")));
	}
	rest = str_from(rest, 1);
	size_t n = 0;
	while (n < rest.n && isalnum((unsigned char)rest.s[n]))
		n++;
	const struct str name = str_head(rest, n);
	const enum tag_kind kind = kind_of(name);
	if (kind == TAG_OTHER)
		return str_from(rest, n);
	rest = tag_read(to, kind, str_from(rest, n));
	return kind == TAG_RAW ? past_raw(rest, name) : rest;
}

void
links_read(struct str html, struct finds *to)
{
	while (html.n > 0 && !to->full) {
		html = str_from(html, str_chr(html, '<'));
		if (html.n > 0)
			html = markup_read(to, html);
	}
}
