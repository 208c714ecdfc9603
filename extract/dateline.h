#ifndef EXTRACT_DATELINE_H
#define EXTRACT_DATELINE_H

#include <stdint.h>

#include "common/arena.h"
#include "extract/dates.h"
#include "extract/passage.h"

/*
 * The date that stands in visible text beside an article's headline: in the
 * short lines between headline and text, just above the headline, or just
 * below the article.  Dates further up are the page header's "today".
 * CLOCK_NONE when there is none.
 */
int64_t dateline_find(const struct dates *, struct arena *,
    const struct passages *, struct str title, int64_t fetched);

#endif
