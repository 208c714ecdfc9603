#include "common/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2200

static int64_t
real_now(void *arg)
{
	(void)arg;
	return (int64_t)time(NULL);
}

static int64_t
real_ticks(void *arg)
{
	(void)arg;
	struct timespec t;
	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		return 0;
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t
fixed_now(void *arg)
{
	(void)arg;
	return clock_parse(str_c(getenv("SANDYQ_NOW")), 0);
}

struct clock
clock_real(void)
{
	return (struct clock){ .now = real_now, .ticks = real_ticks };
}

struct clock
clock_from_env(void)
{
	struct clock c = clock_real();
	const char *fixed = getenv("SANDYQ_NOW");
	if (fixed != NULL && clock_parse(str_c(fixed), 0) != CLOCK_NONE)
		c.now = fixed_now;
	return c;
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
civil_valid(const struct civil *c)
{
	return c->year >= YEAR_MIN && c->year <= YEAR_MAX && c->day >= 1 &&
	    c->day <= month_days(c->year, c->month) && c->hour >= 0 &&
	    c->hour <= 23 && c->minute >= 0 && c->minute <= 59 &&
	    c->second >= 0 && c->second <= 60;
}

/* Days from 1970-01-01, counting years from March so that the leap day is
 * the last (Howard Hinnant, chrono-compatible low-level date algorithms). */
static int64_t
civil_days(int64_t year, int month, int day)
{
	year -= month <= 2;
	const int64_t era = (year >= 0 ? year : year - 399) / 400;
	const int64_t of_era = year - era * 400;
	const int64_t of_year =
	    (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

int64_t
civil_to_time(const struct civil *c)
{
	const int64_t minutes = (int64_t)c->hour * 60 + c->minute;
	return civil_days(c->year, c->month, c->day) * CLOCK_DAY +
	    minutes * 60 + c->second;
}

struct civil
civil_from_time(int64_t t)
{
	int64_t days = t / CLOCK_DAY;
	int64_t rest = t % CLOCK_DAY;
	if (rest < 0) {
		rest += CLOCK_DAY;
		days--;
	}
	days += 719468;
	const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	const int64_t doe = days - era * 146097;
	const int64_t yoe =
	    (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	const int64_t mp = (5 * doy + 2) / 153;
	struct civil c = { 0 };
	c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c.year = (int)(yoe + era * 400 + (c.month <= 2));
	c.hour = (int)(rest / 3600);
	c.minute = (int)(rest / 60 % 60);
	c.second = (int)(rest % 60);
	return c;
}

/* Takes between `min` and `max` digits off the front. */
static bool
take_digits(struct str *x, size_t min, size_t max, int *out)
{
	size_t n = 0;
	int v = 0;
	while (n < x->n && n < max && x->s[n] >= '0' && x->s[n] <= '9')
		v = v * 10 + (x->s[n++] - '0');
	if (n < min)
		return false;
	*x = str_from(*x, n);
	*out = v;
	return true;
}

static bool
take_chr(struct str *x, const char *any)
{
	for (; *any != '\0'; any++)
		if (x->n > 0 && x->s[0] == *any) {
			*x = str_from(*x, 1);
			return true;
		}
	return false;
}

/* An offset or nothing: Z, +05:00, +0500, +05, and the names of RSS. */
static bool
take_zone(struct str *x, int *seconds)
{
	*x = str_trim(*x);
	if (x->n == 0)
		return true;
	if (str_is_nocase(*x, "z") || str_is_nocase(*x, "gmt") ||
	    str_is_nocase(*x, "utc") || str_is_nocase(*x, "ut")) {
		*seconds = 0;
		*x = STR("");
		return true;
	}
	const int sign = x->s[0] == '-' ? -1 : 1;
	int hour = 0;
	int minute = 0;
	if (!take_chr(x, "+-") || !take_digits(x, 2, 2, &hour))
		return false;
	(void)take_chr(x, ":");
	if (x->n > 0 && !take_digits(x, 2, 2, &minute))
		return false;
	if (x->n > 0 || hour > 15 || minute > 59)
		return false;
	*seconds = sign * (hour * 3600 + minute * 60);
	return true;
}

/* hh:mm, hh:mm:ss, hh:mm:ss.fraction */
static bool
take_time(struct str *x, struct civil *c)
{
	if (!take_digits(x, 1, 2, &c->hour) || !take_chr(x, ":") ||
	    !take_digits(x, 2, 2, &c->minute))
		return false;
	if (!take_chr(x, ":"))
		return true;
	if (!take_digits(x, 2, 2, &c->second))
		return false;
	if (take_chr(x, ".,"))
		while (x->n > 0 && x->s[0] >= '0' && x->s[0] <= '9')
			*x = str_from(*x, 1);
	return true;
}

int64_t
clock_parse(struct str x, int zone)
{
	struct civil c = { 0 };
	x = str_trim(x);
	if (!take_digits(&x, 4, 4, &c.year) || !take_chr(&x, "-") ||
	    !take_digits(&x, 2, 2, &c.month) || !take_chr(&x, "-") ||
	    !take_digits(&x, 2, 2, &c.day))
		return CLOCK_NONE;
	if (x.n > 0) {
		if (!take_chr(&x, "Tt ") || !take_time(&x, &c) ||
		    !take_zone(&x, &zone))
			return CLOCK_NONE;
	}
	return civil_valid(&c) ? civil_to_time(&c) - zone : CLOCK_NONE;
}

/* Takes a month's English name, of which three letters count. */
static bool
take_month(struct str *x, int *month)
{
	static const char names[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	for (int i = 0; i < 12; i++) {
		if (x->n < 3 || strncasecmp(x->s, names[i], 3) != 0)
			continue;
		*month = i + 1;
		while (
		    x->n > 0 && (x->s[0] | 32) >= 'a' && (x->s[0] | 32) <= 'z')
			*x = str_from(*x, 1);
		return true;
	}
	return false;
}

static void
skip_weekday(struct str *x)
{
	while (x->n > 0 && (x->s[0] | 32) >= 'a' && (x->s[0] | 32) <= 'z')
		*x = str_from(*x, 1);
	(void)take_chr(x, ",");
	*x = str_trim(*x);
}

/* "Nov  6 08:49:37 1994", what C's asctime() writes. */
static bool
take_asctime(struct str *x, struct civil *c)
{
	if (!take_month(x, &c->month))
		return false;
	*x = str_trim(*x);
	if (!take_digits(x, 1, 2, &c->day) || !take_chr(x, " ") ||
	    !take_time(x, c) || !take_chr(x, " "))
		return false;
	return take_digits(x, 4, 4, &c->year);
}

/* "06 Nov 1994 08:49:37", "06-Nov-94 08:49:37" */
static bool
take_rfc822(struct str *x, struct civil *c)
{
	if (!take_digits(x, 1, 2, &c->day) || !take_chr(x, " -") ||
	    !take_month(x, &c->month) || !take_chr(x, " -"))
		return false;
	const size_t before = x->n;
	if (!take_digits(x, 2, 4, &c->year))
		return false;
	if (before - x->n == 2)
		c->year += c->year < 70 ? 2000 : 1900;
	*x = str_trim(*x);
	return x->n == 0 || take_time(x, c);
}

int64_t
clock_parse_http(struct str x)
{
	struct civil c = { 0 };
	int zone = 0;
	x = str_trim(x);
	skip_weekday(&x);
	if (x.n == 0)
		return CLOCK_NONE;
	const bool digit = x.s[0] >= '0' && x.s[0] <= '9';
	if (digit ? !take_rfc822(&x, &c) : !take_asctime(&x, &c))
		return CLOCK_NONE;
	if (!take_zone(&x, &zone) || !civil_valid(&c))
		return CLOCK_NONE;
	return civil_to_time(&c) - zone;
}

/* Two of them: every row of an answer has a date or two, and snprintf() took
 * longer for them than the database for the row. */
static char *
digits_put(char *p, int v)
{
	p[0] = (char)('0' + v / 10 % 10);
	p[1] = (char)('0' + v % 10);
	return p + 2;
}

void
clock_text(int64_t t, char out[CLOCK_TEXT_MAX])
{
	out[0] = '\0';
	if (t == CLOCK_NONE)
		return;
	const struct civil c = civil_from_time(t);
	if (c.year < 0 || c.year > 9999)
		return;
	const struct {
		int v;
		char end;
	} pairs[] = {
		{ c.year % 100, '-' },
		{ c.month, '-' },
		{ c.day, 'T' },
		{ c.hour, ':' },
		{ c.minute, ':' },
		{ c.second, 'Z' },
	};
	char *p = digits_put(out, c.year / 100);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		p = digits_put(p, pairs[i].v);
		*p++ = pairs[i].end;
	}
	*p = '\0';
}

void
clock_date(int64_t t, char out[CLOCK_TEXT_MAX])
{
	clock_text(t, out);
	if (out[0] != '\0')
		out[10] = '\0';
}

struct str
clock_str(struct arena *a, int64_t t)
{
	char text[CLOCK_TEXT_MAX];
	clock_text(t, text);
	return text[0] == '\0' ? STR_NONE : arena_str(a, str_c(text));
}
