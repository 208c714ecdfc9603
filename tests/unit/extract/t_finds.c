#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/finds.h"

#define NUMBERS(first)                                                         \
	{                                                                      \
		[0] = (uint64_t)(first)                                        \
	}

static const struct rule low = { .order = 10, .index = 1 };
static const struct rule high = { .order = 20, .index = 0 };
static const struct rule trap = { .order = 5, .index = 2, .trap = true };

static void
the_lowest_order_stands_and_the_loser_knows_to_whom(void **state)
{
	struct find v[] = {
		{ .rule = &high, .start = 0, .end = 9, .marks = NUMBERS(3) },
		{ .rule = &low, .start = 4, .end = 6, .marks = NUMBERS(2) },
		{ .rule = &high, .start = 7, .end = 8, .marks = NUMBERS(4) },
	};
	struct finds s = { .v = v, .n = 3 };
	(void)state;
	finds_settle(&s);
	assert_ptr_equal(v[0].rule, &low);
	assert_true(v[0].stands);
	assert_int_equal(v[1].end, 9);
	assert_false(v[1].stands);
	assert_true(v[2].stands); /* what lost takes nothing away */
	assert_ptr_equal(finds_winner(&s, &v[1]), &v[0]);
	assert_null(finds_winner(&s, &v[2]));
	finds_drop(&s);
	assert_int_equal(s.n, 2);
}

static void
of_one_order_the_longer_stands_then_the_earlier(void **state)
{
	struct find v[] = {
		{ .rule = &low, .start = 2, .end = 5, .marks = NUMBERS(1) },
		{ .rule = &low, .start = 0, .end = 5, .marks = NUMBERS(1) },
		{ .rule = &low, .start = 9, .end = 12, .marks = NUMBERS(2) },
		{ .rule = &low, .start = 8, .end = 11, .marks = NUMBERS(2) },
	};
	struct finds s = { .v = v, .n = 4 };
	(void)state;
	finds_settle(&s);
	finds_drop(&s);
	assert_int_equal(s.n, 2);
	finds_sort(&s);
	assert_int_equal(v[0].start, 0);
	assert_int_equal(v[1].start, 8);
}

static void
a_trap_takes_its_number_and_yields_nothing(void **state)
{
	struct find v[] = {
		{ .rule = &low, .start = 0, .end = 5, .marks = NUMBERS(1) },
		{ .rule = &trap, .start = 0, .end = 2, .marks = NUMBERS(1) },
	};
	struct finds s = { .v = v, .n = 2 };
	(void)state;
	finds_settle(&s);
	finds_drop(&s);
	assert_int_equal(s.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_lowest_order_stands_and_the_loser_knows_to_whom),
		cmocka_unit_test(
		    of_one_order_the_longer_stands_then_the_earlier),
		cmocka_unit_test(a_trap_takes_its_number_and_yields_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
