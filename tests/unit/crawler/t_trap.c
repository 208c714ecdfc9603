#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/trap.h"

static const struct trap_budget budget = {
	.repeats = 3,
	.ahead = 2 * CLOCK_DAY,
	.queries = 100,
	.links = 1000,
	.trials = 40,
	.yield = 10,
};

#define NOW INT64_C(1772344800) /* 2026-03-01T06:00:00Z */

static void
paths_in_circles_are_traps(void **state)
{
	(void)state;
	assert_false(trap_is(&budget,
	    STR("https://x.kz/ru/news/2026/03/03/03.html"), NOW));
	assert_false(trap_is(&budget, STR("https://x.kz/a/b/a/b/a/b/"), NOW));
	assert_true(trap_is(&budget, STR("https://x.kz/a/b/a/b/a/b/a/"), NOW));
}

/* Each figure is the configuration's. */
static void
a_wider_budget_takes_more(void **state)
{
	struct trap_budget wide = budget;
	struct tally *t = tally_new();
	const struct str circle = STR("https://x.kz/a/b/a/b/a/b/a/");
	const struct str day = STR("https://x.kz/2026/04/01/");
	(void)state;
	assert_true(trap_is(&wide, circle, NOW));
	wide.repeats = 4;
	assert_false(trap_is(&wide, circle, NOW));
	assert_true(trap_is(&wide, day, NOW));
	wide.ahead = 40 * CLOCK_DAY;
	assert_false(trap_is(&wide, day, NOW));
	wide.trials = 2;
	trap_yield(t, day, true);
	trap_yield(t, day, false);
	assert_false(trap_is_barren(t, &wide, day));
	wide.yield = 1;
	assert_true(trap_is_barren(t, &wide, day));
	wide.trials = 3;
	assert_false(trap_is_barren(t, &wide, day));
	tally_free(t);
}

static void
very_deep_paths_are_traps(void **state)
{
	(void)state;
	char url[1024] = "https://x.kz";
	size_t n = 12;
	for (int i = 0; i < 70; i++)
		n += (size_t)snprintf(url + n, sizeof(url) - n, "/s%d", i);
	assert_true(trap_is(&budget, str_c(url), NOW));
}

static void
calendars_end_with_the_present(void **state)
{
	static const struct {
		const char *url;
		bool trap;
	} rows[] = {
		{ "https://x.kz/2026/03/01/a", false },
		{ "https://x.kz/2026/03/31/a", false }, /* this month */
		{ "https://x.kz/cal/2026/04/", true },
		{ "https://x.kz/cal/2026/4", true },
		{ "https://x.kz/cal/9999/12?view=day", true },
		{ "https://x.kz/cal?day=2026-05-01", true },
		{ "https://x.kz/cal?day=2026-02&a=b", false },
		{ "https://x.kz/cal/2027-01-02/", true },
		{ "https://x.kz/n/strategy-2050-10-steps", false },
		{ "https://x.kz/n/2050", false },
		{ "https://x.kz/n/2050/17", false },
		{ "https://x.kz/n/12050/11", false },
		{ "https://x.kz/n/2050/1117", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (trap_is(&budget, str_c(rows[i].url), NOW) != rows[i].trap)
			fail_msg("%s", rows[i].url);
}

static void
one_path_has_a_budget_of_queries(void **state)
{
	(void)state;
	char url[64];
	const struct str list = STR("https://x.kz/");
	struct tally *t = tally_new();
	for (int i = 0; i < (int)budget.queries; i++) {
		(void)snprintf(url, sizeof(url), "https://x.kz/day?n=%d", i);
		assert_false(trap_is_flood(t, &budget, str_c(url), list));
	}
	assert_true(
	    trap_is_flood(t, &budget, STR("https://x.kz/day?n=more"), list));
	assert_false(
	    trap_is_flood(t, &budget, STR("https://x.kz/night?n=1"), list));
	assert_false(trap_is_flood(t, &budget, STR("https://x.kz/day"), list));
	tally_free(t);
}

static void
one_page_has_a_budget_of_each_pattern(void **state)
{
	(void)state;
	char url[64];
	struct tally *t = tally_new();
	for (int i = 0; i < (int)budget.links; i++) {
		(void)snprintf(url, sizeof(url), "https://x.kz/n/%d.html", i);
		assert_false(trap_is_flood(t, &budget, str_c(url), STR("a")));
	}
	assert_true(trap_is_flood(t, &budget, STR("https://x.kz/n/9999.html"),
	    STR("a")));
	assert_false(trap_is_flood(t, &budget, STR("https://x.kz/n/9999.html"),
	    STR("b")));
	assert_false(trap_is_flood(t, &budget, STR("https://x.kz/m/9999.html"),
	    STR("a")));
	tally_free(t);
}

static void
patterns_that_yield_nothing_are_given_up(void **state)
{
	(void)state;
	const struct str bad = STR("https://x.kz/bad/17.html");
	struct tally *t = tally_new();
	for (int i = 0; i < 40; i++) {
		assert_false(trap_is_barren(t, &budget, bad));
		trap_yield(t, STR("https://x.kz/bad/1.html"), i < 3);
		trap_yield(t, STR("https://x.kz/fair/1.html"), i < 4);
	}
	assert_true(trap_is_barren(t, &budget, bad));
	assert_false(
	    trap_is_barren(t, &budget, STR("https://x.kz/fair/17.html")));
	assert_false(
	    trap_is_barren(t, &budget, STR("https://y.kz/bad/17.html")));
	tally_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_in_circles_are_traps),
		cmocka_unit_test(a_wider_budget_takes_more),
		cmocka_unit_test(very_deep_paths_are_traps),
		cmocka_unit_test(calendars_end_with_the_present),
		cmocka_unit_test(one_path_has_a_budget_of_queries),
		cmocka_unit_test(one_page_has_a_budget_of_each_pattern),
		cmocka_unit_test(patterns_that_yield_nothing_are_given_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
