#ifndef EXTRACT_STRETCH_H
#define EXTRACT_STRETCH_H

#include "common/arena.h"
#include "extract/blocks.h"
#include "extract/passage.h"

/*
 * Which stretch of scored passages is the article: the judgement that trees
 * and plain texts share.
 */

/* sums[i] is the sum of the values before passage i. */
double *stretch_sums(struct arena *, const struct passages *);

/* The part of `in` with the greatest sum, cut at the section heads that end
 * an article: what readers wrote goes whatever its size, a list of other
 * articles only when the better part stands before it. */
struct block_range stretch_find(const struct passages *, const double *sums,
    struct block_range in);

/* The same for the stretch that holds passage `at`, with its sum. */
struct block_range stretch_around(const struct passages *, const double *sums,
    struct block_range in, size_t at);

#endif
