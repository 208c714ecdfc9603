#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/figure.h"

static void
reads(struct figure f, const char *want)
{
	struct arena *a = arena_new((size_t)1 << 20);
	const struct str got = figure_text(a, &f);
	assert_string_equal(arena_cstr(a, got), want);
	arena_free(a);
}

static void
long_numbers_are_set_in_threes(void **state)
{
	(void)state;
	reads((struct figure){ .value = 27 }, "27");
	reads((struct figure){ .value = 2023 }, "2023");
	reads((struct figure){ .value = 12345 }, "12 345");
	reads((struct figure){ .value = 343600000000 }, "343 600 000 000");
	reads((struct figure){ .value = -1234567.25 }, "-1 234 567.25");
	reads((struct figure){ .value = 1e300 }, "1e+300");
}

static void
bounds_and_units_are_shown(void **state)
{
	(void)state;
	reads((struct figure){ .value = 36,
		  .bound = STR("approx"),
		  .unit = STR("%") },
	    "~36 %");
	reads((struct figure){ .value = 2000, .bound = STR("more_than") },
	    "> 2000");
	reads((struct figure){ .value = 23,
		  .low = 20,
		  .high = 27,
		  .bound = STR("range") },
	    "20 - 27");
	reads((struct figure){ .value = 5.6, .unit = STR("1") }, "5.6x");
	reads((struct figure){ .value = 5,
		  .bound = STR("exact"),
		  .unit = STR("KZT") },
	    "5 KZT");
}

static void
open_sides_are_infinite(void **state)
{
	const struct figure f = { .low = 5, .high = (double)NAN };
	(void)state;
	const struct extent e = figure_extent(&f);
	assert_true(e.low <= 5 && e.low >= 5);
	assert_true(isinf(e.high));
	assert_false(e.loose);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_numbers_are_set_in_threes),
		cmocka_unit_test(bounds_and_units_are_shown),
		cmocka_unit_test(open_sides_are_infinite),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
