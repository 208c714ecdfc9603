#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/crawler/findings.h"

static void
home_names_feeds_title_and_what_the_pattern_takes(void **state)
{
	struct findings *f = &((struct fixture *)*state)->found;
	struct site wide = *f->site;
	struct scope *scope = NULL;
	struct err err = { 0 };
	wide.article.v = STR("/n/");
	assert_int_equal(scope_new("", &wide, &scope, &err), RC_OK);
	f->scope = scope;
	const struct look *l = read_look(f, LOOK_HOME, "https://x.kz/", 200,
	    "<html lang='kk'><title> X Daily </title>"
	    "<link rel=alternate type=application/rss+xml href=/rss>"
	    "<a href='/n/1'>1</a><a href='/n/2'>2</a><a href='/n/all'>all</a>"
	    "<a href='/n/all#top'>all</a><a href='https://y.kz/n/3'>y</a>");
	assert_true(str_is(f->title, "X Daily"));
	assert_true(str_is(f->lang, "kk"));
	assert_int_equal(f->home_links, 4);
	assert_int_equal(f->home_taken, 4);
	assert_int_equal(f->nsections, 1);
	assert_true(str_is(f->sections[0], "https://x.kz/n/all"));
	assert_true(l->works);
	assert_int_equal(f->v[f->n - 1].what, LOOK_FEED);
	assert_true(str_is(f->v[f->n - 1].url, "https://x.kz/rss"));
	scope_free(scope);
}

static void
robots_name_sitemaps_and_forbid(void **state)
{
	struct findings *f = &((struct fixture *)*state)->found;
	const struct look *l =
	    read_look(f, LOOK_ROBOTS, "https://x.kz/robots.txt", 200,
		"User-agent: *\nDisallow: /\nSitemap: https://x.kz/s.xml\n");
	assert_true(str_is(l->note, "home DENIED, sitemap https://x.kz/s.xml"));
	assert_int_equal(f->v[f->n - 1].what, LOOK_SITEMAP);
	look_own(f, LOOK_SITEMAP, STR("https://x.kz/s.xml"), NULL);
	assert_int_equal(f->n, 2);
	assert_true(f->v[1].ours);
}

static void
the_newest_sitemaps_of_an_index_are_looked_at(void **state)
{
	struct findings *f = &((struct fixture *)*state)->found;
	const struct look *l = read_look(f, LOOK_SITEMAP, "https://x.kz/s.xml",
	    200,
	    "<sitemapindex>"
	    "<sitemap><loc>/1.xml</loc><lastmod>2024-01-01</lastmod></sitemap>"
	    "<sitemap><loc>/2.xml</loc><lastmod>2026-02-20</lastmod></sitemap>"
	    "<sitemap><loc>/3.xml</loc></sitemap>"
	    "<sitemap><loc>/4.xml</loc><lastmod>2025-01-01</lastmod></sitemap>"
	    "</sitemapindex>");
	assert_true(l->works);
	assert_int_equal(l->lists, 4);
	assert_int_equal(f->n, 4);
	assert_true(str_is(f->v[1].url, "https://x.kz/2.xml"));
	assert_true(str_is(f->v[2].url, "https://x.kz/4.xml"));
	assert_true(str_is(f->v[3].url, "https://x.kz/1.xml"));
}

static void
a_list_has_the_span_of_its_dates(void **state)
{
	struct findings *f = &((struct fixture *)*state)->found;
	const struct look *l =
	    read_look(f, LOOK_SITEMAP, "https://x.kz/s.xml", 200,
		"<urlset>"
		"<url><loc>/n/1</loc><lastmod>2026-02-10</lastmod></url>"
		"<url><loc>/n/2</loc><lastmod>2026-01-20</lastmod></url>"
		"<url><loc>/n/3</loc><lastmod>2026-02-20</lastmod></url>"
		"<url><loc>/n/4</loc></url></urlset>");
	assert_int_equal(l->oldest, clock_parse(STR("2026-01-20"), 0));
	assert_int_equal(l->newest, clock_parse(STR("2026-02-20"), 0));
}

static void
lists_in_trouble_do_not_work(void **state)
{
	static const struct {
		const char *body;
		const char *note;
	} rows[] = {
		{ "<urlset><url><loc>/n/1</loc><lastmod>2025-01-01</lastmod>"
		  "</url></urlset>",
		    "its newest entry is old" },
		{ "<urlset><url><loc>/about</loc></url></urlset>",
		    "names no page of the site" },
		{ "<urlset><url><loc>/n/1</loc></url>", "cannot be read" },
		{ "<urlset><url><loc>/n/1</loc><lastmod>2027-01-01</lastmod>"
		  "</url></urlset>",
		    "dates lie in the future" },
	};
	struct findings *f = &((struct fixture *)*state)->found;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		f->n = 0;
		const struct look *l = read_look(f, LOOK_SITEMAP,
		    "https://x.kz/s.xml", 200, rows[i].body);
		assert_false(l->works);
		assert_true(str_find(l->note, str_c(rows[i].note)) < l->note.n);
	}
	/* A page of links is no sitemap. */
	f->n = 0;
	assert_false(read_look(f, LOOK_SITEMAP, "https://x.kz/s.xml", 200,
	    "<html><a href='/n/1'>not found</a>")
			 ->works);
}

static void
an_answer_where_nothing_is_gives_a_soft_404_away(void **state)
{
	struct findings *f = &((struct fixture *)*state)->found;
	(void)read_look(f, LOOK_NOWHERE, "https://x.kz/no", 404, "");
	assert_false(f->soft);
	const struct look *l =
	    read_look(f, LOOK_NOWHERE, "https://x.kz/no2", 200, "welcome");
	assert_true(f->soft);
	assert_true(str_starts(l->note, STR("SOFT 404")));
}

static void
two_closed_doors_are_no_welcome(void **state)
{
	struct findings *f = &((struct fixture *)*state)->found;
	(void)read_look(f, LOOK_HOME, "https://x.kz/", 403, "");
	assert_false(f->unwelcome);
	(void)read_look(f, LOOK_ROBOTS, "https://x.kz/robots.txt", 403, "");
	assert_false(f->unwelcome);
	(void)read_look(f, LOOK_HOME, "https://x.kz/", 403, "");
	assert_true(f->unwelcome);
}

static void
redirects_are_followed_within_the_domain(void **state)
{
	struct findings *f = &((struct fixture *)*state)->found;
	(void)redirect_look(f, "https://x.kz/", "https://www.x.kz/ru/");
	assert_int_equal(f->n, 2);
	assert_true(str_is(f->home, "https://www.x.kz/ru/"));
	assert_int_equal(f->v[1].hops, 1);
	(void)redirect_look(f, "https://x.kz/2", "https://y.kz/");
	assert_int_equal(f->n, 3);
}

int
main(void)
{
#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(name, findings_up, findings_down)
	const struct CMUnitTest tests[] = {
		T(home_names_feeds_title_and_what_the_pattern_takes),
		T(robots_name_sitemaps_and_forbid),
		T(the_newest_sitemaps_of_an_index_are_looked_at),
		T(a_list_has_the_span_of_its_dates),
		T(lists_in_trouble_do_not_work),
		T(an_answer_where_nothing_is_gives_a_soft_404_away),
		T(two_closed_doors_are_no_welcome),
		T(redirects_are_followed_within_the_domain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
