#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/look.h"
#include "tests/unit/extract/tools.h"

static const struct node *
paragraph(const struct tools *t, const char *html)
{
	const struct dom dom = tools_tree(t, html);
	return node_find(dom.root, TAG_P);
}

static void
numbered_words_do_not_change_a_look(void **state)
{
	const uint64_t look =
	    look_of(paragraph(*state, "<p class='part n1 wide'>x"));
	assert_true(
	    look == look_of(paragraph(*state, "<p class='part n2 wide'>x")));
	assert_false(look == look_of(paragraph(*state, "<p class=part>x")));
}

static void
a_place_is_told_by_what_is_around(void **state)
{
	const uint64_t place =
	    look_of_place(paragraph(*state, "<div class=foot><p>x</div>"));
	assert_true(place ==
	    look_of_place(paragraph(*state, "<div class=foot><p>y</div>")));
	assert_false(place ==
	    look_of_place(paragraph(*state, "<div class=body><p>x</div>")));
	assert_true(look_of_place(NULL) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbered_words_do_not_change_a_look),
		cmocka_unit_test(a_place_is_told_by_what_is_around),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
