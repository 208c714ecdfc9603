#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/sniff.h"
#include "tests/unit/extract/tools.h"

static void
bytes_tell_what_they_are(void **state)
{
	(void)state;
	assert_int_equal(sniff_bytes(STR("WARC/1.1\r\n")), SNIFF_WARC);
	assert_int_equal(sniff_bytes(STR("\x1F\x8B\x08")), SNIFF_WARC);
	assert_int_equal(sniff_bytes(STR(" \n{\"v\":1}")), SNIFF_RECORD);
	assert_int_equal(sniff_bytes(STR("<!DOCTYPE HTML>")), SNIFF_HTML);
	assert_int_equal(sniff_bytes(STR("\xEF\xBB\xBF <html>")), SNIFF_HTML);
	assert_int_equal(sniff_bytes(STR("x <p>y</p>")), SNIFF_HTML);
	assert_int_equal(sniff_bytes(STR("<?xml version='1.0'?><html>")),
	    SNIFF_HTML);
	assert_int_equal(sniff_bytes(STR("<?xml version='1.0'?><rss>")),
	    SNIFF_XML);
	assert_int_equal(sniff_bytes(STR("<urlset>")), SNIFF_XML);
	assert_int_equal(sniff_bytes(STR("%PDF-1.7")), SNIFF_BINARY);
	assert_int_equal(sniff_bytes(STR("Обычный текст, 2 < 3")), SNIFF_TEXT);
	assert_int_equal(sniff_bytes(STR("")), SNIFF_TEXT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_tell_what_they_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
