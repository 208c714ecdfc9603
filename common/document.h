#ifndef COMMON_DOCUMENT_H
#define COMMON_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * The one record that extract, normalize and store share (DESIGN.md, 3).
 * Every str borrows from the record's arena; a step replaces a field by
 * pointing it at new arena bytes.  STR_NONE, CLOCK_NONE and NAN are JSON's
 * null.  Offsets and lengths count code points of `text`.
 */
struct span {
	size_t start;
	size_t length;
};

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

struct fact_noun {
	struct str surface;
	struct str lemma;
};

struct fact_place {
	struct str kato;
	struct str name;
	struct str basis; /* sentence, paragraph, title, site */
};

struct fact_period {
	struct str from;  /* YYYY-MM-DD, or STR_NONE when open */
	struct str until; /* the first day after it */
	struct str basis; /* text, published */
};

struct fact_change {
	struct str group;     /* the same in all members of one stated change */
	struct str role;      /* from, to, by */
	struct str direction; /* up, down */
};

/* A figure with its meaning.  A sub-record with no string set is null. */
struct fact {
	struct span at;
	struct str surface;
	struct span sentence;
	struct str kind;
	double value;
	double low; /* NAN: open */
	double high;
	struct str bound;
	struct str unit;
	struct fact_noun noun;
	struct fact_place place;
	struct fact_period period;
	struct fact_change change;
	struct str modality;
	struct str speaker;
	struct str indicator;
	struct str rule;
	struct str anchor;
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
