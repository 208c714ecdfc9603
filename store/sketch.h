#ifndef STORE_SKETCH_H
#define STORE_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/str.h"

/*
 * What tells that two texts are one press release.  Pure: the same text has
 * the same sketch on every machine.
 *
 * Sentences: a hash of each one of some length that holds a digit; two texts
 * with one in common print the same words about the same figure.
 * Bands: MinHash of all runs of three words (shingles), 32 bands of 4 rows;
 * two texts that share half of their shingles have a band in common with
 * 87 chances in 100, those that share a tenth with 3 in 1000.  A band only
 * names a candidate; shingles_alike() decides.
 *
 * Words are compared without case, marks and white space.  The rows are one
 * permutation cut into 128 bins, empty ones filled from others (Shrivastava,
 * "Optimal densification", 2017): one hash a shingle instead of 128.
 */
#define SKETCH_BANDS     32
#define SKETCH_ROWS      4
#define SKETCH_SENTENCES 64 /* of one text; more say nothing new */

struct sketch {
	uint64_t sentences[SKETCH_SENTENCES];
	size_t nsentences;
	uint32_t bands[SKETCH_BANDS];
	bool banded; /* false: too short to be compared as a whole */
};

void sketch_of(struct arena *, struct str text, struct sketch *);

/* The shingles themselves, sorted and each once, and the words with digits. */
struct hash_set {
	uint64_t *v;
	size_t n;
};

struct shingles {
	struct hash_set all;
	struct hash_set numbers;
};

struct shingles shingles_of(struct arena *, struct str text);

/* Half of all they have together, or most of the smaller one; and nearly all
 * of the numbers of the one with fewer: a bulletin that is printed every day
 * with new figures is no reprint. */
bool shingles_alike(const struct shingles *, const struct shingles *);

#endif
