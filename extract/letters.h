#ifndef EXTRACT_LETTERS_H
#define EXTRACT_LETTERS_H

#include <stdbool.h>

#include "common/str.h"

/*
 * How the bytes of a page look as letters, whatever its label says: Cyrillic
 * charsets have their small and capital letters at different places, and a
 * page read in a wrong one turns them into each other, or into signs.
 */

/* The charset of a page that is said to be in `name` (as iconv calls it):
 * another Cyrillic one when it only so looks like writing, else the same. */
const char *letters_charset(struct str bytes, const char *name);
/* Mostly above 0x7F: a Latin label is then a default that a server put on a
 * Cyrillic page. */
bool letters_are_cyrillic(struct str bytes);

#endif
