#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/mem.h"
#include "crawler/links.h"

static void
assert_links(struct str html, const char *const *expected)
{
	struct arena *arena = arena_new((size_t)64 << 20);
	struct finds f = finds_in(arena);
	size_t n = 0;
	links_read(html, &f);
	for (; n < f.n && expected[n] != NULL; n++) {
		const char *got = arena_cstr(arena, f.v[n].url);
		assert_string_equal(got, expected[n]);
	}
	assert_null(expected[n]);
	assert_int_equal(f.n, n);
	arena_free(arena);
}

static void
quotes_case_and_space_do_not_matter(void **state)
{
	(void)state;
	assert_links(STR("<A class=x HREF = \"/a\">1</A><a href='/b'>2</a>"
			 "<a href=/c>3</a><area\nhref=\n/d/>"),
	    (const char *const[]){ "/a", "/b", "/c", "/d/", NULL });
}

static void
entities_are_resolved_and_line_ends_dropped(void **state)
{
	(void)state;
	assert_links(STR("<a href='/a?b=1&amp;c=2&#38;d&#x3D;3&nix;&'>x</a>"
			 "<a href=' /long/\n\tpath '>y</a>"),
	    (const char *const[]){ "/a?b=1&c=2&d=3&nix;&", "/long/path",
		NULL });
}

static void
comments_scripts_and_styles_are_passed_over(void **state)
{
	(void)state;
	assert_links(
	    STR("<!-- <a href='/no'> --><script>x='<a href=\"/no\">';</script>"
		"<style><a href='/no'></style><title><a href='/no'></title>"
		"<link href='/no'><abbr href='/no'><a href='/yes'>"),
	    (const char *const[]){ "/yes", NULL });
}

static void
first_href_counts_and_base_is_kept(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	struct finds f = finds_in(arena);
	links_read(STR("<base href='https://x.kz/d/'><base href='no'>"
		       "<a href='1' href='2'>"),
	    &f);
	assert_int_equal(f.n, 1);
	assert_true(str_is(f.v[0].url, "1"));
	assert_true(str_is(f.base, "https://x.kz/d/"));
	arena_free(arena);
}

static void
broken_ends_are_survived(void **state)
{
	static const char *const torn[] = { "<", "<a", "<a ", "<a href",
		"<a href=", "<a href='", "<!--", "<script>", "<script></",
		"<a href=\"&#", "<a\0href=x" };
	(void)state;
	for (size_t i = 0; i < sizeof(torn) / sizeof(torn[0]); i++) {
		struct arena *arena = arena_new(1 << 20);
		struct finds f = finds_in(arena);
		links_read(str_c(torn[i]), &f);
		assert_int_equal(f.n, 0);
		arena_free(arena);
	}
}

static void
hostile_pages_take_one_pass(void **state)
{
	static const char *const bricks[] = { "<", "<a ", "<a href=\"",
		"<script>", "</", "<!-", "&#", "<a =\"" };
	(void)state;
	const size_t n = (size_t)4 << 20;
	char *page = mem_alloc(n);
	for (size_t i = 0; i < sizeof(bricks) / sizeof(bricks[0]); i++) {
		struct arena *arena = arena_new((size_t)64 << 20);
		struct finds f = finds_in(arena);
		const size_t len = strlen(bricks[i]);
		for (size_t at = 0; at < n; at++)
			page[at] = bricks[i][at % len];
		links_read(str_n(page, n), &f);
		arena_free(arena);
	}
	free(page);
}

static void
overlong_addresses_are_left_out(void **state)
{
	(void)state;
	struct buf page;
	buf_init(&page, 1 << 21);
	buf_text(&page, "<a href=\"");
	while (page.n < 1 << 20)
		buf_chr(&page, 'x');
	buf_text(&page, "\"><a href=\"/ok\"></a>");
	assert_links(buf_view(&page), (const char *const[]){ "/ok", NULL });
	buf_free(&page);
}

static void
next_page_and_feeds_are_named_by_rel(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 16);
	struct finds f = finds_in(arena);
	links_read(STR("<link rel=stylesheet href=/s.css>"
		       "<link rel='alternate' type='application/rss+xml'"
		       " href='/rss'><link type=application/ATOM+xml"
		       " rel='home alternate' href='/atom'>"
		       "<link rel=alternate hreflang=kk href='/kk'>"
		       "<a rel='nofollow NEXT' href='/p/2&amp;a'>2</a>"
		       "<a rel=next href=/p/3>3</a>"),
	    &f);
	assert_true(str_is(f.next, "/p/2&a"));
	assert_int_equal(f.n, 2);
	assert_int_equal(f.nfeeds, 2);
	assert_true(str_is(f.feeds[0], "/rss"));
	assert_true(str_is(f.feeds[1], "/atom"));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotes_case_and_space_do_not_matter),
		cmocka_unit_test(entities_are_resolved_and_line_ends_dropped),
		cmocka_unit_test(comments_scripts_and_styles_are_passed_over),
		cmocka_unit_test(first_href_counts_and_base_is_kept),
		cmocka_unit_test(broken_ends_are_survived),
		cmocka_unit_test(hostile_pages_take_one_pass),
		cmocka_unit_test(overlong_addresses_are_left_out),
		cmocka_unit_test(next_page_and_feeds_are_named_by_rel),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
