#include "extract/markup.h"

#include <string.h>

#include "extract/plain.h"

#define ATTR_VALUE_MAX 4096 /* bytes of a value that anybody reads */

static bool
is_blank(const char *from, const char *to)
{
	while (from < to && token_is_space(*from))
		from++;
	return from == to;
}

/* What is written next begins a passage (or a text, then not). */
static void
settle(struct markup *m, bool edge)
{
	if (m->gap && !m->edge && !edge)
		buf_chr(m->out, ' ');
	m->gap = false;
	m->edge = edge;
}

void
markup_text(struct markup *m, const char *from, const char *to)
{
	if (m->pre == 0 && is_blank(from, to)) {
		m->gap = m->gap || from < to;
		return;
	}
	settle(m, false);
	if (m->pre > 0) {
		buf_add(m->out, from, (size_t)(to - from));
		return;
	}
	while (from < to) {
		const char *p = from;
		while (p < to &&
		    (!token_is_space(*p) || p + 1 == to ||
			!token_is_space(p[1])))
			p++;
		buf_add(m->out, from, (size_t)(p - from));
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
write_attr(struct markup *m, const struct token_attr *a)
{
	const struct str value = plain_head(a->value, ATTR_VALUE_MAX);
	if (str_chr(value, a->quote) < value.n) /* unquoted, with both marks */
		return;
	buf_chr(m->out, ' ');
	buf_text(m->out, attr_name(a->attr));
	buf_chr(m->out, '=');
	buf_chr(m->out, a->quote);
	buf_str(m->out, value);
	buf_chr(m->out, a->quote);
}

/* Before a tag.  Those that hold nothing and show nothing stand as well amid
 * white space as behind it. */
static void
settle_tag(struct markup *m, enum tag tag)
{
	m->tags++;
	if (tag_is_block(tag) || tag == TAG_HEAD || tag == TAG_TITLE)
		settle(m, true);
	else if (tag_care(tag) != TAG_VOID)
		settle(m, false);
}

void
markup_start(struct markup *m, const struct token *t)
{
	settle_tag(m, t->tag);
	buf_chr(m->out, '<');
	buf_text(m->out, tag_name(t->tag));
	for (size_t i = 0; i < t->nattrs; i++)
		if (is_wanted(t, t->attrs[i].attr))
			write_attr(m, &t->attrs[i]);
	if (is_hidden(token_value(t, ATTR_STYLE)) &&
	    token_value(t, ATTR_HIDDEN).s == NULL)
		buf_text(m->out, " hidden=\"\"");
	buf_chr(m->out, '>');
}

void
markup_end(struct markup *m, enum tag tag)
{
	settle_tag(m, tag);
	buf_text(m->out, "</");
	buf_text(m->out, tag_name(tag));
	buf_chr(m->out, '>');
}

void
markup_break(struct markup *m)
{
	settle_tag(m, TAG_BR);
	buf_text(m->out, "<br>");
}

void
markup_sign(struct markup *m)
{
	settle(m, false);
	buf_text(m->out, "&lt;");
}
