#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "common/arena.h"
#include "store/verb.h"

/* The verb `search`: pages by their words, the newest in the store first. */
enum rc search_run(struct call *, struct err *);

/* What FTS5 is asked for such words: all of them, those in double quotes side
 * by side, one that ends in * by its front.  STR_NONE when there is none. */
struct str search_match(struct arena *, struct str words);

#endif
