#ifndef COMMON_DOCUMENT_H
#define COMMON_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/fact.h"
#include "common/str.h"

/*
 * The one record that extract, normalize and store share (DESIGN.md, 3).
 * Every str borrows from the record's arena; a step replaces a field by
 * pointing it at new arena bytes.  STR_NONE, CLOCK_NONE and NAN are JSON's
 * null.  Offsets and lengths count code points of `text`.
 */
/* kind: heading, paragraph, item, quote, row. */
struct block {
	struct str kind;
	struct span at;
};

struct capture {
	struct str name;
	struct span at;
};

/* A figure as the rules found it: places in the text, no meaning yet. */
struct mention {
	struct span at;
	struct span sentence;
	struct str rule;
	struct capture *captures;
	size_t ncaptures;
};

/* The WARC record, or the file, a document came from. */
struct origin {
	struct str path;
	int64_t offset;
	int64_t length;
	struct str record_id;
};

struct document {
	struct str id;
	struct str url;
	struct str canonical_url;
	struct str site;
	int64_t fetched_at;
	int64_t published_at;
	struct str published_from;
	int64_t modified_at;
	struct str title;
	struct str *authors;
	size_t nauthors;
	struct str section;
	struct str lang;
	struct str text;
	struct block *blocks;
	size_t nblocks;
	struct mention *mentions;
	size_t nmentions;
	struct fact *facts;
	size_t nfacts;
	bool has_mentions; /* the key is written even when the list is empty */
	bool has_facts;
	struct origin source;
	struct str extractor;
	struct str ruleset;
	struct str unknown; /* members we do not know, as JSON: "a":1,"b":2 */
};

#endif
