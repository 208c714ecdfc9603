#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/schedule.h"

#define NOW INT64_C(1770000000)
#define DAY INT64_C(86400)

static void
answered_pages_are_visited_ever_later_then_never(void **state)
{
	(void)state;
	assert_int_equal(schedule_answered(0, NOW), NOW);
	assert_int_equal(schedule_answered(1, NOW), NOW + 3600);
	assert_int_equal(schedule_answered(2, NOW), NOW + 86400);
	assert_int_equal(schedule_answered(3, NOW), NOW + 7 * DAY);
	assert_true(schedule_answered(4, NOW) == SCHEDULE_NEVER);
	assert_true(schedule_answered(1000, NOW) == SCHEDULE_NEVER);
}

static void
failures_are_tried_again_a_few_times(void **state)
{
	(void)state;
	assert_int_equal(schedule_failed(1, 404, NOW), NOW + 3600);
	assert_int_equal(schedule_failed(2, 0, NOW), NOW + 86400);
	assert_int_equal(schedule_failed(3, 500, NOW), NOW + 3 * DAY);
	assert_true(
	    schedule_failed(SCHEDULE_ERRORS_MAX, 404, NOW) == SCHEDULE_NEVER);
}

static void
gone_is_gone(void **state)
{
	(void)state;
	assert_true(schedule_failed(1, 410, NOW) == SCHEDULE_NEVER);
}

static void
lists_are_asked_for_the_sooner_the_more_they_bring(void **state)
{
	(void)state;
	assert_int_equal(schedule_pace(0, true), 0);
	assert_int_equal(schedule_pace(0, false), 300);
	assert_int_equal(schedule_pace(300, false), 600);
	assert_int_equal(schedule_pace(600, true), 300);
	assert_int_equal(schedule_pace(300, true), 0);
	assert_int_equal(schedule_pace(80000, false), 86400);
	assert_int_equal(schedule_pace(INT64_C(86400), false), 86400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    answered_pages_are_visited_ever_later_then_never),
		cmocka_unit_test(failures_are_tried_again_a_few_times),
		cmocka_unit_test(gone_is_gone),
		cmocka_unit_test(
		    lists_are_asked_for_the_sooner_the_more_they_bring),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
