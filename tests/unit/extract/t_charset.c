#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/charset.h"

#define MAX ((size_t)1 << 20)

/* "Привет, мир" and "Қазақстан теңгесі" in the charsets of the region. */
#define CP1251 "\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0"
#define KOI8   "\xF0\xD2\xC9\xD7\xC5\xD4, \xCD\xC9\xD2"
#define ISO5   "\xBF\xE0\xD8\xD2\xD5\xE2, \xDC\xD8\xE0"
#define RK1048                                                                 \
	"\x8D\xE0\xE7\xE0\x9D\xF1\xF2\xE0\xED \xF2\xE5\xBE\xE3\xE5\xF1\xB3 "   \
	"\x8D\xE0\xE7\xE0\x9D\xF1\xF2\xE0\xED \xF2\xE5\xBE\xE3\xE5\xF1\xB3"

static struct charset
decode(struct str bytes, const char *label, const char *want)
{
	struct charset c;
	struct err err = { .reason = "" };
	struct buf out;
	buf_init(&out, MAX);
	assert_int_equal(charset_decode(bytes, str_c(label), &out, &c, &err),
	    RC_OK);
	if (want != NULL)
		assert_true(str_eq(c.text, str_c(want)));
	buf_free(&out);
	return c;
}

static void
labels_name_their_charsets(void **state)
{
	(void)state;
	decode(STR(CP1251), "windows-1251", "Привет, мир");
	decode(STR(CP1251), "CP-1251", "Привет, мир");
	decode(STR(KOI8), "koi8-r", "Привет, мир");
	decode(STR(ISO5), "iso-8859-5", "Привет, мир");
	decode(STR("\xE9t\xE9"), "iso-8859-1", "été");
}

static void
kazakh_letters_are_read_in_their_charset(void **state)
{
	(void)state;
	const char *want = "Қазақстан теңгесі Қазақстан теңгесі";
	decode(STR(RK1048), "kz-1048", want);
	decode(STR(RK1048), "ptcp154", NULL);
	/* Labelled as the charset it grew out of. */
	decode(STR(RK1048), "windows-1251", want);
}

static void
valid_utf8_outweighs_its_label(void **state)
{
	(void)state;
	const struct charset c =
	    decode(STR("Привет"), "windows-1251", "Привет");
	assert_string_equal(c.name, "UTF-8");
}

static void
a_wrong_cyrillic_label_is_mended(void **state)
{
	(void)state;
	decode(STR(KOI8 " " KOI8 " " KOI8), "windows-1251",
	    "Привет, мир Привет, мир Привет, мир");
	decode(STR(CP1251 " " CP1251), "koi8-r", "Привет, мир Привет, мир");
}

static void
the_page_names_its_charset(void **state)
{
	(void)state;
	decode(STR("<meta charset=\"windows-1251\"><p>" CP1251), NULL,
	    "<meta charset=\"windows-1251\"><p>Привет, мир");
	decode(STR("<meta http-equiv=x content='text/html; "
		   "charset=koi8-r'>" KOI8),
	    NULL,
	    "<meta http-equiv=x content='text/html; charset=koi8-r'>"
	    "Привет, мир");
	decode(STR("<?xml version='1.0' encoding='windows-1251'?>" CP1251),
	    NULL, "<?xml version='1.0' encoding='windows-1251'?>Привет, мир");
}

static void
a_byte_order_mark_decides(void **state)
{
	(void)state;
	decode(STR("\xEF\xBB\xBFпривет"), "koi8-r", "привет");
	decode(STR("\xFF\xFE\x3F\x04\x40\x04"), NULL, "пр");
	decode(STR("\xFE\xFF\x04\x3F\x04\x40"), NULL, "пр");
}

static void
broken_bytes_are_replaced_and_counted(void **state)
{
	(void)state;
	const struct charset c = decode(STR("текст \xFF и ещё текст"), NULL,
	    "текст \xEF\xBF\xBD и ещё текст");
	assert_int_equal(c.broken, 1);
	/* A letter cut in two by the end of the page. */
	assert_string_equal(decode(STR("привет\xD0"), NULL, NULL).name,
	    "UTF-8");
}

static void
nuls_become_spaces(void **state)
{
	(void)state;
	const struct charset c = decode(STR("a\0b\0"), NULL, "a b ");
	assert_int_equal(c.broken, 2);
}

static void
every_byte_value_is_read(void **state)
{
	(void)state;
	char all[256];
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (char)i;
	decode(str_n(all, sizeof(all)), "no-such-charset", NULL);
	decode(str_n(all, sizeof(all)), "utf-8", NULL);
	decode(str_n(all, sizeof(all)), "koi8-r", NULL);
	decode(STR(""), NULL, NULL);
}

static void
a_page_over_the_ceiling_is_refused(void **state)
{
	(void)state;
	struct charset c;
	struct err err = { .reason = "" };
	struct buf out;
	buf_init(&out, 4);
	assert_int_equal(charset_decode(STR("12345"), STR_NONE, &out, &c, &err),
	    RC_BAD);
	assert_string_equal(err.reason, "page over 4 bytes of text");
	buf_free(&out);
}

static void
labels_are_found_in_media_types(void **state)
{
	(void)state;
	assert_true(
	    str_is(charset_label(STR("text/html; Charset = \"koi8-r\"")),
		"koi8-r"));
	assert_true(
	    str_is(charset_label(STR("text/html;charset=utf-8;x=y")), "utf-8"));
	assert_null(charset_label(STR("text/html")).s);
	assert_null(charset_label(STR("charset")).s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_name_their_charsets),
		cmocka_unit_test(kazakh_letters_are_read_in_their_charset),
		cmocka_unit_test(valid_utf8_outweighs_its_label),
		cmocka_unit_test(a_wrong_cyrillic_label_is_mended),
		cmocka_unit_test(the_page_names_its_charset),
		cmocka_unit_test(a_byte_order_mark_decides),
		cmocka_unit_test(broken_bytes_are_replaced_and_counted),
		cmocka_unit_test(nuls_become_spaces),
		cmocka_unit_test(every_byte_value_is_read),
		cmocka_unit_test(a_page_over_the_ceiling_is_refused),
		cmocka_unit_test(labels_are_found_in_media_types),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
