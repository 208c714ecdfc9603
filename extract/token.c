#include "extract/token.h"

#include <string.h>

/* What is left to read. */
struct cursor {
	const char *at;
	const char *end;
};

static void
skip_space(struct cursor *s)
{
	while (s->at < s->end && token_is_space(*s->at))
		s->at++;
}

/* Just past the next `c`, or the end. */
static void
skip_past(struct cursor *s, char c)
{
	const char *p = memchr(s->at, c, (size_t)(s->end - s->at));
	s->at = p == NULL ? s->end : p + 1;
}

static struct str
take_name(struct cursor *s)
{
	const char *from = s->at;
	while (s->at < s->end && !token_is_space(*s->at) && *s->at != '/' &&
	    *s->at != '>')
		s->at++;
	return str_n(from, (size_t)(s->at - from));
}

static struct str
take_value(struct cursor *s, char *quote)
{
	const char *from = s->at;
	if (from < s->end && (*from == '"' || *from == '\'')) {
		*quote = *from++;
		s->at = from;
		skip_past(s, *quote);
		const size_t n = (size_t)(s->at - from);
		return str_n(from, n > 0 && s->at[-1] == *quote ? n - 1 : n);
	}
	while (s->at < s->end && !token_is_space(*s->at) && *s->at != '>')
		s->at++;
	const struct str value = str_n(from, (size_t)(s->at - from));
	*quote = str_chr(value, '"') == value.n ? '"' : '\'';
	return value;
}

static bool
is_new(const struct token *t, enum attr attr)
{
	for (size_t i = 0; i < t->nattrs; i++)
		if (t->attrs[i].attr == attr)
			return false;
	return true;
}

static void
take_attr(struct cursor *s, struct token *t)
{
	const char *from = s->at++; /* a leading "=" belongs to the name */
	while (s->at < s->end && !token_is_space(*s->at) && *s->at != '/' &&
	    *s->at != '>' && *s->at != '=')
		s->at++;
	const struct str name = str_n(from, (size_t)(s->at - from));
	struct token_attr seen = { attr_find(name), STR(""), '"' };
	skip_space(s);
	if (s->at < s->end && *s->at == '=') {
		s->at++;
		skip_space(s);
		seen.value = take_value(s, &seen.quote);
	}
	if (seen.attr != ATTR_COUNT && is_new(t, seen.attr))
		t->attrs[t->nattrs++] = seen;
}

/* From behind the name to behind the ">". */
static void
take_attrs(struct cursor *s, struct token *t)
{
	while (s->at < s->end) {
		skip_space(s);
		if (s->at >= s->end)
			return;
		if (*s->at == '>') {
			s->at++;
			return;
		}
		t->closed = *s->at == '/';
		if (t->closed)
			s->at++;
		else
			take_attr(s, t);
	}
}

const char *
token_read(const char *at, const char *end, struct token *t)
{
	struct cursor s = { at, end };
	*t = (struct token){ .nattrs = 0 };
	t->tag = tag_find(take_name(&s));
	take_attrs(&s, t);
	return s.at;
}

struct str
token_value(const struct token *t, enum attr attr)
{
	for (size_t i = 0; i < t->nattrs; i++)
		if (t->attrs[i].attr == attr)
			return t->attrs[i].value;
	return STR_NONE;
}
