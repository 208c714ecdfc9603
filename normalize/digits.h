#ifndef NORMALIZE_DIGITS_H
#define NORMALIZE_DIGITS_H

#include <stddef.h>

#include "common/str.h"

/*
 * A number written with digits: groups of three by space, comma or full stop,
 * decimals by comma or full stop.
 */
#define DIGITS_MAX 18 /* a longer number is no figure but a code */

/* How "635,000" is meant: in English, and behind a currency's sign, a comma
 * groups thousands; in Russian and Kazakh it is the decimal mark. */
enum number_comma {
	COMMA_DECIMAL,
	COMMA_GROUPS,
};

struct digits {
	double value;
	size_t decimals;
};

/* Reads digits at the front of `s`; how many bytes, or 0 when they are too
 * many or their marks fit no number. */
size_t digits_read(struct str s, enum number_comma, struct digits *);

#endif
