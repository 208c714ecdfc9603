#ifndef EXTRACT_PART_H
#define EXTRACT_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/yaml.h"

/*
 * A pattern or macro as it is written, {macros} unfilled, checked once alone.
 *
 * Filled patterns are long, hundreds, and mostly never asked, so they are
 * compiled late (pattern_later).  That none is broken is known before from its
 * parts: each is compiled with a stand-in for its macros that is no weaker
 * than what may come there - a repeat, which no lookbehind may hold, and a
 * range that no class may hold.  A part that fails so may still be good: then
 * whatever it is in must be compiled to know.
 */
struct part {
	bool sound;
	size_t code;   /* PCRE2 makes no more bytes of it */
	size_t groups; /* with names */
};

struct parts;
struct parts *parts_new(struct arena *, const struct yaml_pairs *marks);
/* What `text` is; it must outlive the parts, which are the arena's. */
const struct part *parts_of(struct parts *, struct str text);

/* Takes the next stretch of a pattern off `rest`: plain text, and behind it the
 * name of a macro (empty at the end).  {2,3}, \{ and \x{...} are plain. */
void part_next(struct str *rest, struct str *plain, struct str *name);
/* How often PCRE2 writes down what stands before `rest`, for repeats of the
 * groups that end in it: before "a){2,8}" eight times. */
size_t part_copies(struct str rest);
/* The pair called `name`; pairs->n when there is none. */
size_t part_pair(const struct yaml_pairs *, struct str name);

#endif
