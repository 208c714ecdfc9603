#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/found.h"

static void
finds_keep_order_dates_and_kind(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	struct finds f = finds_in(arena);
	char text[] = " https://x.kz/a \n";
	finds_add(&f, str_c(text), 5, false);
	finds_add(&f, STR("https://x.kz/b"), CLOCK_NONE, true);
	memset(text, 'z', sizeof(text) - 1); /* the address was copied */
	assert_int_equal(f.n, 2);
	assert_true(str_is(f.v[0].url, "https://x.kz/a"));
	assert_int_equal(f.v[0].at, 5);
	assert_false(f.v[0].list);
	assert_true(f.v[1].list);
	arena_free(arena);
}

static void
empty_addresses_are_nothing(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	struct finds f = finds_in(arena);
	finds_add(&f, STR(" \t"), 5, false);
	finds_add(&f, STR_NONE, 5, false);
	assert_int_equal(f.n, 0);
	arena_free(arena);
}

static void
ceiling_is_kept_and_told(void **state)
{
	(void)state;
	struct arena *arena = arena_new((size_t)64 << 20);
	struct finds f = finds_in(arena);
	for (size_t i = 0; i < FOUND_MAX; i++)
		finds_add(&f, STR("x"), 0, false);
	assert_false(f.full);
	finds_add(&f, STR("x"), 0, false);
	assert_true(f.full);
	assert_int_equal(f.n, FOUND_MAX);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_keep_order_dates_and_kind),
		cmocka_unit_test(empty_addresses_are_nothing),
		cmocka_unit_test(ceiling_is_kept_and_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
