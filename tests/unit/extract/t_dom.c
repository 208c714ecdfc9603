#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/dom.h"
#include "tests/unit/extract/tools.h"

static void
trees_are_parsed_as_browsers_do(void **state)
{
	const struct tools *t = *state;
	const struct dom dom = tools_tree(t,
	    "<title>T</title><p class='a b' id=x>one<p>two &amp; three");
	const struct node *p = node_find(dom.root, TAG_P);
	assert_non_null(p);
	assert_str(node_attr(p, ATTR_ID), "x");
	assert_null(node_attr(p, ATTR_HREF).s);
	assert_true(node_has(p, ATTR_CLASS, "B"));
	assert_false(node_has(p, ATTR_CLASS, "c"));
	assert_str(p->first->text, "one");
	assert_int_equal(p->next->tag, TAG_P);
	assert_str(node_text(t->arena, p->next, 100), "two & three");
	assert_str(node_text(t->arena, dom.root, 1000), "T one two & three");
}

static void
numbers_tell_who_is_below_whom(void **state)
{
	const struct tools *t = *state;
	const struct dom dom = tools_tree(t, "<div><p>a</p><p>b</p></div>c");
	const struct node *div = node_find(dom.root, TAG_DIV);
	size_t below = 0;
	for (const struct node *n = dom.root; n != NULL;
	     n = node_after(dom.root, n))
		below += n->index > div->index && n->index < div->end;
	assert_int_equal(below, 4);
	assert_int_equal(node_past(dom.root, div)->index, div->end);
	assert_null(node_past(div, div));
	assert_int_equal(node_find(dom.root, TAG_BODY)->end, dom.count);
}

static void
text_is_cut_at_its_ceiling(void **state)
{
	const struct tools *t = *state;
	const struct dom dom = tools_tree(t, "<p>abcdef<p>ghi");
	assert_str(node_text(t->arena, dom.root, 5), "abcde");
}

static void
an_empty_page_is_a_tree(void **state)
{
	const struct tools *t = *state;
	const struct dom dom = tools_tree(t, "");
	assert_int_equal(dom.root->tag, TAG_HTML);
	assert_null(node_find(dom.root, TAG_P));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trees_are_parsed_as_browsers_do),
		cmocka_unit_test(numbers_tell_who_is_below_whom),
		cmocka_unit_test(text_is_cut_at_its_ceiling),
		cmocka_unit_test(an_empty_page_is_a_tree),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
