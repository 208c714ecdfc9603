#ifndef NORMALIZE_NUMBER_PARTS_H
#define NORMALIZE_NUMBER_PARTS_H

#include <stdbool.h>

#include "common/lexicon.h"
#include "common/str.h"
#include "normalize/digits.h"

/*
 * A number while its words are read, one after the other: what each class of
 * words (numeral, scale, half, fraction ...) makes of what stands before it.
 * numbers.c finds the words.
 */
struct number_parts {
	const struct lexicon *lexicon;
	struct str lang;
	enum number_comma comma;
	double total;   /* finished groups: 2 млрд in "2 млрд 300" */
	double current; /* the group at work */
	bool open;      /* current holds something */
	bool words;     /* current is made of words */
	double whole; /* the part before "целых", while decimals are read */
	bool decimals;
	double part; /* 0.1, 0.01: what the decimals count; 0 unknown */
	double step;
	double last;    /* the last scale */
	double pending; /* denominator waiting for its numerator */
	double apart;   /* the first of two numbers */
	bool is_apart;
	bool each; /* "каждый" was read: an ordinal follows */
	bool rounded;
};

/* One more word; false when it cannot stand there.  Which part of a number it
 * is depends on where it stands: in "үш бүтін оннан екі" оннан tells the place
 * of the decimals, in "оннан бір" the denominator. */
bool number_word(struct number_parts *, struct str word);
/* "С половиной" (0.5), which is two words. */
bool number_half(struct number_parts *, double value);
/* Ends decimals in words: "7" of "три целых семь" becomes 0.7. */
void number_decimals_end(struct number_parts *);

#endif
