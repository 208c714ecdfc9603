#include "store/moment.h"

#include <string.h>

#define DATE_CHARS 10 /* of "2026-02-03" */

enum rc
moment_since(const char *text, int64_t *out, struct err *err)
{
	*out = clock_parse(str_c(text), MOMENT_ZONE);
	if (*out == CLOCK_NONE)
		return err_set(err, RC_BAD,
		    "\"%s\" is neither a date (2026-02-03) nor a time "
		    "(2026-02-03T10:00:00Z)",
		    text);
	return RC_OK;
}

enum rc
moment_until(const char *text, int64_t *out, struct err *err)
{
	const enum rc rc = moment_since(text, out, err);
	if (rc == RC_OK && strlen(text) == DATE_CHARS)
		*out += CLOCK_DAY - 1;
	return rc;
}

/* The digits at `at`; -1 when one of them is none. */
static int
digits_read(struct str x, size_t at, size_t n)
{
	int v = 0;
	for (size_t i = at; i < at + n; i++) {
		if (x.s[i] < '0' || x.s[i] > '9')
			return -1;
		v = 10 * v + (x.s[i] - '0');
	}
	return v;
}

int64_t
moment_date(struct str x)
{
	if (x.n != DATE_CHARS || x.s[4] != '-' || x.s[7] != '-')
		return CLOCK_NONE;
	const struct civil c = { .year = digits_read(x, 0, 4),
		.month = digits_read(x, 5, 2),
		.day = digits_read(x, 8, 2) };
	if (c.year < 0 || c.month < 1 || c.month > 12 || c.day < 1 ||
	    c.day > month_days(c.year, c.month))
		return CLOCK_NONE;
	return civil_to_time(&c);
}

void
moment_day(int64_t at, char out[CLOCK_TEXT_MAX])
{
	clock_date(at == CLOCK_NONE ? at : at + (int64_t)MOMENT_ZONE, out);
}
