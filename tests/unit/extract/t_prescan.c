#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gumbo.h>

#include "common/file.h"
#include "common/utf8.h"
#include "extract/charset.h"
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
	scan(STR("a<map>b<map>c"), "ac");
	scan(STR(""), "");
}

static void
what_is_cut_takes_nothing_with_it(void **state)
{
	(void)state;
	scan(STR("<div><button>a</div><p>b<button>c</button>d"),
	    "<div></div><p>bd");
	scan(STR("<button><div>a</div>b</button>c"), "c");
	scan(STR("<video>a<video>b</video>c"), "c");
	scan(STR("<svg>a<svg>b</svg>c</svg>d"), "d");
	scan(STR("<svg>a<svg>b</svg>c<p>d<svg>e</svg>f"), "c<p>df");
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

/* What can be seen of a text: no white space, no controls, no U+FFFD (gumbo
 * makes it of controls). */
static void
add_seen(struct buf *out, struct str text)
{
	while (text.n > 0) {
		size_t n;
		const uint32_t c = utf8_decode(text, &n);
		const bool control = c < ' ' || (c >= 0x7F && c < 0xA0);
		if (!utf8_is_space(c) && !control && c != UTF8_BAD)
			buf_rune(out, c);
		text = str_from(text, n);
	}
}

/* What a browser's tree has to say, without the elements that we cut. */
static void
walk_gumbo(const GumboNode *n, struct buf *out)
{
	if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_CDATA)
		add_seen(out, str_c(n->v.text.text));
	if (n->type != GUMBO_NODE_ELEMENT)
		return;
	const char *name = gumbo_normalized_tagname(n->v.element.tag);
	const enum tag_care care = tag_care(tag_find(str_c(name)));
	if (care == TAG_CUT || care == TAG_CUT_NESTED || care == TAG_CUT_WITHIN)
		return;
	const GumboVector *below = &n->v.element.children;
	for (unsigned i = 0; i < below->length; i++)
		walk_gumbo(below->data[i], out);
}

/* Does the page's text read alike in both trees? */
static bool
reads_alike(const char *path)
{
	const struct tools tools = { .arena = arena_new((size_t)256 << 20) };
	const struct tools *t = &tools;
	struct buf bytes;
	struct buf utf8;
	struct buf seen[2];
	struct charset charset;
	struct prescan found;
	struct err err = { .reason = "" };
	buf_init(&bytes, (size_t)16 << 20);
	buf_init(&utf8, (size_t)16 << 20);
	buf_init(&seen[0], (size_t)16 << 20);
	buf_init(&seen[1], (size_t)16 << 20);
	assert_int_equal(file_read(path, &bytes, &err), RC_OK);
	assert_int_equal(charset_decode(buf_view(&bytes), STR_NONE, &utf8,
			     &charset, &err),
	    RC_OK);
	GumboOutput *whole = gumbo_parse_with_options(&kGumboDefaultOptions,
	    charset.text.s, charset.text.n);
	walk_gumbo(whole->root, &seen[0]);
	gumbo_destroy_output(&kGumboDefaultOptions, whole);
	const struct dom dom = tools_dom(t, charset.text, &found);
	for (const struct node *n = dom.root; n != NULL;
	     n = node_after(dom.root, n))
		if (n->tag == TAG_TEXT_NODE)
			add_seen(&seen[1], n->text);
	const bool alike = str_eq(buf_view(&seen[0]), buf_view(&seen[1]));
	buf_free(&seen[0]);
	buf_free(&seen[1]);
	buf_free(&utf8);
	buf_free(&bytes);
	arena_free(t->arena);
	return alike;
}

/* Ours, and those of the evaluation when bench-extract has unpacked them: there
 * one in 500 may be too broken. */
static void
pages_read_alike_with_and_without_it(void **state)
{
	const struct tools *t = *state;
	static const struct {
		const char *variable;
		const char *pages;
		size_t least;
	} folders[] = {
		{ "SANDYQ_SOURCE", "tests/golden/pages/*.html", 5 },
		{ "SANDYQ_BUILD", "bench/cache/*/html/*.html", 0 },
	};
	for (size_t f = 0; f < sizeof(folders) / sizeof(folders[0]); f++) {
		glob_t found = { .gl_pathc = 0 };
		const char *root = getenv(folders[f].variable);
		size_t other = 0;
		const struct str all = arena_printf(t->arena, "%s/%s",
		    root != NULL ? root : ".", folders[f].pages);
		(void)glob(all.s, 0, NULL, &found);
		assert_true(found.gl_pathc >= folders[f].least);
		for (size_t i = 0; i < found.gl_pathc; i++) {
			if (reads_alike(found.gl_pathv[i]))
				continue;
			print_error("%s\n", found.gl_pathv[i]);
			other++;
		}
		assert_true(other <= found.gl_pathc / 500);
		globfree(&found);
	}
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
		cmocka_unit_test(what_is_cut_takes_nothing_with_it),
		cmocka_unit_test(linked_data_is_set_aside),
		cmocka_unit_test(nesting_is_bounded_and_its_text_kept),
		cmocka_unit_test(an_element_that_was_flattened_ends_alone),
		cmocka_unit_test(unclosed_paragraphs_do_not_nest),
		cmocka_unit_test(pages_read_alike_with_and_without_it),
		cmocka_unit_test(too_many_tags_are_refused),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
