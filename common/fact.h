#ifndef COMMON_FACT_H
#define COMMON_FACT_H

#include <stddef.h>

#include "common/str.h"

/*
 * A figure with its meaning (DESIGN.md, section 3): what normalize makes of a
 * mention and the store keeps.  Strings borrow from the record's arena;
 * STR_NONE and NAN are JSON's null, a sub-record with no string set as well.
 */

/* A stretch of a document's text, in code points. */
struct span {
	size_t start;
	size_t length;
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

#endif
