#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/harvest.h"
#include "crawler/source.h"
#include "tests/unit/crawler/rig.h"

static enum rc
yield(struct rig *rig, const char *url, struct str body, struct err *err)
{
	const struct http_response r = { .status = 200, .body = body };
	struct task t = rig_task(rig, TASK_LIST, url);
	/* As the frontier would: the scratch memory is reset on the way. */
	t.key = arena_str(rig->run.arena, t.key);
	t.url = str_c(url);
	return harvest(&rig->run, &t, &r, err);
}

static void
articles_of_the_site_become_pages(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	assert_int_equal(yield(rig, "https://x.kz/list/",
			     STR("<a href='../n/1#top'><a href='/n/1'>"
				 "<a href='/about'><a href='/n/13'>"
				 "<a href='https://y.kz/n/2'>"
				 "<a href='mailto:a@x.kz'>"
				 "<a href='javascript:void(0)'>"),
			     &err),
	    RC_OK);
	const struct page p = rig_page(rig, "https://x.kz/n/1");
	assert_int_equal(p.kind, TASK_ARTICLE);
	assert_int_equal(p.due, RIG_NOW);
	assert_true(str_is(p.url, "https://x.kz/n/1"));
	assert_int_equal(rig_page(rig, "https://x.kz/n/13").status, -1);
	assert_int_equal(rig_page(rig, "https://x.kz/about").status, -1);
	assert_int_equal(rig_page(rig, "https://y.kz/n/2").status, -1);
}

static void
base_of_the_page_counts(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	assert_int_equal(yield(rig, "https://x.kz/list/",
			     STR("<base href='/n/'><a href='7'>"), &err),
	    RC_OK);
	assert_int_equal(rig_page(rig, "https://x.kz/n/7").due, RIG_NOW);
}

static void
sitemaps_of_an_index_join_the_run(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	assert_int_equal(
	    yield(rig, "https://x.kz/i.xml",
		STR("<sitemapindex><sitemap><loc>https://x.kz/1.xml</loc>"
		    "</sitemap><sitemap><loc>https://y.kz/2.xml</loc>"
		    "</sitemap></sitemapindex>"),
		&err),
	    RC_OK);
	assert_int_equal(frontier_waiting(rig->run.frontier), 1);
	assert_int_equal(rig->run.v[0].lists_left, 1);
	assert_int_equal(rig_page(rig, "https://x.kz/1.xml").depth, 1);
	struct source index = { .site = STR("x"),
		.key = STR("https://x.kz/i.xml") };
	assert_int_equal(source_get(rig->run.state, rig->run.arena, &index,
			     &err),
	    RC_OK);
	assert_true(index.alive == SOURCE_INDEX);
}

static void
lists_that_others_outrun_are_behind(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct str old = STR("<a href='https://x.kz/n/1'>");
	struct source s = { .site = STR("x"), .key = STR("https://x.kz/a") };
	assert_int_equal(yield(rig, "https://x.kz/a", old, &err), RC_OK);
	rig->now += 20 * CLOCK_DAY;
	assert_int_equal(yield(rig, "https://x.kz/b",
			     STR("<a href='https://x.kz/n/1'>"
				 "<a href='https://x.kz/n/2'>"),
			     &err),
	    RC_OK);
	assert_int_equal(yield(rig, "https://x.kz/a", old, &err), RC_OK);
	assert_int_equal(source_get(rig->run.state, rig->run.arena, &s, &err),
	    RC_OK);
	assert_int_equal(s.trouble, SOURCE_BEHIND);
	/* It names what another list brought: that is as good as new. */
	assert_int_equal(yield(rig, "https://x.kz/a",
			     STR("<a href='https://x.kz/n/2'>"), &err),
	    RC_OK);
	assert_int_equal(source_get(rig->run.state, rig->run.arena, &s, &err),
	    RC_OK);
	assert_int_equal(s.trouble, SOURCE_FINE);
}

/* The site asks for its index while it still reads a list: the request goes
 * out (to nowhere, for no address but a public one is connected to). */
static void
other_requests_go_out_while_a_long_list_is_read(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct buf body;
	folder_write(&rig->folder, "sites/y.yaml",
	    "code: y\nname: Y\nhome: https://y.kz/\nkind: media\n"
	    "connect: 127.0.0.1:9\nsitemaps: [https://y.kz/s.xml]\n");
	rig_close(rig);
	rig_open(rig);
	struct task t = rig_task(rig, TASK_LIST, "https://y.kz/s.xml");
	t.site = 1;
	assert_true(run_add(&rig->run, &t));
	buf_init(&body, (size_t)1 << 20);
	for (int i = 0; i < 150; i++)
		buf_printf(&body, "<a href='/n/%d'>", i);
	assert_int_equal(yield(rig, "https://x.kz/", buf_view(&body), &err),
	    RC_OK);
	assert_int_equal(fetcher_busy(rig->run.fetcher), 0);
	buf_clear(&body);
	for (int i = 0; i < 450; i++)
		buf_printf(&body, "<a href='/n/%d'>", i);
	assert_int_equal(yield(rig, "https://x.kz/", buf_view(&body), &err),
	    RC_OK);
	assert_int_equal(fetcher_busy(rig->run.fetcher), 1);
	assert_int_equal(rig_page(rig, "https://x.kz/n/449").due, RIG_NOW);
	buf_free(&body);
}

static void
sitemap_loops_end_at_the_depth_ceiling(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	char body[200];
	const struct http_response r = { .status = 200, .body = { body, 0 } };
	struct task t = rig_task(rig, TASK_LIST, "https://x.kz/0.xml");
	for (unsigned i = 0; i < 20; i++) {
		struct http_response now = r;
		now.body.n = (size_t)snprintf(body, sizeof(body),
		    "<sitemapindex><sitemap><loc>https://x.kz/%u.xml</loc>"
		    "</sitemap></sitemapindex>",
		    i + 1);
		t.depth = i;
		assert_int_equal(harvest(&rig->run, &t, &now, &err), RC_OK);
	}
	assert_int_equal(frontier_waiting(rig->run.frontier),
	    rig->run.config->crawl.list_depth);
}

static void
dates_far_ahead_are_no_dates(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	assert_int_equal(yield(rig, "https://x.kz/s.xml",
			     STR("<urlset><url><loc>https://x.kz/n/1</loc>"
				 "<lastmod>2099-01-01</lastmod></url>"
				 "<url><loc>https://x.kz/n/2</loc>"
				 "<lastmod>2026-02-01</lastmod></url></"
				 "urlset>"),
			     &err),
	    RC_OK);
	assert_true(rig_page(rig, "https://x.kz/n/1").dated == CLOCK_NONE);
	assert_int_equal(rig_page(rig, "https://x.kz/n/2").dated,
	    clock_parse(STR("2026-02-01"), 0));
}

static void
torn_list_yields_what_it_has_and_is_refused(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	assert_int_equal(yield(rig, "https://x.kz/s.xml",
			     STR("<urlset><url><loc>https://x.kz/n/1</loc>"
				 "</url><url>"),
			     &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "XML line 1"));
	assert_int_equal(rig_page(rig, "https://x.kz/n/1").due, RIG_NOW);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    articles_of_the_site_become_pages, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(base_of_the_page_counts, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    sitemaps_of_an_index_join_the_run, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    lists_that_others_outrun_are_behind, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    other_requests_go_out_while_a_long_list_is_read, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    sitemap_loops_end_at_the_depth_ceiling, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(dates_far_ahead_are_no_dates,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    torn_list_yields_what_it_has_and_is_refused, rig_up,
		    rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
