#ifndef EXTRACT_PASSAGE_H
#define EXTRACT_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/str.h"
#include "extract/dom.h"
#include "extract/plain.h"

/*
 * A page as a row of passages: what stands between two borders of blocks, or
 * on one line of a plain text.  Both kinds of pages are judged as passages
 * and composed into a document from them.  All memory is the arena's.
 */
enum passage_kind {
	PASSAGE_PARAGRAPH,
	PASSAGE_HEADING,
	PASSAGE_ITEM,
	PASSAGE_QUOTE,
	PASSAGE_ROW,
	PASSAGE_CAPTION,
	PASSAGE_KINDS,
};

/* What furniture.c says of a line by its words. */
enum passage_note {
	NOTE_NONE,
	NOTE_END,     /* heads what readers wrote */
	NOTE_MORE,    /* heads a list of other articles */
	NOTE_SKIP,    /* is furniture, alone */
	NOTE_CAPTION, /* of a picture, or its credit */
	NOTE_ASIDE,   /* stands in an element that says it is furniture */
};

struct passage {
	struct str text; /* squeezed, never empty */
	enum passage_kind kind;
	enum passage_note note;
	const struct node *node; /* the block it stands in; NULL in a text */
	struct plain_size size;
	double linked; /* the share of it that is links, 0..1 */
	double value;  /* above 0: article; below: furniture */
	size_t gap;    /* empty lines before it, in a text */
	bool kept;
};

/* A page of more is no article; what follows is left out. */
#define PASSAGES_MAX   20000
#define PASSAGES_BYTES ((size_t)4 << 20)

struct passages {
	struct passage *v;
	size_t n;
	size_t room;
	size_t bytes; /* of all that were added */
};

/* The name of the kind in a record's blocks. */
struct str passage_kind_name(enum passage_kind);
bool passages_full(const struct passages *);
/* Adds a passage of squeezed text; NULL when there is no room. */
struct passage *passages_add(struct arena *, struct passages *,
    struct str text);

/* The first passage that is kept, passages->n: none; and the one behind the
 * last that is, 0: none. */
size_t passages_first(const struct passages *);
size_t passages_past(const struct passages *);

#endif
