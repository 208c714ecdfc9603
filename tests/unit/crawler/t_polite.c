#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/polite.h"

static void
larger_delay_wins_under_a_cap(void **state)
{
	(void)state;
	assert_int_equal(polite_delay_ms(3, -1, 60), 3000);
	assert_int_equal(polite_delay_ms(3, 10, 60), 10000);
	assert_int_equal(polite_delay_ms(3, 0.5, 60), 3000);
	assert_int_equal(polite_delay_ms(0, -1, 60), 0);
	assert_int_equal(polite_delay_ms(1, 86400, 60), 60000);
	assert_int_equal(polite_delay_ms(90, 86400, 60), 90000);
}

static void
strain_is_429_and_server_errors(void **state)
{
	(void)state;
	assert_true(polite_is_strain(429));
	assert_true(polite_is_strain(500));
	assert_true(polite_is_strain(503));
	assert_false(polite_is_strain(404));
	assert_false(polite_is_strain(200));
	assert_false(polite_is_strain(0));
}

static void
retry_after_comes_as_seconds_or_date(void **state)
{
	(void)state;
	const int64_t now = clock_parse(STR("2026-02-01T00:00:00Z"), 0);
	assert_int_equal(polite_retry_after(STR(" 120 "), now), 120);
	assert_int_equal(
	    polite_retry_after(STR("Sun, 01 Feb 2026 00:01:00 GMT"), now), 60);
	assert_int_equal(
	    polite_retry_after(STR("Sat, 31 Jan 2026 00:00:00 GMT"), now), 0);
	assert_int_equal(polite_retry_after(STR("soon"), now), 0);
	assert_int_equal(polite_retry_after(STR_NONE, now), 0);
	assert_int_equal(polite_retry_after(STR("99999999999"), now),
	    POLITE_HOLD_MAX);
	assert_int_equal(
	    polite_retry_after(STR("Sun, 01 Feb 2099 00:01:00 GMT"), now),
	    POLITE_HOLD_MAX);
}

static void
rest_doubles_and_honours_retry_after(void **state)
{
	(void)state;
	assert_int_equal(polite_hold(1, 3000, 0), 24);
	assert_int_equal(polite_hold(2, 3000, 0), 48);
	assert_int_equal(polite_hold(3, 3000, 0), 96);
	assert_int_equal(polite_hold(1, 3000, 600), 600);
	assert_int_equal(polite_hold(1, 0, 0), POLITE_HOLD_MIN);
	assert_int_equal(polite_hold(1000, 3000, 0), POLITE_HOLD_MAX);
	assert_int_equal(polite_hold(40, INT64_C(60000), 0), POLITE_HOLD_MAX);
}

static void
slow_answers_are_owed_longer_pauses(void **state)
{
	(void)state;
	assert_int_equal(polite_latency(0, 800), 800);
	assert_int_equal(polite_latency(0, 0), 1);
	assert_int_equal(polite_latency(800, 1600), 900);
	assert_int_equal(polite_latency(800, 0), 701);
	assert_int_equal(polite_slow_ms(800, 5), 4000);
	assert_int_equal(polite_slow_ms(800, 0), 0);
	assert_int_equal(polite_slow_ms(POLITE_QUICK_MS, 5), 0);
	assert_int_equal(polite_slow_ms(30000, 5), POLITE_DELAY_MAX * 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(larger_delay_wins_under_a_cap),
		cmocka_unit_test(strain_is_429_and_server_errors),
		cmocka_unit_test(retry_after_comes_as_seconds_or_date),
		cmocka_unit_test(rest_doubles_and_honours_retry_after),
		cmocka_unit_test(slow_answers_are_owed_longer_pauses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
