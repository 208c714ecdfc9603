#ifndef EXTRACT_TEXTPAGE_H
#define EXTRACT_TEXTPAGE_H

#include "common/arena.h"
#include "common/str.h"
#include "extract/furniture.h"
#include "extract/passage.h"

/*
 * A page without markup: a text file, or what a WET archive holds.
 *
 * The same judgement as for a tree, by lines.  Without links to tell menus
 * and lists of headlines, their place among other short lines does.
 */
struct textpage {
	struct passages passages; /* one a line; `kept` is set */
	struct str title;         /* the line above the article that heads it */
	size_t first;             /* of the kept passages */
	size_t past;
};

void textpage_read(struct arena *, const struct furniture *, struct str text,
    struct textpage *);

#endif
