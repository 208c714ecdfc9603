#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/markup.h"

/* Writes pieces: "<..." is a start tag, "</..." an end tag, others text. */
static void
assert_written(const char *const pieces[], const char *expected)
{
	struct buf out;
	buf_init(&out, 10000);
	struct markup m = { .out = &out, .edge = true };
	for (; *pieces != NULL; pieces++) {
		const struct str x = str_c(*pieces);
		struct token t;
		if (x.s[0] != '<') {
			markup_text(&m, x.s, x.s + x.n);
			continue;
		}
		const size_t name = x.s[1] == '/' ? 2 : 1;
		(void)token_read(x.s + name, x.s + x.n, &t);
		if (name == 2)
			markup_end(&m, t.tag);
		else
			markup_start(&m, &t);
	}
	buf_chr(&out, '\0');
	assert_string_equal(out.s, expected);
	buf_free(&out);
}

#define WRITTEN(expected, ...)                                                 \
	assert_written((const char *const[]){ __VA_ARGS__, NULL }, expected)

static void
white_space_is_one_space_within_a_passage(void **state)
{
	(void)state;
	WRITTEN("<p> a b<b>c</b> d</p>", "  ", "<p>", "\n a  \n b", "<b>", "c",
	    "</b>", "\t d", "  ", "</p>", " ");
	WRITTEN("<p>a <b>b</b></p>", "<p>", "a", " ", "\n", "<b>", "b", "</b>",
	    " ", "</p>");
}

static void
attributes_nobody_reads_are_left_out(void **state)
{
	(void)state;
	WRITTEN("<a class=\"x\">", "<a href='/n/1' class=x onclick='f()'>");
	WRITTEN("<link rel=\"next\" href=\"/2\">", "<link rel=next href=/2>");
	WRITTEN("<p hidden=\"\">", "<p style='color: red; display : none'>");
	WRITTEN("<p>", "<p style='display: block'>");
}

static void
a_value_with_both_marks_is_left_out(void **state)
{
	(void)state;
	WRITTEN("<p id='a\"b'>", "<p id='a\"b'>");
	WRITTEN("<p>", "<p id=a\"b'c>");
}

static void
breaks_and_signs_stand_for_themselves(void **state)
{
	struct buf out;
	(void)state;
	buf_init(&out, 100);
	struct markup m = { .out = &out, .edge = true };
	markup_text(&m, "a ", "a " + 0);
	markup_sign(&m);
	markup_break(&m);
	assert_string_equal(out.s, "&lt;<br>");
	assert_int_equal(m.tags, 1);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(white_space_is_one_space_within_a_passage),
		cmocka_unit_test(attributes_nobody_reads_are_left_out),
		cmocka_unit_test(a_value_with_both_marks_is_left_out),
		cmocka_unit_test(breaks_and_signs_stand_for_themselves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
