#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/token.h"
#include "tests/unit/extract/tools.h"

/* Reads the tag (from its name on); how many bytes of it are left. */
static size_t
read(const char *tag, struct token *t)
{
	const char *end = tag + strlen(tag);
	return (size_t)(end - token_read(tag, end, t));
}

static void
names_and_known_attributes_are_read(void **state)
{
	(void)state;
	struct token t;
	assert_int_equal(read("DIV Class=a data-x=1 id = 'b c'>d", &t), 1);
	assert_int_equal(t.tag, TAG_DIV);
	assert_int_equal(t.nattrs, 2);
	assert_str(token_value(&t, ATTR_CLASS), "a");
	assert_str(token_value(&t, ATTR_ID), "b c");
	assert_null(token_value(&t, ATTR_HREF).s);
	assert_false(t.closed);
}

static void
quotes_hide_the_end_of_a_tag(void **state)
{
	(void)state;
	struct token t;
	assert_int_equal(read("a rel=\">'\" id='\"'>x", &t), 1);
	assert_str(token_value(&t, ATTR_REL), ">'");
	assert_int_equal(t.attrs[1].quote, '\'');
}

static void
the_first_of_two_attributes_counts(void **state)
{
	(void)state;
	struct token t;
	(void)read("p id=a id=b =c hidden/>", &t);
	assert_str(token_value(&t, ATTR_ID), "a");
	assert_str(token_value(&t, ATTR_HIDDEN), "");
	assert_true(t.closed);
}

static void
cut_tags_end_with_the_page(void **state)
{
	(void)state;
	static const char *const cut[] = { "p", "p ", "p id", "p id=", "p id='",
		"p id='a", "p /" };
	for (size_t i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		struct token t;
		assert_int_equal(read(cut[i], &t), 0);
		assert_int_equal(t.tag, TAG_P);
	}
}

static void
a_million_attributes_are_read_past(void **state)
{
	const struct tools *tools = *state;
	struct token t;
	const struct str many = tools_repeat(tools, " a=1 id=2", 500000);
	assert_int_equal(read(arena_printf(tools->arena, "p%s>x", many.s).s,
			     &t),
	    1);
	assert_int_equal(t.nattrs, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_known_attributes_are_read),
		cmocka_unit_test(quotes_hide_the_end_of_a_tag),
		cmocka_unit_test(the_first_of_two_attributes_counts),
		cmocka_unit_test(cut_tags_end_with_the_page),
		cmocka_unit_test(a_million_attributes_are_read_past),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
