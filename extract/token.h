#ifndef EXTRACT_TOKEN_H
#define EXTRACT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/str.h"
#include "extract/tag.h"

/*
 * One tag of HTML as browsers read it (HTML, 13.2.5): its name and those of
 * its attributes that attr_find() knows, each once.  Values borrow from the
 * page; entities in them stay as written.
 */
struct token_attr {
	enum attr attr;
	struct str value;
	char quote; /* the mark it may be written with */
};

struct token {
	enum tag tag;
	struct token_attr attrs[ATTR_COUNT];
	size_t nattrs;
	bool closed; /* ended by "/>" */
};

static inline bool
token_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Reads from the first letter of the name; returns where the tag ends: behind
 * its ">", or `end` when the page is cut in it. */
const char *token_read(const char *at, const char *end, struct token *);
/* STR_NONE when it has none. */
struct str token_value(const struct token *, enum attr);

#endif
