#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/str.h"

static void
cut_gives_each_part_and_then_ends(void **state)
{
	(void)state;
	struct str rest = STR("a,b,,c");
	struct str part;
	const char *want[] = { "a", "b", "", "c" };
	for (size_t i = 0; i < 4; i++) {
		assert_true(str_cut(&rest, ',', &part));
		assert_true(str_is(part, want[i]));
	}
	assert_false(str_cut(&rest, ',', &part));
}

static void
cut_without_separator_keeps_all(void **state)
{
	(void)state;
	struct str rest = STR("whole");
	struct str part;
	assert_true(str_cut(&rest, ';', &part));
	assert_true(str_is(part, "whole"));
	assert_null(rest.s);
}

static void
cut_after_a_last_separator_gives_one_empty_part(void **state)
{
	(void)state;
	struct str rest = STR("a,");
	struct str part;
	assert_true(str_cut(&rest, ',', &part));
	assert_true(str_cut(&rest, ',', &part));
	assert_int_equal(part.n, 0);
	assert_false(str_cut(&rest, ',', &part));
}

static void
absent_and_empty_strings_compare_equal(void **state)
{
	(void)state;
	assert_true(str_eq(STR_NONE, STR("")));
	assert_true(str_starts(STR("a"), STR_NONE));
	assert_false(str_eq(STR("a"), STR("b")));
	assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
}

static void
order_is_by_bytes_then_by_length(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	/* Bytes are unsigned: Cyrillic comes after ASCII. */
	assert_true(str_cmp(STR("я"), STR("z")) > 0);
}

static void
find_tells_the_length_when_it_is_not_there(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find(STR("abc"), STR("x")), 3);
	assert_int_equal(str_find(STR("ab"), STR("abc")), 2);
	assert_int_equal(str_find_nocase(STR("xCharSet="), STR("charset")), 1);
	assert_int_equal(str_chr(STR("abc"), 'c'), 2);
	assert_int_equal(str_chr(STR_NONE, 'c'), 0);
}

static void
pieces_past_the_end_are_empty(void **state)
{
	(void)state;
	assert_int_equal(str_from(STR("abc"), 9).n, 0);
	assert_int_equal(str_head(STR("abc"), 9).n, 3);
	assert_true(str_is(str_trim(STR(" \t a b\r\n")), "a b"));
	assert_int_equal(str_trim(STR("  ")).n, 0);
	assert_true(str_ends(STR("a.gz"), STR(".gz")));
	assert_false(str_ends(STR("z"), STR(".gz")));
}

static void
whole_numbers_refuse_signs_and_overflow(void **state)
{
	(void)state;
	unsigned long long v = 7;
	assert_true(str_u64(STR("18446744073709551615"), &v));
	assert_true(v == UINT64_MAX);
	assert_false(str_u64(STR("18446744073709551616"), &v));
	assert_false(str_u64(STR("-1"), &v));
	assert_false(str_u64(STR(""), &v));
	assert_false(str_u64(STR("1 "), &v));
}

static void
reals_refuse_what_is_not_a_plain_number(void **state)
{
	(void)state;
	double v = 0;
	assert_true(str_real(STR("-12.5e2"), &v));
	assert_true(v == -1250.0);
	assert_false(str_real(STR("1,5"), &v));
	assert_false(str_real(STR("0x10"), &v));
	assert_false(str_real(STR("inf"), &v));
	assert_false(str_real(STR("1e999"), &v));
	assert_false(str_real(str_n("1\0002", 3), &v));
}

static void
hexadecimal_digits_have_values_of_either_case(void **state)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	int known = 0;
	(void)state;
	for (int i = 0; digits[i] != '\0'; i++)
		assert_int_equal(str_hex(digits[i]), i < 16 ? i : i - 6);
	for (int c = 0; c < 256; c++)
		known += str_hex((char)c) >= 0 ? 1 : 0;
	assert_int_equal(known, 22);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_gives_each_part_and_then_ends),
		cmocka_unit_test(cut_without_separator_keeps_all),
		cmocka_unit_test(
		    cut_after_a_last_separator_gives_one_empty_part),
		cmocka_unit_test(absent_and_empty_strings_compare_equal),
		cmocka_unit_test(order_is_by_bytes_then_by_length),
		cmocka_unit_test(find_tells_the_length_when_it_is_not_there),
		cmocka_unit_test(pieces_past_the_end_are_empty),
		cmocka_unit_test(whole_numbers_refuse_signs_and_overflow),
		cmocka_unit_test(reals_refuse_what_is_not_a_plain_number),
		cmocka_unit_test(hexadecimal_digits_have_values_of_either_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
