#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/letters.h"

/* "привет, мир", small letters, in each charset. */
#define KOI8   "\xD0\xD2\xC9\xD7\xC5\xD4, \xCD\xC9\xD2"
#define CP1251 "\xEF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0"
#define ISO5   "\xDF\xE0\xD8\xD2\xD5\xE2, \xDC\xD8\xE0"

static void
a_false_cyrillic_label_is_mended(void **state)
{
	(void)state;
	assert_string_equal(letters_charset(STR(KOI8), "CP1251"), "KOI8-R");
	assert_string_equal(letters_charset(STR(CP1251), "KOI8-R"), "CP1251");
	assert_string_equal(letters_charset(STR(CP1251), "CP1251"), "CP1251");
	assert_string_equal(letters_charset(STR(KOI8), "KOI8-U"), "KOI8-U");
	assert_string_equal(letters_charset(STR(ISO5), "ISO-8859-5"),
	    "ISO-8859-5");
}

static void
other_charsets_are_left_alone(void **state)
{
	(void)state;
	assert_string_equal(letters_charset(STR(CP1251), "GB18030"), "GB18030");
	assert_string_equal(letters_charset(STR(""), "CP1251"), "CP1251");
}

static void
kazakh_letters_tell_rk1048(void **state)
{
	(void)state;
	assert_string_equal(letters_charset(STR(CP1251 "\xBE\xBC\x9D\x8D"),
				"CP1251"),
	    "RK1048");
	assert_string_equal(letters_charset(STR(CP1251 "\xBE\xBC\x9D"),
				"CP1251"),
	    "CP1251");
}

static void
a_page_of_high_bytes_is_not_latin(void **state)
{
	(void)state;
	assert_true(letters_are_cyrillic(
	    STR(CP1251 CP1251 CP1251 CP1251 CP1251 "<p class=a>")));
	assert_false(letters_are_cyrillic(STR(CP1251 CP1251 CP1251)));
	assert_false(letters_are_cyrillic(STR("plain words")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_false_cyrillic_label_is_mended),
		cmocka_unit_test(other_charsets_are_left_alone),
		cmocka_unit_test(kazakh_letters_tell_rk1048),
		cmocka_unit_test(a_page_of_high_bytes_is_not_latin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
