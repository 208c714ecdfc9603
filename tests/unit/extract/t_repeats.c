#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/repeats.h"
#include "tests/unit/extract/tools.h"

#define LINES "<p>один<p>два<p>три<p>четыре"

/* How many passages stay of a page whose lines are all kept. */
static size_t
left(const struct tools *t, const char *html, double value)
{
	const struct dom dom = tools_tree(t, html);
	struct blocks b;
	size_t n = 0;
	blocks_read(t->arena, &dom, &b);
	for (size_t i = 0; i < b.passages.n; i++) {
		b.passages.v[i].kept = true;
		b.passages.v[i].value = value;
	}
	repeats_drop(t->arena, &b.passages);
	for (size_t i = 0; i < b.passages.n; i++)
		n += b.passages.v[i].kept;
	return n;
}

static void
the_first_of_two_copies_stays(void **state)
{
	assert_int_equal(left(*state,
			     "<div>" LINES "</div><div>" LINES "</div>", 80),
	    4);
	assert_int_equal(left(*state,
			     "<div>" LINES "</div><p>пять<div>" LINES
			     "</div><div>" LINES "</div>",
			     80),
	    5);
}

static void
a_few_lines_in_a_row_may_be_alike(void **state)
{
	assert_int_equal(left(*state,
			     "<div>" LINES "</div><div><p>один<p>два<p>три"
			     "<p>пять</div>",
			     80),
	    8);
}

static void
what_one_element_says_twice_is_its_text(void **state)
{
	assert_int_equal(left(*state, "<div>" LINES LINES "</div>", 80), 8);
}

static void
lists_without_prose_may_be_alike(void **state)
{
	assert_int_equal(left(*state,
			     "<div>" LINES "</div><div>" LINES "</div>", -8),
	    8);
	assert_int_equal(left(*state, "", 80), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_of_two_copies_stays),
		cmocka_unit_test(a_few_lines_in_a_row_may_be_alike),
		cmocka_unit_test(what_one_element_says_twice_is_its_text),
		cmocka_unit_test(lists_without_prose_may_be_alike),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
