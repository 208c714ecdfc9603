#include "extract/prescan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "extract/endings.h"
#include "extract/markup.h"
#include "extract/token.h"

struct scan {
	const char *at;
	const char *end;
	struct markup to;
	struct prescan *found;
	unsigned char open[PRESCAN_DEPTH]; /* enum tag */
	bool written[PRESCAN_DEPTH];
	size_t nopen;
	size_t flattened[TAG_COUNT]; /* open ones whose start was left out */
	size_t nflattened;
	struct endings endings;
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
	markup_start(&s->to, t);
	markup_text(&s->to, content.s, content.s + content.n);
	markup_end(&s->to, t->tag);
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
		if (tag_is_block(t->tag) && !s->to.edge) {
			markup_break(&s->to);
		}
		return;
	}
	const bool written = !is_bare_span(t);
	if (written)
		markup_start(&s->to, t);
	s->open[s->nopen] = (unsigned char)t->tag;
	s->written[s->nopen] = written;
	s->nopen++;
	s->to.pre += t->tag == TAG_PRE;
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
		markup_start(&s->to, &t);
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
			s->to.pre -= s->open[i] == TAG_PRE;
		s->nopen = at;
	}
	if (written)
		markup_end(&s->to, tag);
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
		markup_end(&s->to, t.tag);
		break;
	case TAG_VOID:
		if (t.tag != TAG_BR)
			break;
		markup_break(&s->to);
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
	    s->to.tags == 0)
		buf_add(s->to.out, from, (size_t)(s->at - from));
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
		markup_sign(&s->to);
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
		.to = { .out = out, .edge = true },
		.found = found };
	while (s.at < s.end) {
		const char *p = memchr(s.at, '<', (size_t)(s.end - s.at));
		const char *tag = p == NULL ? s.end : p;
		markup_text(&s.to, s.at, tag);
		s.at = tag;
		if (tag < s.end)
			markup(&s);
		found->tags = s.to.tags;
		if (found->tags > PRESCAN_TAGS)
			return err_set(err, RC_BAD, "page of more than %d tags",
			    PRESCAN_TAGS);
	}
	if (out->bad)
		return err_set(err, RC_BAD, "page over %zu bytes of markup",
		    out->max);
	return RC_OK;
}
