#ifndef NORMALIZE_NUMBERS_H
#define NORMALIZE_NUMBERS_H

#include <stdbool.h>

#include "common/lexicon.h"
#include "common/str.h"
#include "normalize/digits.h"

/*
 * A written number to its value: digits with groups and decimals, number
 * words in any form the lexicon has, scales, compounds ("2 млрд 300 млн"),
 * halves, decimals in words, fractions.
 */
struct number {
	double value;
	double step;  /* the unit of the last place that is stated */
	double scale; /* of the last scale word, 1 without one */
	double first; /* what the scale multiplied, for "2-3 млн" */
	bool rounded; /* a decimal or a scale word: not counted to the unit */
	bool apart; /* "үш төрт": two numbers, three or four; value is the
		       second, first the other */
};

/* False when the (folded) words are no number after all. */
bool number_read(const struct lexicon *, struct str lang, struct str folded,
    enum number_comma, struct number *);
/* Without the dust that a product of doubles leaves on a whole number: 64,1
 * млрд is 64 100 000 000. */
double number_tidy(double);

#endif
