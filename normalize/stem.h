#ifndef NORMALIZE_STEM_H
#define NORMALIZE_STEM_H

#include "common/arena.h"
#include "common/str.h"

/* The Russian stem by libstemmer (Snowball): what remains when neither the
 * lexicon nor its endings know a noun. */
struct str stem_russian(struct arena *, struct str folded);

#endif
