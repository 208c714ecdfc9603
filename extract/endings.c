#include "extract/endings.h"

#include <string.h>

#include "extract/token.h"

/* A tag of which only the name is read. */
struct name {
	const char *at; /* its "<" */
	enum tag tag;
	bool closes;
};

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next tag from `at` on. */
static bool
next_name(const char *at, const char *end, struct name *out)
{
	for (; end - at >= 3; at++) {
		at = memchr(at, '<', (size_t)(end - at));
		if (at == NULL)
			return false;
		const bool closes = at + 1 < end && at[1] == '/';
		const char *from = closes ? at + 2 : at + 1;
		const char *to = from;
		while (to < end &&
		    (is_alpha(*to) ||
			(to > from && *to > ' ' && *to != '>' && *to != '/')))
			to++;
		if (to == from)
			continue;
		*out = (struct name){ at,
			tag_find(str_n(from, (size_t)(to - from))), closes };
		return true;
	}
	return false;
}

/* What is no markup inside: only its end tag ends it. */
static const char *
find_first(const char *at, const char *end, enum tag tag)
{
	struct name met;
	for (; next_name(at, end, &met); at = met.at + 1)
		if (met.closes && met.tag == tag)
			return met.at;
	return NULL;
}

static const char *
find_nested(const char *at, const char *end, enum tag tag)
{
	struct name met;
	size_t open = 1;
	for (; next_name(at, end, &met); at = met.at + 1) {
		if (met.tag == tag)
			open = met.closes ? open - 1 : open + 1;
		if (open == 0)
			return met.at;
	}
	return NULL;
}

/* At its end tag, at the next of its like, or where a block ends that was open
 * before. */
static const char *
find_within(const char *at, const char *end, enum tag tag)
{
	struct name met;
	size_t open = 0;
	for (; next_name(at, end, &met); at = met.at + 1) {
		if (met.tag == tag)
			return met.at;
		if (tag_care(met.tag) != TAG_BLOCK)
			continue;
		if (met.closes && open == 0)
			return met.at;
		open = met.closes ? open - 1 : open + 1;
	}
	return NULL;
}

static const char *
find(struct endings *e, const char *at, const char *end, enum tag tag)
{
	const enum tag_care care = tag_care(tag);
	if (care == TAG_CUT_WITHIN)
		return find_within(at, end, tag);
	if (care == TAG_CUT_NESTED && !e->uneven[tag]) {
		const char *to = find_nested(at, end, tag);
		if (to != NULL)
			return to;
		e->uneven[tag] = true;
	}
	return find_first(at, end, tag);
}

/* Behind the ">" of the tag at `at`. */
static const char *
tag_past(const char *at, const char *end)
{
	const char *p = memchr(at, '>', (size_t)(end - at));
	return p == NULL ? end : p + 1;
}

bool
endings_find(struct endings *e, struct str rest, enum tag tag,
    struct str *content, const char **past)
{
	const char *end = rest.s + rest.n;
	const char *to = e->endless[tag] ? NULL : find(e, rest.s, end, tag);
	struct name met;
	if (to == NULL) {
		e->endless[tag] = true;
		return false;
	}
	*content = str_n(rest.s, (size_t)(to - rest.s));
	*past = to;
	if (next_name(to, end, &met) && met.closes && met.tag == tag)
		*past = tag_past(to, end);
	return true;
}
