#ifndef EXTRACT_ENDINGS_H
#define EXTRACT_ENDINGS_H

#include <stdbool.h>

#include "common/str.h"
#include "extract/tag.h"

/*
 * Where an element ends that is taken as a whole: a script, a drawing, a
 * button.  Many a page forgets an end tag, and the next one of that name may
 * stand a whole article later; so what can hold blocks ends with the block it
 * stands in, too.
 *
 * What was searched for in vain is remembered, so that all searches of a page
 * together stay linear.
 */
struct endings {
	bool endless[TAG_COUNT]; /* no end tag of it is left in the page */
	bool uneven[TAG_COUNT];  /* of those that nest some are left open */
};

/* `rest` is the page behind the start tag.  The content, and where the page
 * goes on; false when nothing says where it ends. */
bool endings_find(struct endings *, struct str rest, enum tag,
    struct str *content, const char **past);

#endif
