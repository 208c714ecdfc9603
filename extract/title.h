#ifndef EXTRACT_TITLE_H
#define EXTRACT_TITLE_H

#include "common/arena.h"
#include "common/str.h"
#include "extract/dom.h"
#include "extract/passage.h"

/*
 * The headline of a page.
 *
 * `said` are the titles its metadata gives, the most trusted first, any of
 * them with the site's name behind (or before) a dash or a bar.  A heading of
 * the page that agrees with one of them is the headline as readers see it and
 * wins; then a passage that is one part of a said title; else the first said
 * title, without the site's part.
 */
struct titles {
	const struct str *said;
	size_t n;
	struct str sitename;
};

struct str title_choose(struct arena *, const struct dom *,
    const struct passages *, const struct titles *);

/* The passage where the headline stands (a heading before others, links
 * never), or passages->n. */
size_t title_place(struct arena *, const struct passages *, struct str title);

#endif
