#ifndef EXTRACT_EXPLAIN_H
#define EXTRACT_EXPLAIN_H

#include "common/buf.h"
#include "extract/finds.h"
#include "extract/marks.h"
#include "extract/rules.h"

/*
 * For researchers: why a sentence's numbers went to the rules they went to.
 * One line says one thing, and its first word what:
 *
 *   kk: <the sentence as rules see it>
 *     number  a number rule (or a trap, a period) took these words
 *     took    a rule keeps these numbers; its captures follow
 *     trap    a rule takes them out of the game
 *     lost    another rule fits here too, and to whom it lost by what
 *     around  a verb, cue or speaker of the sentence
 *
 * Called by figures.c at three points of a sentence's way.
 */
void explain_numbers(struct buf *, const struct rules_lang *,
    const struct marked *, enum rules_language);
/* Settled finds, none dropped yet. */
void explain_finds(struct buf *, const struct finds *);
/* Finds from the `first` on, which are those of around rules. */
void explain_around(struct buf *, const struct finds *, size_t first);

#endif
