#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/seed.h"
#include "tests/unit/crawler/rig.h"

static void
know(struct rig *rig, const char *url, int64_t dated)
{
	struct err err = { 0 };
	const struct page p = {
		.key = str_c(url),
		.url = str_c(url),
		.site = STR("x"),
		.kind = TASK_ARTICLE,
		.dated = dated,
		.found = RIG_NOW,
		.fetched = CLOCK_NONE,
	};
	bool news = false;
	assert_int_equal(page_found(rig->run.state, &p, &news, &err), RC_OK);
}

static const char *
next_url(struct rig *rig)
{
	int64_t wait = 0;
	const struct task *t =
	    frontier_next(rig->run.frontier, rig->ticks, &wait);
	if (t == NULL)
		return NULL;
	const char *url = arena_cstr(rig->run.arena, t->url);
	run_forget(&rig->run, t);
	frontier_done(rig->run.frontier, t, 0);
	return url;
}

static void
configured_lists_come_first_sitemaps_before_pages(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	assert_int_equal(seed_lists(&rig->run, 0, &err), RC_OK);
	assert_int_equal(rig->run.v[0].lists_left, 2);
	assert_string_equal(next_url(rig), "https://x.kz/sitemap.xml");
	assert_string_equal(next_url(rig), "https://x.kz/");
	assert_null(next_url(rig));
}

static void
sitemaps_found_earlier_are_asked_for_again(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct page p = {
		.key = STR("https://x.kz/1.xml"),
		.url = STR("https://x.kz/1.xml"),
		.site = STR("x"),
		.kind = TASK_LIST,
		.depth = 1,
		.fetched = CLOCK_NONE,
	};
	assert_int_equal(page_put(rig->run.state, &p, &err), RC_OK);
	assert_int_equal(seed_lists(&rig->run, 0, &err), RC_OK);
	assert_int_equal(rig->run.v[0].lists_left, 3);
}

static void
due_articles_come_newest_first_under_the_ceiling(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	know(rig, "https://x.kz/n/1", 10);
	know(rig, "https://x.kz/n/2", 40);
	know(rig, "https://x.kz/n/3", 20);
	know(rig, "https://x.kz/n/4", 30);
	assert_int_equal(seed_articles(&rig->run, 0, &err), RC_OK);
	assert_true(rig->run.v[0].seeded);
	assert_int_equal(rig->run.v[0].articles_left, 3);
	assert_string_equal(next_url(rig), "https://x.kz/n/2");
	assert_string_equal(next_url(rig), "https://x.kz/n/4");
	assert_string_equal(next_url(rig), "https://x.kz/n/3");
	assert_null(next_url(rig));
}

static void
since_and_until_choose(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	rig->run.options.since = 20;
	rig->run.options.until = 40;
	know(rig, "https://x.kz/n/1", 10);
	know(rig, "https://x.kz/n/2", 20);
	know(rig, "https://x.kz/n/3", 40);
	assert_int_equal(seed_articles(&rig->run, 0, &err), RC_OK);
	assert_string_equal(next_url(rig), "https://x.kz/n/2");
	assert_null(next_url(rig));
}

static void
dry_run_prints_and_queues_nothing(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	rig->run.options.dry = true;
	know(rig, "https://x.kz/n/1", 10);
	assert_int_equal(seed_articles(&rig->run, 0, &err), RC_OK);
	assert_true(str_is(buf_view(&rig->stage.out), "https://x.kz/n/1\n"));
	assert_null(next_url(rig));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    configured_lists_come_first_sitemaps_before_pages, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    sitemaps_found_earlier_are_asked_for_again, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    due_articles_come_newest_first_under_the_ceiling, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(since_and_until_choose, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    dry_run_prints_and_queues_nothing, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
