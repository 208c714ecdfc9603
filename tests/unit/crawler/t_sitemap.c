#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/sitemap.h"

static struct arena *arena;

static struct finds
read_all(struct str file, enum rc expected)
{
	struct err err = { 0 };
	arena = arena_new((size_t)1 << 20);
	struct finds f = finds_in(arena);
	assert_int_equal(sitemap_read(file, &f, &err), expected);
	return f;
}

static void
entries_come_with_their_dates(void **state)
{
	(void)state;
	const struct finds f =
	    read_all(STR("<urlset "
			 "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
			 "<url><loc>\n https://x.kz/a?b=1&amp;c=2 </loc>"
			 "<lastmod>2026-01-28T13:54:00+05:00</lastmod></url>"
			 "<url><loc>https://x.kz/b</loc></url></urlset>"),
		RC_OK);
	assert_int_equal(f.n, 2);
	assert_true(str_is(f.v[0].url, "https://x.kz/a?b=1&c=2"));
	assert_int_equal(f.v[0].at,
	    clock_parse(STR("2026-01-28T08:54:00Z"), 0));
	assert_false(f.v[0].list);
	assert_int_equal(f.v[1].at, CLOCK_NONE);
	arena_free(arena);
}

static void
index_leads_to_lists(void **state)
{
	(void)state;
	const struct finds f =
	    read_all(STR("<s:sitemapindex xmlns:s='x'><s:sitemap>"
			 "<s:loc>https://x.kz/1.xml.gz</s:loc>"
			 "<s:lastmod>2026-02-01</s:lastmod></s:sitemap>"
			 "</s:sitemapindex>"),
		RC_OK);
	assert_int_equal(f.n, 1);
	assert_true(f.v[0].list);
	assert_int_equal(f.v[0].at, clock_parse(STR("2026-02-01"), 0));
	arena_free(arena);
}

static void
images_are_not_pages_and_news_dates_count(void **state)
{
	(void)state;
	const struct finds f =
	    read_all(STR("<urlset><url><loc>https://x.kz/a</loc>"
			 "<image:image><image:loc>https://x.kz/a.jpg</"
			 "image:loc>"
			 "</image:image><news:news><news:publication_date>"
			 "2026-02-03</news:publication_date></news:news>"
			 "<lastmod>2026-02-01</lastmod></url></urlset>"),
		RC_OK);
	assert_int_equal(f.n, 1);
	assert_true(str_is(f.v[0].url, "https://x.kz/a"));
	assert_int_equal(f.v[0].at, clock_parse(STR("2026-02-03"), 0));
	arena_free(arena);
}

static void
address_without_its_element_is_taken(void **state)
{
	(void)state;
	const struct finds f =
	    read_all(STR("<sitemapindex><sitemap>\nhttps://x.kz/1.xml\n</"
			 "sitemap>"
			 "<sitemap>nothing</sitemap></sitemapindex>"),
		RC_OK);
	assert_int_equal(f.n, 1);
	assert_true(str_is(f.v[0].url, "https://x.kz/1.xml"));
	arena_free(arena);
}

static void
impossible_dates_are_no_dates(void **state)
{
	(void)state;
	const struct finds f =
	    read_all(STR("<urlset><url><loc>https://x.kz/a</loc>"
			 "<lastmod>0000-13-41</lastmod></url></urlset>"),
		RC_OK);
	assert_int_equal(f.v[0].at, CLOCK_NONE);
	arena_free(arena);
}

static void
torn_file_gives_its_whole_entries(void **state)
{
	(void)state;
	const struct finds f =
	    read_all(STR("<urlset><url><loc>https://x.kz/a</loc></url>"
			 "<url><loc>https://x.kz/b"),
		RC_BAD);
	assert_int_equal(f.n, 1);
	arena_free(arena);
}

static void
plain_text_is_one_address_a_line(void **state)
{
	(void)state;
	const struct finds f =
	    read_all(STR("\xef\xbb\xbfhttps://x.kz/a\r\n\r\nhttps://x.kz/"
			 "b\nnonsense"),
		RC_OK);
	assert_int_equal(f.n, 2);
	assert_true(str_is(f.v[0].url, "https://x.kz/a"));
	arena_free(arena);
}

static void
nothing_at_all_is_refused(void **state)
{
	(void)state;
	(void)read_all(STR(""), RC_BAD);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_come_with_their_dates),
		cmocka_unit_test(index_leads_to_lists),
		cmocka_unit_test(images_are_not_pages_and_news_dates_count),
		cmocka_unit_test(address_without_its_element_is_taken),
		cmocka_unit_test(impossible_dates_are_no_dates),
		cmocka_unit_test(torn_file_gives_its_whole_entries),
		cmocka_unit_test(plain_text_is_one_address_a_line),
		cmocka_unit_test(nothing_at_all_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
