#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/extent.h"

struct pair {
	struct extent a;
	struct extent b;
	bool meet;
};

#define EXACT(v)                                                               \
	{                                                                      \
		(v), (v), (v), false                                           \
	}
#define WIDE(v, l, h)                                                          \
	{                                                                      \
		(v), (l), (h), false                                           \
	}
#define ABOUT(v, l, h)                                                         \
	{                                                                      \
		(v), (l), (h), true                                            \
	}

static void
values_that_may_be_the_same_meet(void **state)
{
	static const struct pair pairs[] = {
		{ EXACT(27), EXACT(27), true },
		{ EXACT(27), EXACT(20), false },
		{ WIDE(1.3, 1.25, 1.35), EXACT(1.312), true },
		{ WIDE(1.3, 1.25, 1.35), WIDE(1.4, 1.35, 1.45), false },
		{ WIDE(1.3, 1.25, 1.35), EXACT(1.35), true },
		{ WIDE(15, 10, 20), WIDE(24, 18, 30), true },
		{ WIDE(20, 20, HUGE_VAL), EXACT(27), true },
		{ WIDE(20, 20, HUGE_VAL), EXACT(19), false },
		{ WIDE(5, -HUGE_VAL, 5), WIDE(4, 4, HUGE_VAL), true },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		const struct pair *p = &pairs[i];
		assert_int_equal(extent_meets(&p->a, &p->b), p->meet);
		assert_int_equal(extent_meets(&p->b, &p->a), p->meet);
	}
}

static void
about_reaches_a_stated_value_and_not_the_edge_of_another_about(void **state)
{
	static const struct pair pairs[] = {
		{ ABOUT(1.3, 1.235, 1.365), WIDE(1.4, 1.35, 1.45), false },
		{ ABOUT(1.3, 1.235, 1.365), WIDE(1.35, 1.345, 1.355), true },
		{ ABOUT(1.3, 1.235, 1.365), EXACT(1.24), true },
		{ ABOUT(36, 34.2, 37.8), ABOUT(35, 33.25, 36.75), true },
		{ ABOUT(36, 34.2, 37.8), ABOUT(39, 37.05, 40.95), false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		const struct pair *p = &pairs[i];
		assert_int_equal(extent_meets(&p->a, &p->b), p->meet);
		assert_int_equal(extent_meets(&p->b, &p->a), p->meet);
	}
}

static void
two_that_meet_leave_the_narrower(void **state)
{
	static const struct extent about = ABOUT(1.3, 1.2, 1.4);
	static const struct extent sharp = EXACT(1.312);
	static const struct extent more = WIDE(20, 20, HUGE_VAL);
	static const struct extent exact = EXACT(27);
	(void)state;
	struct extent both = extent_both(&about, &sharp);
	assert_false(both.loose);
	assert_true(both.low >= 1.312 && both.high <= 1.312);
	both = extent_both(&more, &exact);
	assert_true(both.said >= 27 && both.said <= 27);
}

static void
a_figure_that_was_not_said_is_not_known(void **state)
{
	static const struct extent exact = EXACT(27);
	const struct extent none = { .said = (double)NAN };
	(void)state;
	assert_true(extent_known(&exact));
	assert_false(extent_known(&none));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_that_may_be_the_same_meet),
		cmocka_unit_test(
		    about_reaches_a_stated_value_and_not_the_edge_of_another_about),
		cmocka_unit_test(two_that_meet_leave_the_narrower),
		cmocka_unit_test(a_figure_that_was_not_said_is_not_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
