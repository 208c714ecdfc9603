#ifndef EXTRACT_BYLINE_H
#define EXTRACT_BYLINE_H

#include <stddef.h>

#include "common/arena.h"
#include "common/lexicon.h"
#include "common/str.h"
#include "extract/metadata.h"
#include "extract/passage.h"

/*
 * Who wrote an article, as its readers see it: a line near the headline or
 * under the text that a word ("Автор:", "Written by") or the class of its
 * element calls a byline, and that holds names and nothing else.  A name is
 * two to four words, each with a large first letter; "Press Service" is none.
 * The words are those of bylines.yaml in every language, together.
 */

/* Adds the names of the first such line.  `headline`: its passage, or
 * passages->n. */
void byline_find(const struct lexicon *, struct arena *,
    const struct passages *, size_t headline, struct metadata *);

/* Takes from names as metadata give them what is no author: credits of
 * pictures, and the office before a name.  Returns how many are left, in
 * their order. */
size_t byline_clean(const struct lexicon *, struct arena *, struct str *names,
    size_t n);

#endif
