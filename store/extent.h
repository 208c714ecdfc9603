#ifndef STORE_EXTENT_H
#define STORE_EXTENT_H

#include <stdbool.h>

/*
 * What a figure covers: the stated value, and how far it may be off.
 *
 * Two of them meet when they may be the same value.  Intervals decide, and
 * are half open, so that "1,3 million" and "1,4 million" only touch; a point
 * is itself.  "About" has no edges anybody stated: a loose extent also needs
 * one of the two stated values within the other interval.
 */
struct extent {
	double said; /* NAN: no figure at all */
	double low;  /* infinite: open */
	double high;
	bool loose; /* the width is ours, not the text's */
};

bool extent_known(const struct extent *);
bool extent_meets(const struct extent *, const struct extent *);
/* What two that meet leave possible together. */
struct extent extent_both(const struct extent *, const struct extent *);

#endif
