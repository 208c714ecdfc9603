#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "crawler/trap.h"

static void
paths_in_circles_are_traps(void **state)
{
	(void)state;
	struct tally *t = tally_new();
	assert_false(
	    trap_is(t, STR("https://x.kz/ru/news/2026/03/03/03.html")));
	assert_false(trap_is(t, STR("https://x.kz/a/b/a/b/a/b/")));
	assert_true(trap_is(t, STR("https://x.kz/a/b/a/b/a/b/a/")));
	tally_free(t);
}

static void
one_path_has_a_budget_of_queries(void **state)
{
	(void)state;
	char url[64];
	struct tally *t = tally_new();
	for (int i = 0; i < TRAP_QUERIES_MAX; i++) {
		(void)snprintf(url, sizeof(url), "https://x.kz/day?n=%d", i);
		assert_false(trap_is(t, str_c(url)));
	}
	assert_true(trap_is(t, STR("https://x.kz/day?n=one+more")));
	assert_false(trap_is(t, STR("https://x.kz/night?n=1")));
	assert_false(trap_is(t, STR("https://x.kz/day")));
	tally_free(t);
}

static void
very_deep_paths_are_traps(void **state)
{
	(void)state;
	char url[1024] = "https://x.kz";
	size_t n = 12;
	struct tally *t = tally_new();
	for (int i = 0; i < 70; i++)
		n += (size_t)snprintf(url + n, sizeof(url) - n, "/s%d", i);
	assert_true(trap_is(t, str_c(url)));
	tally_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_in_circles_are_traps),
		cmocka_unit_test(one_path_has_a_budget_of_queries),
		cmocka_unit_test(very_deep_paths_are_traps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
