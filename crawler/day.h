#ifndef CRAWLER_DAY_H
#define CRAWLER_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/str.h"

/*
 * Days within addresses: "/2026/03/01/", "/2026-03-01/", "/20260301/",
 * "?day=2026-03-01".  Newsrooms put the day of publication there, calendars
 * their pages.  Only whole segments of the path and whole values of the query
 * count: "strategy-2050-10" is a title.
 */

/* The day that an address gives, 00:00 UTC; CLOCK_NONE when it gives none, or
 * a month alone. */
int64_t day_of(struct str url);
/* Does it name a month that comes after that of `now`? */
bool day_is_ahead(struct str url, int64_t now);

#endif
