#ifndef EXTRACT_MEMORY_H
#define EXTRACT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/rc.h"

/*
 * What the pages of sites have in common: lines met at the same place on two
 * pages.  A line and a page are hashes (recall.h makes them).
 *
 * Of each line the two least pages are kept, and of all lines those with the
 * least hashes: so the memory of a set of pages is the same in whatever order
 * they came, however often, and over however many runs.
 */
#define MEMORY_LINES ((size_t)2000000) /* a line takes 51 bytes in the file */

struct imprint {
	uint64_t line;
	uint64_t page; /* never 0 */
};

struct memory;
struct memory *memory_new(void);
void memory_free(struct memory *);

/* No file is an empty memory; RC_BAD with path:line when it is none of ours. */
enum rc memory_load(struct memory *, const char *path, struct err *) MUST_CHECK;
enum rc memory_save(struct memory *, const char *path, struct err *) MUST_CHECK;
void memory_learn(struct memory *, const struct imprint *, size_t n);
/* Puts what was learnt in order; load and save do so, too. */
void memory_settle(struct memory *);
/* Was the line met on two pages?  Of a settled memory. */
bool memory_repeats(const struct memory *, uint64_t line);

#endif
