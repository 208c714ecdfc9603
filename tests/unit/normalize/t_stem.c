#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/stem.h"
#include "tests/unit/normalize/tools.h"

static void
forms_of_one_noun_share_a_stem(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	const struct str one = stem_russian(a, STR("электровозов"));
	assert_str(one, "электровоз");
	assert_true(str_eq(one, stem_russian(a, STR("электровозами"))));
	assert_str(stem_russian(a, STR("")), "");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_of_one_noun_share_a_stem),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
