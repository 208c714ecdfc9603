#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/plot.h"

#define DAY   INT64_C(86400)
#define BEGIN (INT64_C(20000) * DAY) /* 2024-10-04 */

static const char *
drawn(struct arena *a, struct plot plot)
{
	struct buf b;
	buf_init(&b, (size_t)1 << 20);
	plot_draw(&b, a, &plot);
	const char *out = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	return out;
}

static void
a_step_goes_down_where_the_value_does(void **state)
{
	static const struct plot_step steps[] = {
		{ BEGIN, 27 },
		{ BEGIN + 100 * DAY, 20 },
	};
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	const struct plot plot = { .steps = steps,
		.nsteps = 2,
		.until = BEGIN + 200 * DAY,
		.width = 28,
		.height = 3 };
	assert_string_equal(drawn(a, plot),
	    "27 *************            \n"
	    "               *            \n"
	    "20             *************\n"
	    "   2024-10-04     2025-04-22\n");
	arena_free(a);
}

/* Eight dots a cell: the same line is two dots to a column. */
static void
braille_draws_dots(void **state)
{
	static const struct plot_step steps[] = { { BEGIN, 5 } };
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	const struct plot plot = { .steps = steps,
		.nsteps = 1,
		.until = BEGIN + DAY,
		.width = 30,
		.height = 1,
		.braille = true };
	const char *out = drawn(a, plot);
	assert_true(strncmp(out, "5 \u2824\u2824\u2824", 11) == 0);
	assert_null(strstr(out, "\n5"));
	arena_free(a);
}

static void
odd_sizes_are_taken_into_bounds(void **state)
{
	static const struct plot_step steps[] = {
		{ BEGIN, -1e300 },
		{ BEGIN, 1e300 },
	};
	static const size_t sizes[] = { 0, 1, 23, 399, 100000, SIZE_MAX };
	struct arena *a = arena_new((size_t)16 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		const struct plot plot = { .steps = steps,
			.nsteps = 2,
			.until = INT64_MIN,
			.width = sizes[i],
			.height = sizes[i] };
		assert_true(strlen(drawn(a, plot)) > PLOT_WIDTH_MIN);
	}
	const struct plot none = { .width = 80, .height = 3 };
	assert_string_equal(drawn(a, none), "");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_goes_down_where_the_value_does),
		cmocka_unit_test(braille_draws_dots),
		cmocka_unit_test(odd_sizes_are_taken_into_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
