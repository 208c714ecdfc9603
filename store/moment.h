#ifndef STORE_MOMENT_H
#define STORE_MOMENT_H

#include <stdint.h>

#include "common/clock.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Dates as people in Kazakhstan mean them: a bare date is a day of the
 * country's own time (UTC+5 everywhere since 2024-03-01).  Data keeps UTC.
 */
#define MOMENT_ZONE 18000

/* The first second of DATE, or the moment itself when a time is given. */
enum rc moment_since(const char *text, int64_t *, struct err *) MUST_CHECK;
/* The last second of DATE: "as of" a day includes the day. */
enum rc moment_until(const char *text, int64_t *, struct err *) MUST_CHECK;
/* The day that a period begins or ends with, of whatever year, at midnight;
 * CLOCK_NONE when it is no date. */
int64_t moment_date(struct str);
/* The day at home, "2026-02-03"; "" for CLOCK_NONE. */
void moment_day(int64_t, char out[CLOCK_TEXT_MAX]);

#endif
