#ifndef EXTRACT_ALTERNATION_H
#define EXTRACT_ALTERNATION_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/lexicon.h"
#include "common/str.h"

/*
 * All words of a lexicon class as one regex, folded into a tree by their
 * first letters: т(?:е(?:нге|ньге)|г).  PCRE2 tries the arms of an
 * alternation one after the other, so 400 plain words would cost 400
 * comparisons at every place; the tree costs a few dozen.  Of two words of
 * which one begins the other, the longer is tried first.
 */
void alternation_write(const struct lexicon *, struct arena *, struct str lang,
    struct str class, struct buf *);

#endif
