#include "extract/prescan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "extract/endings.h"
#include "extract/plain.h"
#include "extract/token.h"

#define ATTR_VALUE_MAX 4096 /* bytes of a value that anybody reads */

struct scan {
	const char *at;
	const char *end;
	struct buf *out;
	struct prescan *found;
	unsigned char open[PRESCAN_DEPTH]; /* enum tag */
	bool written[PRESCAN_DEPTH];
	size_t nopen;
	size_t flattened[TAG_COUNT]; /* open ones whose start was left out */
	size_t nflattened;
	struct endings endings;
	size_t pre; /* open <pre> */
	bool gap;   /* white space that is not written yet */
	bool edge;  /* what was written last parts passages */
};

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Just past the next `c`, or the end. */
static void
skip_past(struct scan *s, char c)
{
	const char *p = memchr(s->at, c, (size_t)(s->end - s->at));
	s->at = p == NULL ? s->end : p + 1;
}

static bool
is_blank(const char *from, const char *to)
{
	while (from < to && token_is_space(*from))
		from++;
	return from == to;
}

/* What is written next begins a passage (or a text, then not). */
static void
settle(struct scan *s, bool edge)
{
	if (s->gap && !s->edge && !edge)
		buf_chr(s->out, ' ');
	s->gap = false;
	s->edge = edge;
}

/* White space outside <pre> means one space, and none at the ends of a
 * passage: every second text of a page is nothing else, and gumbo would make
 * a node of each. */
static void
write_text(struct scan *s, const char *from, const char *to)
{
	if (s->pre == 0 && is_blank(from, to)) {
		s->gap = s->gap || from < to;
		return;
	}
	settle(s, false);
	if (s->pre > 0) {
		buf_add(s->out, from, (size_t)(to - from));
		return;
	}
	while (from < to) {
		const char *p = from;
		while (p < to &&
		    (!token_is_space(*p) || p + 1 == to ||
			!token_is_space(p[1])))
			p++;
		buf_add(s->out, from, (size_t)(p - from));
		while (p < to && token_is_space(*p) && p + 1 < to &&
		    token_is_space(p[1]))
			p++;
		from = p;
	}
}

/* Addresses are read off <link> alone, types off no written tag. */
static bool
is_wanted(const struct token *t, enum attr attr)
{
	switch (attr) {
	case ATTR_HREF:
		return t->tag == TAG_LINK;
	case ATTR_CONTENT:
		return t->tag == TAG_META ||
		    token_value(t, ATTR_ITEMPROP).s != NULL;
	case ATTR_NAME:
	case ATTR_PROPERTY:
		return t->tag == TAG_META;
	case ATTR_TYPE:
	case ATTR_STYLE:
		return false;
	default:
		return true;
	}
}

static bool
is_hidden(struct str style)
{
	const size_t at = str_find_nocase(style, STR("display"));
	struct str rest = str_trim(str_from(style, at + 7));
	if (at == style.n || rest.n == 0 || rest.s[0] != ':')
		return false;
	rest = str_trim(str_from(rest, 1));
	return str_is_nocase(str_head(rest, 4), "none");
}

static void
write_attr(struct scan *s, const struct token_attr *a)
{
	const struct str value = plain_head(a->value, ATTR_VALUE_MAX);
	if (str_chr(value, a->quote) < value.n) /* unquoted, with both marks */
		return;
	buf_chr(s->out, ' ');
	buf_text(s->out, attr_name(a->attr));
	buf_chr(s->out, '=');
	buf_chr(s->out, a->quote);
	buf_str(s->out, value);
	buf_chr(s->out, a->quote);
}

/* Before a tag.  Those that hold nothing and show nothing stand as well amid
 * white space as behind it. */
static void
settle_tag(struct scan *s, enum tag tag)
{
	s->found->tags++;
	if (tag_is_block(tag) || tag == TAG_HEAD || tag == TAG_TITLE)
		settle(s, true);
	else if (tag_care(tag) != TAG_VOID)
		settle(s, false);
}

static void
write_start(struct scan *s, const struct token *t)
{
	settle_tag(s, t->tag);
	buf_chr(s->out, '<');
	buf_text(s->out, tag_name(t->tag));
	for (size_t i = 0; i < t->nattrs; i++)
		if (is_wanted(t, t->attrs[i].attr))
			write_attr(s, &t->attrs[i]);
	if (is_hidden(token_value(t, ATTR_STYLE)) &&
	    token_value(t, ATTR_HIDDEN).s == NULL)
		buf_text(s->out, " hidden=\"\"");
	buf_chr(s->out, '>');
}

static void
write_end(struct scan *s, enum tag tag)
{
	settle_tag(s, tag);
	buf_text(s->out, "</");
	buf_text(s->out, tag_name(tag));
	buf_chr(s->out, '>');
}

/* Takes what an element holds, and its end tag if that is there; false when
 * nothing says where it ends. */
static bool
take_content(struct scan *s, enum tag tag, struct str *content)
{
	const char *past;
	const struct str rest = str_n(s->at, (size_t)(s->end - s->at));
	if (!endings_find(&s->endings, rest, tag, content, &past))
		return false;
	s->at = past;
	return true;
}

static void
cut_element(struct scan *s, const struct token *t)
{
	struct str content;
	if (t->closed && (t->tag == TAG_SVG || t->tag == TAG_MATH))
		return;
	if (!take_content(s, t->tag, &content)) {
		/* As browsers do: an endless script is the rest of the page.
		 * Other elements then lose their tag only. */
		if (t->tag == TAG_SCRIPT || t->tag == TAG_STYLE)
			s->at = s->end;
		return;
	}
	const struct str type = token_value(t, ATTR_TYPE);
	struct prescan *f = s->found;
	if (t->tag == TAG_SCRIPT && f->nldjson < PRESCAN_LDJSON &&
	    str_find_nocase(type, STR("ld+json")) < type.n)
		f->ldjson[f->nldjson++] = content;
}

static void
text_element(struct scan *s, const struct token *t)
{
	struct str content;
	if (!take_content(s, t->tag, &content))
		return;
	write_start(s, t);
	write_text(s, content.s, content.s + content.n);
	write_end(s, t->tag);
}

/* A <span> without any mark on it is not worth a node. */
static bool
is_bare_span(const struct token *t)
{
	return t->tag == TAG_SPAN && t->nattrs == 0;
}

static void
open_element(struct scan *s, const struct token *t)
{
	const size_t depth = s->nopen + s->nflattened + 1;
	if (depth > s->found->depth)
		s->found->depth = depth;
	if (s->nopen == PRESCAN_DEPTH) {
		s->flattened[t->tag]++;
		s->nflattened++;
		if (tag_is_block(t->tag) && !s->edge) {
			settle_tag(s, TAG_BR);
			buf_text(s->out, "<br>");
		}
		return;
	}
	const bool written = !is_bare_span(t);
	if (written)
		write_start(s, t);
	s->open[s->nopen] = (unsigned char)t->tag;
	s->written[s->nopen] = written;
	s->nopen++;
	s->pre += t->tag == TAG_PRE;
}

static void
start_tag(struct scan *s)
{
	struct token t;
	s->at = token_read(s->at + 1, s->end, &t);
	switch (tag_care(t.tag)) {
	case TAG_CUT:
	case TAG_CUT_NESTED:
	case TAG_CUT_WITHIN:
		cut_element(s, &t);
		break;
	case TAG_TEXT:
		text_element(s, &t);
		break;
	case TAG_BLOCK:
	case TAG_KEEP:
		open_element(s, &t);
		break;
	case TAG_LOOSE:
	case TAG_ALONE:
	case TAG_VOID:
		write_start(s, &t);
		break;
	case TAG_PLAIN:
	case TAG_NOTHING:
		break;
	}
}

/* The place in the stack of the element that an end tag closes, or
 * PRESCAN_DEPTH: inline ones end within their block, others within their
 * table (HTML, 13.2.4.2: scopes). */
static size_t
find_open(const struct scan *s, enum tag tag)
{
	const bool inside = !tag_is_block(tag);
	for (size_t i = s->nopen; i-- > 0;) {
		const enum tag open = (enum tag)s->open[i];
		if (open == tag)
			return i;
		if (open == TAG_TABLE || (inside && tag_is_block(open)))
			break;
	}
	return PRESCAN_DEPTH;
}

static void
close_element(struct scan *s, enum tag tag)
{
	if (s->flattened[tag] > 0) {
		s->flattened[tag]--;
		s->nflattened--;
		return;
	}
	const size_t at = find_open(s, tag);
	/* What we do not know, gumbo decides; only the tags we left out must
	 * not come back. */
	bool written = tag_care(tag) == TAG_BLOCK;
	if (at < PRESCAN_DEPTH) {
		written = s->written[at];
		for (size_t i = at; i < s->nopen; i++)
			s->pre -= s->open[i] == TAG_PRE;
		s->nopen = at;
	}
	if (written)
		write_end(s, tag);
}

static void
end_tag(struct scan *s)
{
	struct token t;
	s->at = token_read(s->at + 2, s->end, &t);
	switch (tag_care(t.tag)) {
	case TAG_BLOCK:
	case TAG_KEEP:
		close_element(s, t.tag);
		break;
	case TAG_LOOSE:
	case TAG_ALONE:
		write_end(s, t.tag);
		break;
	case TAG_VOID:
		if (t.tag != TAG_BR)
			break;
		settle_tag(s, TAG_BR);
		buf_text(s->out, "<br>");
		break;
	default:
		break;
	}
}

/* A comment ends at "-->" or "--!>"; "<!-->" and "<!--->" are whole ones
 * (HTML, 13.2.5.43). */
static void
skip_comment(struct scan *s)
{
	s->at += 4;
	if (s->at < s->end && *s->at == '>') {
		s->at++;
		return;
	}
	struct str rest = str_n(s->at - 2, (size_t)(s->end - s->at) + 2);
	while (rest.n > 0) {
		rest = str_from(rest, str_find(rest, STR("--")));
		const struct str behind = str_from(rest, 2);
		if (str_starts(behind, STR(">")) ||
		    str_starts(behind, STR("!>")))
			break;
		rest = str_from(rest, 1);
	}
	s->at = rest.n > 0 ? rest.s + 2 : s->end;
	skip_past(s, '>');
}

/* "<!" and "<?": a comment, the doctype (kept: it decides about tables in
 * paragraphs), or what browsers take for a comment up to ">". */
static void
declaration(struct scan *s)
{
	const char *from = s->at;
	const struct str rest = str_n(from, (size_t)(s->end - from));
	if (str_starts(rest, STR("<!--"))) {
		skip_comment(s);
		return;
	}
	skip_past(s, '>');
	if (str_is_nocase(str_head(rest, 9), "<!doctype") && s->at[-1] == '>' &&
	    s->found->tags == 0)
		buf_add(s->out, from, (size_t)(s->at - from));
}

static void
markup(struct scan *s)
{
	const size_t left = (size_t)(s->end - s->at);
	char next = '\0';
	if (left > 1)
		next = s->at[1];
	if (is_alpha(next)) {
		start_tag(s);
	} else if (next == '/' && left > 2 && is_alpha(s->at[2])) {
		end_tag(s);
	} else if (next == '!' || next == '?' || next == '/') {
		declaration(s);
	} else {
		/* Written out, so that it cannot join with what follows. */
		settle(s, false);
		buf_text(s->out, "&lt;");
		s->at++;
	}
}

enum rc
prescan_run(struct str page, struct buf *out, struct prescan *found,
    struct err *err)
{
	*found = (struct prescan){ .nldjson = 0 };
	struct scan s = { .at = page.s,
		.end = page.s + page.n,
		.out = out,
		.found = found,
		.edge = true };
	while (s.at < s.end) {
		const char *p = memchr(s.at, '<', (size_t)(s.end - s.at));
		const char *to = p == NULL ? s.end : p;
		write_text(&s, s.at, to);
		s.at = to;
		if (to < s.end)
			markup(&s);
		if (found->tags > PRESCAN_TAGS)
			return err_set(err, RC_BAD, "page of more than %d tags",
			    PRESCAN_TAGS);
	}
	if (out->bad)
		return err_set(err, RC_BAD, "page over %zu bytes of markup",
		    out->max);
	return RC_OK;
}
