#include "crawler/day.h"

#include <ctype.h>
#include <stdio.h>

#include "common/clock.h"

#define DIGITS_OF_YEAR 4
#define DIGITS_OF_DAY  8 /* 20260301 */

struct day {
	int year;
	int month;
	int day; /* 0: not said */
};

/* Takes a whole number of that many digits off the front; -1 when there is
 * none. */
static int
digits_take(struct str *x, size_t least, size_t most)
{
	int value = 0;
	size_t n = 0;
	while (n < x->n && n < most && isdigit((unsigned char)x->s[n]))
		value = value * 10 + (x->s[n++] - '0');
	if (n < least || (n < x->n && isdigit((unsigned char)x->s[n])))
		return -1;
	*x = str_from(*x, n);
	return value;
}

static bool
is_end(struct str x)
{
	return x.n == 0 || x.s[0] == '/' || x.s[0] == '?' || x.s[0] == '&';
}

static bool
joint_take(struct str *x, char joint)
{
	if (x->n == 0 || x->s[0] != joint)
		return false;
	*x = str_from(*x, 1);
	return true;
}

static bool
is_month(const struct day *d)
{
	return d->month >= 1 && d->month <= 12;
}

/* Year, month and perhaps a day, with `joint` between them, up to the end of
 * a segment or value. */
static bool
joined_read(struct str x, char joint, struct day *d)
{
	*d = (struct day){ .year = digits_take(&x, DIGITS_OF_YEAR,
			       DIGITS_OF_YEAR) };
	if (d->year < 0 || !joint_take(&x, joint))
		return false;
	d->month = digits_take(&x, 1, 2);
	if (!is_month(d))
		return false;
	struct str rest = x;
	if (joint_take(&rest, joint)) {
		const int day = digits_take(&rest, 1, 2);
		if (day >= 1 && day <= 31 && is_end(rest)) {
			d->day = day;
			return true;
		}
	}
	return is_end(x);
}

static bool
solid_read(struct str x, struct day *d)
{
	const int all = digits_take(&x, DIGITS_OF_DAY, DIGITS_OF_DAY);
	*d = (struct day){ all / 10000, all / 100 % 100, all % 100 };
	return all > 0 && is_month(d) && d->day >= 1 && d->day <= 31 &&
	    is_end(x);
}

/* What stands behind byte i of an address. */
static bool
day_at(struct str url, size_t i, struct day *d)
{
	const struct str rest = str_from(url, i + 1);
	if (url.s[i] == '/' && joined_read(rest, '/', d))
		return true;
	return (url.s[i] == '/' || url.s[i] == '=') &&
	    (joined_read(rest, '-', d) || solid_read(rest, d));
}

int64_t
day_of(struct str url)
{
	char text[CLOCK_TEXT_MAX];
	struct day d = { .day = 0 };
	for (size_t i = 0; i + DIGITS_OF_DAY <= url.n; i++) {
		if (!day_at(url, i, &d) || d.day == 0)
			continue;
		(void)snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year,
		    d.month, d.day);
		return clock_parse(str_c(text), 0);
	}
	return CLOCK_NONE;
}

bool
day_is_ahead(struct str url, int64_t now)
{
	char text[CLOCK_TEXT_MAX];
	struct day last = { .day = 0 };
	struct day d = { .day = 0 };
	clock_date(now, text);
	if (!joined_read(str_c(text), '-', &last))
		return false;
	for (size_t i = 0; i + 1 < url.n; i++)
		if (day_at(url, i, &d) &&
		    d.year * 12 + d.month > last.year * 12 + last.month)
			return true;
	return false;
}
