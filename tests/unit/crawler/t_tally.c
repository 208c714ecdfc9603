#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "crawler/tally.h"

static void
keys_are_counted_each_for_itself(void **state)
{
	(void)state;
	struct tally *t = tally_new();
	assert_int_equal(tally_add(t, STR("a"), 1), 1);
	assert_int_equal(tally_add(t, STR("a"), 1), 2);
	assert_int_equal(tally_add(t, STR("b"), 1), 1);
	assert_int_equal(tally_add(t, STR("a"), 2), 1);
	assert_int_equal(tally_add(t, STR("a"), 1), 3);
	assert_int_equal(tally_get(t, STR("never"), 7), 0);
	tally_free(t);
}

static void
counts_survive_growing(void **state)
{
	(void)state;
	char key[32];
	struct tally *t = tally_new();
	for (int round = 1; round <= 2; round++)
		for (int i = 0; i < 5000; i++) {
			(void)snprintf(key, sizeof(key), "key %d", i);
			assert_int_equal(tally_add(t, str_c(key), 0), round);
		}
	tally_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_counted_each_for_itself),
		cmocka_unit_test(counts_survive_growing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
