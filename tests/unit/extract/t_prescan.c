#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/prescan.h"
#include "tests/unit/extract/tools.h"

static struct prescan
scan(struct str page, const char *want)
{
	struct prescan found;
	struct err err = { .reason = "" };
	struct buf out;
	buf_init(&out, 2 * page.n + 1000);
	assert_int_equal(prescan_run(page, &out, &found, &err), RC_OK);
	if (want != NULL)
		assert_string_equal(out.s == NULL ? "" : out.s, want);
	buf_free(&out);
	return found;
}

static void
what_is_no_text_goes(void **state)
{
	(void)state;
	scan(STR("a<script>if (1 < 2) '</p>'</script>b<style>p{}</style>c"
		 "<!-- d --><svg><text>e</text></svg>f<noscript>g</noscript>"),
	    "abcf");
	scan(STR("<p>a<b>b</b><font color=red>c</font> <i>d</i></p>"),
	    "<p>abc d</p>");
	scan(STR("<img src=a><input value='x'>text<wbr>"), "text");
}

static void
only_attributes_that_are_asked_for_stay(void **state)
{
	(void)state;
	scan(STR("<div onclick='x' CLASS=a data-x=\"1\" id='b \"c\"' class=d>"),
	    "<div class=\"a\" id='b \"c\"'>");
	scan(STR("<a href=/x rel=author>A</a>"), "<a rel=\"author\">A</a>");
	scan(STR("<link rel=canonical href=/x>"),
	    "<link rel=\"canonical\" href=\"/x\">");
	scan(STR("<p style='display : none'>"), "<p hidden=\"\">");
	scan(STR("<span>a</span><span class=x>b</span>"),
	    "a<span class=\"x\">b</span>");
}

static void
white_space_shrinks_but_in_pre(void **state)
{
	(void)state;
	scan(STR("a  \n\t b <pre>c  d</pre>  e"), "a b <pre>c  d</pre> e");
}

static void
white_space_at_the_ends_of_passages_goes(void **state)
{
	(void)state;
	scan(STR(" <p> <a>b</a> <i>c</i> <a>d</a> </p> <p>e</p> "),
	    "<p><a>b</a> c <a>d</a></p><p>e</p>");
	scan(STR("<a>b</a> <meta name=x> <a>c</a>"),
	    "<a>b</a><meta name=\"x\"> <a>c</a>");
	scan(STR("<a>b</a> <!-- c --> <a>d</a>\n<br>\n<a>e</a>"),
	    "<a>b</a> <a>d</a><br><a>e</a>");
}

static void
quotes_and_broken_tags_are_read_as_browsers_do(void **state)
{
	(void)state;
	scan(STR("<div class='a>b'>c"), "<div class='a>b'>c");
	scan(STR("1 < 2 <3 </ 4> <5"), "1 &lt; 2 &lt;3  &lt;5");
	scan(STR("a<!--><p>b<!---><p>c<!-- > --!>d"), "a<p>b<p>cd");
	scan(STR("a<![CDATA[x]]>b<?php y ?>c"), "abc");
	scan(STR("<!DOCTYPE html><p>"), "<!DOCTYPE html><p>");
	scan(STR("a<<b>p>"), "a&lt;p>");
}

static void
cut_pages_end_where_they_are_cut(void **state)
{
	(void)state;
	scan(STR("a<script>var b"), "a");
	scan(STR("a<!-- b"), "a");
	scan(STR("a<div class=\"b"), "a<div class=\"b\">");
	scan(STR("a<div class=\""), "a<div class=\"\">");
	scan(STR("a<div "), "a<div>");
	scan(STR("a<"), "a&lt;");
	scan(STR("a</"), "a");
	/* An element that never ends loses its tag, not the page. */
	scan(STR("a<button>b<button>c"), "abc");
	scan(STR(""), "");
}

static void
linked_data_is_set_aside(void **state)
{
	(void)state;
	const struct prescan found =
	    scan(STR("<script type='application/ld+json'>{\"a\":1}</script>"
		     "<script>var x</script>"
		     "<script type=application/ld+json>[2]</script>"),
		"");
	assert_int_equal(found.nldjson, 2);
	assert_str(found.ldjson[0], "{\"a\":1}");
	assert_str(found.ldjson[1], "[2]");
}

static void
nesting_is_bounded_and_its_text_kept(void **state)
{
	const struct tools *t = *state;
	const struct str deep = tools_repeat(t, "<div>", 50000);
	const struct str bold = tools_repeat(t, "<b>", 20000);
	const struct str page =
	    arena_printf(t->arena, "%s%sthe text", deep.s, bold.s);
	const struct prescan found = scan(page, NULL);
	assert_int_equal(found.depth, 50000);
	const struct dom dom = tools_tree(t, page.s);
	const struct node *n = node_find(dom.root, TAG_TEXT_NODE);
	size_t depth = 0;
	assert_str(n->text, "the text");
	for (; n != NULL; n = n->parent)
		depth++;
	assert_true(depth < PRESCAN_DEPTH + 10);
}

static void
an_element_that_was_flattened_ends_alone(void **state)
{
	const struct tools *t = *state;
	const struct str open = tools_repeat(t, "<div>", PRESCAN_DEPTH);
	const struct str page =
	    arena_printf(t->arena, "%s<section>a<section>c</section>b", open.s);
	const struct str want = arena_printf(t->arena, "%sa<br>cb", open.s);
	scan(page, want.s);
}

static void
unclosed_paragraphs_do_not_nest(void **state)
{
	const struct tools *t = *state;
	const struct str page = tools_repeat(t, "<p>a<li>b<td>c", 1000);
	assert_int_equal(scan(page, page.s).depth, 0);
}

static void
too_many_tags_are_refused(void **state)
{
	const struct tools *t = *state;
	struct prescan found;
	struct err err = { .reason = "" };
	struct buf out;
	buf_init(&out, (size_t)64 << 20);
	assert_int_equal(prescan_run(tools_repeat(t, "<p>", PRESCAN_TAGS + 1),
			     &out, &found, &err),
	    RC_BAD);
	assert_string_equal(err.reason, "page of more than 60000 tags");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_text_goes),
		cmocka_unit_test(only_attributes_that_are_asked_for_stay),
		cmocka_unit_test(white_space_shrinks_but_in_pre),
		cmocka_unit_test(white_space_at_the_ends_of_passages_goes),
		cmocka_unit_test(
		    quotes_and_broken_tags_are_read_as_browsers_do),
		cmocka_unit_test(cut_pages_end_where_they_are_cut),
		cmocka_unit_test(linked_data_is_set_aside),
		cmocka_unit_test(nesting_is_bounded_and_its_text_kept),
		cmocka_unit_test(an_element_that_was_flattened_ends_alone),
		cmocka_unit_test(unclosed_paragraphs_do_not_nest),
		cmocka_unit_test(too_many_tags_are_refused),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
