#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/clock.h"

static void
civil_dates_and_moments_agree(void **state)
{
	(void)state;
	/* Every day of four centuries, against a count made day by day. */
	int64_t t = INT64_C(-2208988800); /* 1900-01-01 */
	for (int y = 1900; y <= 2200; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= month_days(y, m); d++) {
				const struct civil c = { .year = y,
					.month = m,
					.day = d };
				assert_true(civil_to_time(&c) == t);
				const struct civil back = civil_from_time(t);
				assert_true(back.year == y && back.month == m &&
				    back.day == d);
				t += CLOCK_DAY;
			}
}

static void
rfc3339_is_read_in_its_forms(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int zone;
		const char *want;
	} rows[] = {
		{ "2026-01-28T13:54:00Z", 0, "2026-01-28T13:54:00Z" },
		{ "2026-01-28T18:54:00+05:00", 0, "2026-01-28T13:54:00Z" },
		{ "2026-01-28T18:54:00.123+0500", 0, "2026-01-28T13:54:00Z" },
		{ "2026-01-28 18:54", 18000, "2026-01-28T13:54:00Z" },
		{ "2026-01-28", 0, "2026-01-28T00:00:00Z" },
		{ "2024-02-29T23:59:60Z", 0, "2024-03-01T00:00:00Z" },
		{ "2026-02-29", 0, "" },
		{ "2026-13-01", 0, "" },
		{ "2026-01-28T25:00:00Z", 0, "" },
		{ "2026-01-28T13:54:00+99:00", 0, "" },
		{ "0001-01-01", 0, "" },
		{ "2026-01-28x", 0, "" },
		{ "28.01.2026", 0, "" },
		{ "", 0, "" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[CLOCK_TEXT_MAX];
		clock_text(clock_parse(str_c(rows[i].text), rows[i].zone),
		    text);
		assert_string_equal(text, rows[i].want);
	}
}

static void
http_dates_are_read_in_their_forms(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z" },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z" },
		{ "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z" },
		{ "Wed, 28 Jan 2026 18:54:00 +0500", "2026-01-28T13:54:00Z" },
		{ "28 Jan 2026 18:54 +0500", "2026-01-28T13:54:00Z" },
		{ "Wed, 31 Feb 2026 18:54:00 GMT", "" },
		{ "yesterday", "" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[CLOCK_TEXT_MAX];
		clock_text(clock_parse_http(str_c(rows[i][0])), text);
		assert_string_equal(text, rows[i][1]);
	}
}

static void
an_unknown_moment_is_written_as_nothing(void **state)
{
	(void)state;
	char text[CLOCK_TEXT_MAX] = "x";
	clock_date(CLOCK_NONE, text);
	assert_string_equal(text, "");
	clock_date(0, text);
	assert_string_equal(text, "1970-01-01");
}

static void
the_environment_fixes_the_clock(void **state)
{
	(void)state;
	assert_int_equal(setenv("SANDYQ_NOW", "2026-03-01T06:00:00Z", 1), 0);
	const struct clock c = clock_from_env();
	char text[CLOCK_TEXT_MAX];
	clock_text(c.now(c.arg), text);
	assert_string_equal(text, "2026-03-01T06:00:00Z");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(civil_dates_and_moments_agree),
		cmocka_unit_test(rfc3339_is_read_in_its_forms),
		cmocka_unit_test(http_dates_are_read_in_their_forms),
		cmocka_unit_test(an_unknown_moment_is_written_as_nothing),
		cmocka_unit_test(the_environment_fixes_the_clock),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
