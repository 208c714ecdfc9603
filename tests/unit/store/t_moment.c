#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/moment.h"

static void
a_date_is_a_day_at_home(void **state)
{
	char text[CLOCK_TEXT_MAX];
	struct err err = { 0 };
	int64_t at = 0;
	(void)state;
	assert_int_equal(moment_since("2026-02-03", &at, &err), RC_OK);
	clock_text(at, text);
	assert_string_equal(text, "2026-02-02T19:00:00Z");
	moment_day(at, text);
	assert_string_equal(text, "2026-02-03");
	assert_int_equal(moment_until("2026-02-03", &at, &err), RC_OK);
	clock_text(at, text);
	assert_string_equal(text, "2026-02-03T18:59:59Z");
	moment_day(CLOCK_NONE, text);
	assert_string_equal(text, "");
}

static void
a_time_is_taken_as_it_is(void **state)
{
	char text[CLOCK_TEXT_MAX];
	struct err err = { 0 };
	int64_t at = 0;
	(void)state;
	assert_int_equal(moment_until("2026-02-03T10:00:00Z", &at, &err),
	    RC_OK);
	clock_text(at, text);
	assert_string_equal(text, "2026-02-03T10:00:00Z");
}

static void
anything_else_is_refused(void **state)
{
	struct err err = { 0 };
	int64_t at = 0;
	(void)state;
	assert_int_equal(moment_since("yesterday", &at, &err), RC_BAD);
	assert_int_equal(moment_since("", &at, &err), RC_BAD);
	assert_int_equal(moment_until("2026-02-30", &at, &err), RC_BAD);
}

static void
a_period_may_be_of_any_year_but_is_a_date(void **state)
{
	static const char *const wrong[] = { "", "2026", "2026-1-01",
		"2026-02-30", "2026-00-01", "2026-13-01", "нет",
		"2026-01-01T00:00:00Z", "2026/01/01" };
	(void)state;
	assert_true(moment_date(STR("1970-01-02")) == CLOCK_DAY);
	assert_true(moment_date(STR("1861-02-19")) < 0);
	assert_true(
	    moment_date(STR("1861-02-19")) < moment_date(STR("1861-02-20")));
	assert_true(moment_date(STR("2300-01-01")) != CLOCK_NONE);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_true(moment_date(str_c(wrong[i])) == CLOCK_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_is_a_day_at_home),
		cmocka_unit_test(a_time_is_taken_as_it_is),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(a_period_may_be_of_any_year_but_is_a_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
