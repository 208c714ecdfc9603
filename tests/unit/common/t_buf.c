#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"

static void
appends_grow_and_stay_nul_ended(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1000);
	for (int i = 0; i < 100; i++)
		buf_printf(&b, "%d,", i % 10);
	assert_int_equal(b.n, 200);
	assert_int_equal(strlen(b.s), 200);
	assert_false(b.bad);
	buf_free(&b);
}

static void
an_append_past_the_ceiling_is_left_out_and_remembered(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 5);
	buf_text(&b, "abc");
	buf_text(&b, "def");
	buf_text(&b, "g");
	assert_true(b.bad);
	assert_true(str_is(buf_view(&b), "abc"));
	buf_clear(&b);
	assert_false(b.bad);
	buf_text(&b, "12345");
	assert_false(b.bad);
	buf_free(&b);
}

static void
taken_bytes_leave_an_empty_buffer(void **state)
{
	(void)state;
	struct buf b;
	size_t n = 0;
	buf_init(&b, 100);
	buf_text(&b, "kept");
	char *s = buf_take(&b, &n);
	assert_string_equal(s, "kept");
	assert_int_equal(n, 4);
	assert_int_equal(b.n, 0);
	free(s);
	s = buf_take(&b, NULL);
	assert_string_equal(s, "");
	free(s);
}

static void
runes_are_written_as_utf8(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 100);
	buf_rune(&b, 0x049B);
	buf_rune(&b, 0x1F6EB);
	buf_rune(&b, 0xD800);
	assert_true(str_is(buf_view(&b), "қ🛫\xEF\xBF\xBD"));
	buf_cut(&b, 2);
	assert_true(str_is(buf_view(&b), "қ"));
	buf_free(&b);
}

static void
nul_bytes_are_bytes_like_others(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 100);
	buf_add(&b, "a\0b", 3);
	assert_int_equal(b.n, 3);
	assert_memory_equal(b.s, "a\0b", 4);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appends_grow_and_stay_nul_ended),
		cmocka_unit_test(
		    an_append_past_the_ceiling_is_left_out_and_remembered),
		cmocka_unit_test(taken_bytes_leave_an_empty_buffer),
		cmocka_unit_test(runes_are_written_as_utf8),
		cmocka_unit_test(nul_bytes_are_bytes_like_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
