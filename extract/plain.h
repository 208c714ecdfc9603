#ifndef EXTRACT_PLAIN_H
#define EXTRACT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/str.h"

/*
 * The plain text of one passage: made even, and measured.
 */

/* NFC; runs of white space as one space, or U+00A0 where nothing but such
 * narrow ones stood (they hold a number together); none at either end;
 * invisible characters (soft hyphen, zero width, controls) gone. */
struct str plain_squeeze(struct arena *, struct str);

/* At most `max` bytes, cut between two code points. */
struct str plain_head(struct str, size_t max);

struct plain_size {
	size_t runes;
	size_t letters;
	size_t digits;
	size_t words;
	size_t sentences; /* sentence ends: . ! ? … before a space or the end */
	size_t commas;
	bool finished; /* the last sign ends a sentence or a clause */
};

struct plain_size plain_measure(struct str);

/* The words both have, as a share of the words of the one that has more;
 * letters folded.  1.0: the same words. */
double plain_likeness(struct arena *, struct str, struct str);

#endif
