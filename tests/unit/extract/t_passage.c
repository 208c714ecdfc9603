#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/passage.h"
#include "tests/unit/extract/tools.h"

static void
passages_are_measured_when_added(void **state)
{
	const struct tools *t = *state;
	struct passages p = { .n = 0 };
	for (size_t i = 0; i < 1000; i++)
		assert_non_null(
		    passages_add(t->arena, &p, STR("Одно, другое.")));
	assert_int_equal(p.n, 1000);
	assert_int_equal(p.v[999].size.words, 2);
	assert_int_equal(p.v[0].kind, PASSAGE_PARAGRAPH);
}

static void
passages_over_the_ceiling_are_left_out(void **state)
{
	const struct tools *t = *state;
	struct passages p = { .n = PASSAGES_MAX };
	assert_null(passages_add(t->arena, &p, STR("a")));
	assert_int_equal(p.n, PASSAGES_MAX);
	p = (struct passages){ .bytes = PASSAGES_BYTES - 1 };
	assert_non_null(passages_add(t->arena, &p, STR("a")));
	assert_true(passages_full(&p));
	assert_null(passages_add(t->arena, &p, STR("a")));
}

static void
kinds_have_the_names_of_the_record(void **state)
{
	(void)state;
	assert_str(passage_kind_name(PASSAGE_HEADING), "heading");
	assert_str(passage_kind_name(PASSAGE_ROW), "row");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passages_are_measured_when_added),
		cmocka_unit_test(passages_over_the_ceiling_are_left_out),
		cmocka_unit_test(kinds_have_the_names_of_the_record),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
