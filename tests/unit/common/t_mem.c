#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/mem.h"

static void
room_doubles_until_it_is_enough(void **state)
{
	(void)state;
	assert_int_equal(mem_room(0, 1), 8);
	assert_int_equal(mem_room(8, 9), 16);
	assert_int_equal(mem_room(8, 100), 128);
	assert_int_equal(mem_room(64, 64), 64);
}

static void
nothing_asked_still_gives_a_pointer(void **state)
{
	(void)state;
	void *a = mem_alloc(0);
	void *b = mem_zero(0, 8);
	void *c = mem_grow(NULL, 0, 8);
	assert_true(a != NULL && b != NULL && c != NULL);
	free(a);
	free(b);
	free(c);
}

static void
a_duplicate_ends_in_nul(void **state)
{
	(void)state;
	char *s = mem_dup("abcdef", 3);
	assert_string_equal(s, "abc");
	free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(room_doubles_until_it_is_enough),
		cmocka_unit_test(nothing_asked_still_gives_a_pointer),
		cmocka_unit_test(a_duplicate_ends_in_nul),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
