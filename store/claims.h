#ifndef STORE_CLAIMS_H
#define STORE_CLAIMS_H

#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * What is counted, gathered figure by figure: of each noun, kind and unit how
 * many figures on how many pages, and how many values they differ in.  SQLite
 * would sort all figures for this, and keep a tree for each noun.
 *
 * The figures of one reading come one behind the other.  Texts are copied.
 */
struct claim {
	struct str lemma;
	struct str kind;
	struct str unit; /* STR_NONE: none */
	int64_t figures;
	int64_t pages;
	int64_t values;
	double least;
	double most;
	int64_t last; /* the figure added last */
	int64_t reading;
};

/* A figure; of a claim it gives the first three. */
struct claimed {
	struct str lemma;
	struct str kind;
	struct str unit;
	double value;
	int64_t fact;
	int64_t reading;
};

struct claims;
struct claims *claims_new(void);
void claims_free(struct claims *);
void claims_add(struct claims *, const struct claimed *);
/* After the last figure: counts the values, and puts the claims on most pages
 * first. */
void claims_rank(struct claims *);
const struct claim *claims_get(const struct claims *, size_t i); /* or NULL */

#endif
