#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/rc.h"

static void
a_reason_is_set_and_the_code_comes_back(void **state)
{
	(void)state;
	struct err err = { 0 };
	assert_int_equal(err_set(&err, RC_BAD, "no %s", "body"), RC_BAD);
	assert_string_equal(err.reason, "no body");
	errno = ENOENT;
	assert_int_equal(err_errno(&err, RC_FAIL, "a.gz"), RC_FAIL);
	assert_string_equal(err.reason, "a.gz: No such file or directory");
}

static void
a_prefix_names_the_subject(void **state)
{
	(void)state;
	struct err err = { 0 };
	(void)err_set(&err, RC_BAD, "no body");
	err_prefix(&err, "url=%s", "http://a.kz/");
	assert_string_equal(err.reason, "url=http://a.kz/: no body");
}

static void
control_bytes_never_travel_in_a_reason(void **state)
{
	(void)state;
	struct err err = { 0 };
	(void)err_set(&err, RC_BAD, "title \x1b[31m\r\n");
	assert_string_equal(err.reason, "title ?[31m??");
}

static void
a_long_reason_is_cut_not_overrun(void **state)
{
	(void)state;
	struct err err = { 0 };
	char text[2000];
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	(void)err_set(&err, RC_BAD, "%s", text);
	assert_int_equal(strlen(err.reason), ERR_REASON_MAX - 1);
	err_prefix(&err, "%s", text);
	errno = ENOENT;
	(void)err_errno(&err, RC_BAD, "%s", text);
	assert_int_equal(strlen(err.reason), ERR_REASON_MAX - 1);
}

static void
broken_and_cut_letters_never_travel_in_a_reason(void **state)
{
	(void)state;
	struct err err = { 0 };
	(void)err_set(&err, RC_BAD, "caf\xE9 \xD2");
	assert_string_equal(err.reason, "caf? ?");
	char text[ERR_REASON_MAX + 2];
	memset(text, 'x', sizeof(text));
	memcpy(text + ERR_REASON_MAX - 2, "қ", 3);
	(void)err_set(&err, RC_BAD, "%s", text);
	assert_int_equal(err.reason[ERR_REASON_MAX - 2], '?');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reason_is_set_and_the_code_comes_back),
		cmocka_unit_test(a_prefix_names_the_subject),
		cmocka_unit_test(control_bytes_never_travel_in_a_reason),
		cmocka_unit_test(a_long_reason_is_cut_not_overrun),
		cmocka_unit_test(
		    broken_and_cut_letters_never_travel_in_a_reason),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
