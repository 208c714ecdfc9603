#ifndef EXTRACT_TITLE_H
#define EXTRACT_TITLE_H

#include "common/arena.h"
#include "common/str.h"
#include "extract/blocks.h"
#include "extract/dom.h"

/*
 * The headline of a page.
 *
 * `said` are the titles its metadata gives, the most trusted first, any of
 * them with the site's name behind (or before) a dash or a bar.  A heading of
 * the page that agrees with one of them is the headline as readers see it and
 * wins; else the first said title, without the site's part.
 */
struct str title_choose(struct arena *, const struct dom *,
    const struct str *said, size_t nsaid, struct str sitename);

#endif
