#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/digits.h"
#include "tests/unit/normalize/tools.h"

static void
assert_digits(const char *text, enum number_comma comma, size_t n, double value,
    size_t decimals)
{
	struct digits d;
	assert_int_equal(digits_read(str_c(text), comma, &d), n);
	assert_real(d.value, value);
	assert_int_equal(d.decimals, decimals);
}

static void
a_mark_before_three_digits_may_be_either(void **state)
{
	(void)state;
	assert_digits("635,000", COMMA_DECIMAL, 7, 635, 3);
	assert_digits("635,000", COMMA_GROUPS, 7, 635000, 0);
	assert_digits("2,337,023", COMMA_DECIMAL, 9, 2337023, 0);
	assert_digits("1.250.000", COMMA_DECIMAL, 9, 1250000, 0);
}

static void
spaces_group_only_by_three(void **state)
{
	(void)state;
	assert_digits("20 445 231,5 x", COMMA_DECIMAL, 12, 20445231.5, 1);
	assert_digits("5 67", COMMA_DECIMAL, 1, 5, 0);
	assert_digits("5 6789", COMMA_DECIMAL, 1, 5, 0);
}

static void
two_marks_or_too_many_digits_are_refused(void **state)
{
	struct digits d;
	(void)state;
	assert_int_equal(digits_read(STR("1,2,3"), COMMA_DECIMAL, &d), 0);
	assert_int_equal(digits_read(STR("1234567890123456789"), COMMA_DECIMAL,
			     &d),
	    0);
	assert_int_equal(digits_read(STR(""), COMMA_DECIMAL, &d), 0);
	assert_int_equal(digits_read(STR("x"), COMMA_DECIMAL, &d), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_before_three_digits_may_be_either),
		cmocka_unit_test(spaces_group_only_by_three),
		cmocka_unit_test(two_marks_or_too_many_digits_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
