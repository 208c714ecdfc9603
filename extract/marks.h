#ifndef EXTRACT_MARKS_H
#define EXTRACT_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/lexicon.h"
#include "common/rc.h"
#include "common/str.h"
#include "extract/rules.h"

/*
 * Numbers found and marked: the first half of the figure rules.
 *
 * A sentence is walked once.  Where a digit or a number word begins, the raw
 * rules are tried; what the best one takes is replaced by ONE character, a
 * mark.  The second half (figures.c) then works on a short text in which a
 * number, however long it is written, is a single character: patterns stay
 * small, and a sentence without a mark costs nothing more.
 *
 * Marks are private-use characters; those in the text itself are folded away.
 */
#define MARK_FIRST     0xE000u
#define MARK_NAMES_MAX 32
#define MARK_TAKEN     0xE0FFu /* what a trap or a period has taken */
#define MARK_LEAD      0xEE    /* first byte of a mark in UTF-8 */
#define MARK_BYTES     3       /* of a mark in UTF-8 */
#define MARKS_MAX      256     /* in one sentence; what follows stays text */

struct number_mark {
	const struct rule *rule;
	size_t at;    /* byte of the mark in the marked text */
	size_t start; /* bytes in the folded sentence */
	size_t end;
};

struct marked {
	struct str folded;
	struct str text;
	struct number_mark *v;
	size_t n;
	uint32_t names; /* bit i: the i-th mark's name is among them */
};

struct marker;
struct marker *marker_new(const struct ruleset *, const struct lexicon *);
void marker_free(struct marker *);

/* The text as rules see it: folded (utf8_fold_rune), any space as " ", code
 * point for code point. */
struct str marks_fold(struct arena *, struct str text);

/* The sentence (folded) with its numbers marked; out->n is 0 when it has
 * none.  The marks' own text is the arena's. */
void marks_make(struct marker *, struct arena *, enum rules_language,
    struct str sentence, struct marked *out);

/* Where a byte of the marked text lies in the folded sentence; the end of a
 * mark is the end of what it stands for. */
size_t marks_place(const struct marked *, size_t at);
/* The first mark at or after byte `at` of the marked text; n when none. */
size_t marks_from(const struct marked *, size_t at);

#endif
