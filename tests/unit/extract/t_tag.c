#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/tag.h"

static void
names_are_found_in_any_case(void **state)
{
	(void)state;
	assert_int_equal(tag_find(STR("a")), TAG_A);
	assert_int_equal(tag_find(STR("BLOCKQUOTE")), TAG_BLOCKQUOTE);
	assert_int_equal(tag_find(STR("xmp")), TAG_XMP);
	assert_int_equal(tag_find(STR("amp-img")), TAG_OTHER);
	assert_int_equal(tag_find(STR("")), TAG_OTHER);
	assert_int_equal(tag_find(STR("averyveryverylongname")), TAG_OTHER);
}

static void
every_name_is_found_again(void **state)
{
	(void)state;
	for (unsigned i = 0; i < TAG_OTHER; i++)
		assert_int_equal(tag_find(str_c(tag_name((enum tag)i))), i);
	for (unsigned i = 0; i < ATTR_COUNT; i++)
		assert_int_equal(attr_find(str_c(attr_name((enum attr)i))), i);
}

static void
only_blocks_and_line_breaks_part_passages(void **state)
{
	(void)state;
	assert_true(tag_is_block(TAG_P));
	assert_true(tag_is_block(TAG_DIV));
	assert_true(tag_is_block(TAG_BR));
	assert_false(tag_is_block(TAG_A));
	assert_false(tag_is_block(TAG_SPAN));
	assert_false(tag_is_block(TAG_OTHER));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_in_any_case),
		cmocka_unit_test(every_name_is_found_again),
		cmocka_unit_test(only_blocks_and_line_breaks_part_passages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
