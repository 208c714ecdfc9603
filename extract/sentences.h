#ifndef EXTRACT_SENTENCES_H
#define EXTRACT_SENTENCES_H

#include <stddef.h>

#include "common/arena.h"
#include "common/lexicon.h"
#include "common/str.h"

/*
 * Text into sentences.
 *
 * A line end always ends one; so do . ! ? and the ellipsis when a space and
 * then a capital, a digit or an opening quote follow.  A full stop after an
 * initial, inside a number, or after a word of the lexicon class
 * `abbreviation` does not (code `before_name`: never; code `scale`: only when
 * no capital follows).  Sentences come without white space at their ends.
 */
#define SENTENCE_MAX                                                           \
	4000 /* bytes; a longer one is cut at a space, so that                 \
		rules always see bounded text */

struct sentence {
	size_t start; /* bytes in the text */
	size_t end;
};

size_t sentences_cut(const struct lexicon *, struct arena *, struct str text,
    struct sentence **);

#endif
