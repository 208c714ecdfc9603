#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/buf.h"
#include "store/names.h"

static void
a_name_is_known_by_its_kind(void **state)
{
	struct names *n = names_new();
	(void)state;
	assert_int_equal(names_get(n, 1, STR("Алматы")), 0);
	names_put(n, 1, STR("Алматы"), 7);
	names_put(n, 2, STR("Алматы"), 8);
	assert_int_equal(names_get(n, 1, STR("Алматы")), 7);
	assert_int_equal(names_get(n, 2, STR("Алматы")), 8);
	assert_int_equal(names_get(n, 3, STR("Алматы")), 0);
	assert_int_equal(names_get(n, 1, STR("Алмат")), 0);
	names_clear(n);
	assert_int_equal(names_get(n, 1, STR("Алматы")), 0);
	names_free(n);
}

static void
a_long_name_is_not_remembered(void **state)
{
	static const char fits[NAMES_KEY_MAX] = "the longest";
	static const char long_one[NAMES_KEY_MAX + 1] = "one byte too long";
	struct names *n = names_new();
	(void)state;
	names_put(n, 1, str_n(fits, sizeof(fits)), 1);
	names_put(n, 1, str_n(long_one, sizeof(long_one)), 2);
	assert_int_equal(names_get(n, 1, str_n(fits, sizeof(fits))), 1);
	assert_int_equal(names_get(n, 1, str_n(long_one, sizeof(long_one))), 0);
	names_free(n);
}

static void
more_names_than_slots_never_give_a_wrong_id(void **state)
{
	struct names *n = names_new();
	size_t known = 0;
	(void)state;
	for (int64_t i = 1; i <= 20000; i++)
		names_put(n, 1, str_n((const char *)&i, sizeof(i)), i);
	for (int64_t i = 1; i <= 20000; i++) {
		const int64_t id =
		    names_get(n, 1, str_n((const char *)&i, sizeof(i)));
		assert_true(id == 0 || id == i);
		known += id == i;
	}
	assert_in_range(known, 3000, 4096);
	names_free(n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_known_by_its_kind),
		cmocka_unit_test(a_long_name_is_not_remembered),
		cmocka_unit_test(more_names_than_slots_never_give_a_wrong_id),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
