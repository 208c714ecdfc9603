#ifndef EXTRACT_FINDS_H
#define EXTRACT_FINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "extract/marks.h"
#include "extract/near.h"
#include "extract/rules.h"

/*
 * What the rules found in one marked sentence, and who keeps what: of finds
 * that share a number the one with the lowest order stands, then the longest,
 * then the earliest.
 */
#define MARK_WORDS (MARKS_MAX / 64)

struct find {
	const struct rule *rule;
	size_t start; /* bytes of the marked text, bound words before it too */
	size_t end;
	uint64_t marks[MARK_WORDS];
	struct near_capture *captures;
	size_t ncaptures;
	bool stands; /* after finds_settle() */
};

struct finds {
	struct arena *arena;
	struct marked marked;
	struct sieve_set *may; /* by mark: the marked rules that may fit */
	struct sieve_set any;  /* those that may fit at one, or elsewhere */
	struct find *v;
	size_t n;
	size_t cap;
};

/* Adds the periods that number marking took. */
void finds_periods(struct finds *);
/* Sets `may`. */
void finds_sift(struct finds *, struct near *);
/* Adds every place where the i-th rule of the phase fits. */
void finds_rule(struct finds *, struct near *, const struct rule *, size_t i);
/* Sorts by rank and tells which stand; then drops the others, and traps. */
void finds_settle(struct finds *);
void finds_drop(struct finds *);
/* Of settled finds: the one that holds a number of `loser`; NULL when none. */
const struct find *finds_winner(const struct finds *, const struct find *loser);
void finds_sort(struct finds *); /* by place */

#endif
