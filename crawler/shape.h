#ifndef CRAWLER_SHAPE_H
#define CRAWLER_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/str.h"

/*
 * The shape of an address: its path with numbers and slugs left open, so that
 * the pages one template of a site makes have one shape.
 *
 *   https://x.kz/news/2026/03/budget-grows-1234.html   /news/#/#/~.html
 *   https://x.kz/politics/                             /politics/
 */
#define SHAPE_SEGMENTS_MAX 12 /* of a path; the rest is left out */

enum shape_kind {
	SHAPE_WORD,   /* a section: letters, perhaps one hyphen */
	SHAPE_NUMBER, /* digits alone */
	SHAPE_SLUG,   /* the rest: a title, an id */
};

struct shape_segment {
	enum shape_kind kind;
	struct str text;      /* without the extension */
	struct str extension; /* ".html", or empty */
};

struct shape {
	struct shape_segment v[SHAPE_SEGMENTS_MAX];
	size_t n;
	bool slash; /* ends in one */
};

/* Of an absolute address; borrows from it. */
struct shape shape_of(struct str url);
void shape_write(const struct shape *, struct buf *);
/* A path of words alone, and few: a section of the site, not an article. */
bool shape_is_section(const struct shape *);

#endif
