#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/feed.h"

static struct finds
read_all(struct arena *arena, struct str file, enum rc expected)
{
	struct err err = { 0 };
	struct finds f = finds_in(arena);
	assert_int_equal(feed_read(file, &f, &err), expected);
	return f;
}

static int64_t
day(const char *text)
{
	return clock_parse(str_c(text), 0);
}

static void
rss_items_give_link_and_date(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	const struct finds f = read_all(arena,
	    STR("<rss version='2.0'><channel><link>https://x.kz/</link><item>"
		"<title>t</title><link>\nhttps://x.kz/a\n</link>"
		"<pubDate>Wed, 28 Jan 2026 13:54:00 +0500</pubDate></item>"
		"<item><guid>https://x.kz/b</guid></item>"
		"<item><guid isPermaLink='false'>https://x.kz/c</guid></item>"
		"</channel></rss>"),
	    RC_OK);
	assert_int_equal(f.n, 2);
	assert_true(str_is(f.v[0].url, "https://x.kz/a"));
	assert_int_equal(f.v[0].at, day("2026-01-28T08:54:00Z"));
	assert_true(str_is(f.v[1].url, "https://x.kz/b"));
	assert_int_equal(f.v[1].at, CLOCK_NONE);
	arena_free(arena);
}

static void
rdf_items_are_read_too(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	const struct finds f = read_all(arena,
	    STR("<rdf:RDF><item rdf:about='x'><link>https://x.kz/a</link>"
		"<dc:date>2026-01-28</dc:date></item></rdf:RDF>"),
	    RC_OK);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.v[0].at, day("2026-01-28"));
	arena_free(arena);
}

static void
atom_takes_the_alternate_link_and_publication(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	const struct finds f = read_all(arena,
	    STR("<feed xmlns='http://www.w3.org/2005/Atom'>"
		"<link rel='self' href='https://x.kz/feed'/><entry>"
		"<link rel='edit' href='https://x.kz/e'/>"
		"<link rel='alternate' href='https://x.kz/a'/>"
		"<updated>2026-02-02T00:00:00Z</updated>"
		"<published>2026-02-01T00:00:00Z</published></entry>"
		"<entry><link href='https://x.kz/b'/>"
		"<updated>2026-02-03T00:00:00Z</updated></entry></feed>"),
	    RC_OK);
	assert_int_equal(f.n, 2);
	assert_true(str_is(f.v[0].url, "https://x.kz/a"));
	assert_int_equal(f.v[0].at, day("2026-02-01"));
	assert_int_equal(f.v[1].at, day("2026-02-03"));
	arena_free(arena);
}

static void
the_next_page_of_a_feed_is_told(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	struct finds f = read_all(arena,
	    STR("<rss><channel><atom:link rel='self' href='/f'/>"
		"<atom:link rel='next' href='/f?2'/><item>"
		"<link>https://x.kz/a</link></item></channel></rss>"),
	    RC_OK);
	assert_true(str_is(f.next, "/f?2"));
	f = read_all(arena,
	    STR("<feed><entry><link rel='next' href='/n'/></entry></feed>"),
	    RC_OK);
	assert_null(f.next.s);
	arena_free(arena);
}

static void
impossible_dates_are_no_dates(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	const struct finds f = read_all(arena,
	    STR("<rss><item><link>https://x.kz/a</link>"
		"<pubDate>Thu, 99 Foo 0000</pubDate></item></rss>"),
	    RC_OK);
	assert_int_equal(f.v[0].at, CLOCK_NONE);
	arena_free(arena);
}

static void
torn_feed_gives_its_whole_items(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20);
	const struct finds f = read_all(arena,
	    STR("<rss><item><link>https://x.kz/a</link></item><item><link>"),
	    RC_BAD);
	assert_int_equal(f.n, 1);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rss_items_give_link_and_date),
		cmocka_unit_test(rdf_items_are_read_too),
		cmocka_unit_test(atom_takes_the_alternate_link_and_publication),
		cmocka_unit_test(impossible_dates_are_no_dates),
		cmocka_unit_test(torn_feed_gives_its_whole_items),
		cmocka_unit_test(the_next_page_of_a_feed_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
