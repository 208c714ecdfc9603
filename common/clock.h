#ifndef COMMON_CLOCK_H
#define COMMON_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/str.h"

/*
 * Moments are seconds since 1970-01-01T00:00:00Z; CLOCK_NONE is "unknown".
 * Dates are days of the proleptic Gregorian calendar counted from 1970-01-01.
 * Nothing here reads a clock except clock_real(); time enters the stages
 * through struct clock (SANDYQ_NOW fixes it, for tests and for re-runs).
 */
#define CLOCK_NONE INT64_MIN
#define CLOCK_DAY  INT64_C(86400)

struct clock {
	int64_t (*now)(void *);   /* seconds, UTC */
	int64_t (*ticks)(void *); /* monotonic milliseconds */
	void *arg;
};

struct clock clock_real(void);
/* Real, unless the environment's SANDYQ_NOW holds an RFC 3339 time. */
struct clock clock_from_env(void);

struct civil {
	int year;
	int month; /* 1..12 */
	int day;   /* 1..31 */
	int hour;
	int minute;
	int second;
};

bool civil_valid(const struct civil *);
int64_t civil_to_time(const struct civil *); /* taken as UTC */
struct civil civil_from_time(int64_t);
int month_days(int year, int month);

/* RFC 3339, also with a space for T, without seconds, with an offset
 * (+05:00, +0500, Z; none means `zone` seconds east), or a bare date.
 * Years 1900..2200; CLOCK_NONE when it is nothing of the kind. */
int64_t clock_parse(struct str, int zone);
/* RFC 9110 dates: IMF-fixdate, RFC 850, asctime; RFC 822 of RSS too. */
int64_t clock_parse_http(struct str);

#define CLOCK_TEXT_MAX 24
/* "2026-01-28T13:54:00Z" and "2026-01-28"; "" for CLOCK_NONE. */
void clock_text(int64_t, char out[CLOCK_TEXT_MAX]);
void clock_date(int64_t, char out[CLOCK_TEXT_MAX]);
struct str clock_str(struct arena *, int64_t); /* STR_NONE for CLOCK_NONE */

#endif
