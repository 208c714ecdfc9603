#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/pairs.h"

/* A figure of the page `document`, its version, and of a year or none. */
static struct observation
said(int64_t document, int64_t version, double value, const char *year)
{
	return (struct observation){
		.document = document,
		.version = version,
		.figure = { .value = value, .low = value, .high = value },
		.modality = STR("actual"),
		.status = LINE_REPEAT,
		.period_basis = year != NULL ? STR("text") : STR("published"),
		.period_from = str_c(year),
	};
}

static struct observation
planned(double value, const char *year)
{
	struct observation o = said(9, 1, value, year);
	o.modality = STR("plan");
	o.status = LINE_ASIDE;
	return o;
}

static void
an_edit_replaces_what_the_page_said_of_the_period(void **state)
{
	struct observation v[] = {
		said(1, 1, 27, NULL),
		said(2, 1, 27, NULL),
		said(1, 1, 5, "2020"),
		said(1, 2, 20, NULL),
		said(2, 2, 27, NULL),
		said(3, 1, 20, NULL),
	};
	const struct observations seen = { .v = v, .n = 6 };
	struct arena *a = arena_new((size_t)1 << 20);
	const struct pairs p = pairs_of(a, &seen);
	(void)state;
	assert_int_equal(p.replaced[3], 0);
	for (size_t i = 0; i < 6; i++)
		if (i != 3)
			assert_true(p.replaced[i] == LINE_NOBODY);
	arena_free(a);
}

static void
a_plan_comes_out_as_its_own_period_says_in_the_end(void **state)
{
	struct observation v[] = {
		planned(15, "2025"),
		planned(10, "2030"),
		said(1, 1, 20, NULL),
		said(2, 1, 17, "2025"),
		said(3, 1, 18, "2025"),
		planned(12, "2025"),
	};
	const struct observations seen = { .v = v, .n = 6 };
	struct arena *a = arena_new((size_t)1 << 20);
	const struct pairs p = pairs_of(a, &seen);
	(void)state;
	assert_int_equal(p.outcome[0], 4);
	assert_true(p.outcome[1] == LINE_NOBODY);
	/* Told after all: nothing came of it yet. */
	assert_true(p.outcome[5] == LINE_NOBODY);
	assert_true(p.outcome[3] == LINE_NOBODY);
	arena_free(a);
}

static void
no_figures_are_no_pairs(void **state)
{
	const struct observations none = { .latest = LINE_NOBODY };
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	(void)pairs_of(a, &none);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    an_edit_replaces_what_the_page_said_of_the_period),
		cmocka_unit_test(
		    a_plan_comes_out_as_its_own_period_says_in_the_end),
		cmocka_unit_test(no_figures_are_no_pairs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
