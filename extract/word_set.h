#ifndef EXTRACT_WORD_SET_H
#define EXTRACT_WORD_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * Words to be known again, by their hashes: two words with one 64-bit hash
 * would be taken for each other, which costs whoever asks a needless try.  A
 * zeroed set is empty.
 */
#define WORD_SET_HEAD_BITS 14

struct word_set {
	uint64_t *v; /* open addressing; 0 is an empty place */
	size_t n;
	size_t cap; /* a power of two */
	/* Bits for what words begin with. */
	uint64_t heads[(1 << WORD_SET_HEAD_BITS) / 64];
};

void word_set_free(struct word_set *);
void word_set_add(struct word_set *, struct str word);
bool word_set_has(const struct word_set *, struct str word);

#endif
