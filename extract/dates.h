#ifndef EXTRACT_DATES_H
#define EXTRACT_DATES_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/lexicon.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Dates as pages write them: in attributes, in visible text (Russian, Kazakh,
 * English: the names of the months are the lexicon's class "month"), in URLs.
 *
 * A time without a zone is Kazakhstan's: UTC+6 before 2024-03-01, UTC+5 since
 * (the whole country, decree of 2024-01-19; its west kept +5 all along, which
 * a page does not tell).  A date without a time is midnight UTC, so that its
 * calendar day stays what the page says.
 */
struct dates;

enum rc dates_new(const struct lexicon *, struct dates **,
    struct err *) MUST_CHECK;
void dates_free(struct dates *);

/* The earliest date in the text.  One without a year is taken as the last
 * such day before `fetched`, and not at all when that is CLOCK_NONE. */
bool dates_find(const struct dates *, struct arena *, struct str text,
    int64_t fetched, int64_t *at);
/* What an attribute or JSON says: RFC 3339, RFC 822, or as in text. */
int64_t dates_read(const struct dates *, struct arena *, struct str value);
int64_t dates_of_url(const struct dates *, struct str url);

/* Neither before 1995 nor more than a day after `fetched`. */
bool dates_plausible(int64_t at, int64_t fetched);

#endif
