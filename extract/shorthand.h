#ifndef EXTRACT_SHORTHAND_H
#define EXTRACT_SHORTHAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"

/*
 * Markup in shorthand, for gumbo, which pays for every character and looks at
 * few of them: one private-use character (U+F0000 and up) stands for a run of
 * text, and one attribute for all of a tag's.  What gumbo decides by stays:
 * tags, white space that leads a run, and whatever holds an entity.
 *
 * A page that has such characters of its own, written out or as entities, is
 * left as it is; so one in the tree always stands for something.
 */
#define SHORTHAND_ATTR "a" /* no attribute that prescan_run() leaves */

struct shorthand {
	struct str page; /* borrowed, and so are all that is given back */
	struct shorthand_part {
		size_t at;
		size_t n;
	} * parts;
	size_t n;
	size_t room;
};

/* `page` is what prescan_run() left (from a tag on that it would not have
 * written so, all is left as it is); what gumbo is to read goes to `out`, never
 * longer than the page. */
void shorthand_make(struct arena *, struct str page, struct shorthand *,
    struct buf *out);

/* A text of the tree in full. */
struct str shorthand_text(const struct shorthand *, struct arena *,
    const char *text);
/* All attributes that `value` stands for: ` name="value"`, each. */
struct str shorthand_attrs(const struct shorthand *, const char *value);
/* Takes the next attribute off; false when there is none. */
bool shorthand_cut(struct str *attrs, struct str *name, struct str *value);

#endif
