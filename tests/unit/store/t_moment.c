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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_is_a_day_at_home),
		cmocka_unit_test(a_time_is_taken_as_it_is),
		cmocka_unit_test(anything_else_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
