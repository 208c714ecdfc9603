#ifndef NORMALIZE_LEMMAS_H
#define NORMALIZE_LEMMAS_H

#include <stdbool.h>

#include "normalize/draft.h"

/*
 * Dictionary forms, by what the lexicon lists and by endings.
 *
 * In order: class `noun` (any end of the phrase), `noun_ending`, and for
 * Russian a stem with one of `nominative_ending` that class `nominative`
 * knows, else the stem alone; for Kazakh the cases and then the possessive
 * come off, except from words that `nominative` lists.
 */
/* Of the last word of a (folded) noun phrase. */
struct str lemmas_of(const struct draft *, struct str lang, struct str phrase);

/* The same of a subject, which stands in the nominative: a word that nothing
 * is known of is left as it is. */
struct str lemmas_of_subject(const struct draft *, struct str lang,
    struct str phrase);

/* Whether a Russian word has an adjective's ending. */
bool lemmas_is_adjective(const struct draft *, struct str word);
/* The last word of a phrase. */
/* Whether a Russian word is a form of a noun that the lexicon names. */
bool lemmas_is_noun(const struct draft *, struct str word);
struct str lemmas_last_word(struct str phrase);

#endif
