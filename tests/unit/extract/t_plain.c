#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/plain.h"
#include "tests/unit/extract/tools.h"

static void
white_space_is_squeezed(void **state)
{
	const struct tools *t = *state;
	assert_str(plain_squeeze(t->arena, STR("  a \t\n b  ")), "a b");
	assert_str(plain_squeeze(t->arena, STR(" \n ")), "");
	assert_str(plain_squeeze(t->arena, STR("")), "");
}

static void
a_narrow_space_holds_a_number_together(void **state)
{
	const struct tools *t = *state;
	assert_str(plain_squeeze(t->arena, STR("343,6\u00A0млрд")),
	    "343,6\u00A0млрд");
	assert_str(plain_squeeze(t->arena, STR("1\u2009500")), "1\u00A0500");
	assert_str(plain_squeeze(t->arena, STR("a \u00A0b")), "a b");
}

static void
what_cannot_be_seen_goes(void **state)
{
	const struct tools *t = *state;
	assert_str(plain_squeeze(t->arena, STR("мо\u00ADно\u200Bго\uFEFFрод")),
	    "моногород");
	assert_str(plain_squeeze(t->arena,
		       STR("a\x01\x7F"
			   "b")),
	    "a b");
}

static void
letters_and_their_marks_are_joined(void **state)
{
	const struct tools *t = *state;
	assert_str(plain_squeeze(t->arena, STR("и\u0306")), "й");
}

static void
passages_are_measured(void **state)
{
	(void)state;
	const struct plain_size s =
	    plain_measure(STR("Рост, как сказано, на 5,6 %. «Это много!»"));
	assert_int_equal(s.runes, 41);
	assert_int_equal(s.digits, 2);
	assert_int_equal(s.commas, 3);
	assert_int_equal(s.sentences, 2);
	assert_int_equal(s.words, 6);
	assert_true(s.finished);
	assert_false(plain_measure(STR("Заголовок без точки")).finished);
	assert_int_equal(plain_measure(STR("Т.е. 3.5")).sentences, 1);
	assert_int_equal(plain_measure(STR("")).runes, 0);
}

static void
likeness_counts_the_same_words(void **state)
{
	const struct tools *t = *state;
	assert_true(plain_likeness(t->arena, STR("Ёлка, дом!"),
			STR("дом елка")) > 0.99);
	assert_true(plain_likeness(t->arena, STR("a b c d"), STR("a b")) < 0.6);
	assert_true(plain_likeness(t->arena, STR("a"), STR("b")) < 0.1);
	assert_true(plain_likeness(t->arena, STR(""), STR("")) < 0.1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(white_space_is_squeezed),
		cmocka_unit_test(a_narrow_space_holds_a_number_together),
		cmocka_unit_test(what_cannot_be_seen_goes),
		cmocka_unit_test(letters_and_their_marks_are_joined),
		cmocka_unit_test(passages_are_measured),
		cmocka_unit_test(likeness_counts_the_same_words),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
