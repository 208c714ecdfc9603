#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/polite.h"
#include "tests/unit/crawler/rig.h"

static void
robots_is_asked_for_before_anything_else(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	int64_t wait = 0;
	const struct task *t = rig_take(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask(&rig->run, t, &err), RC_OK);
	assert_int_equal(fetcher_busy(rig->run.fetcher), 0);
	t = frontier_next(rig->run.frontier, rig->ticks, &wait);
	assert_int_equal(t->kind, TASK_ROBOTS);
	assert_true(str_is(t->url, "https://x.kz/robots.txt"));
	assert_true(str_is(t->asker, "https://x.kz"));
}

static void
denied_page_is_dropped_and_put_off(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct page p = {
		.key = STR("https://x.kz/n/1"),
		.url = STR("https://x.kz/n/1"),
		.site = STR("x"),
		.kind = TASK_ARTICLE,
		.found = RIG_NOW,
		.fetched = CLOCK_NONE,
	};
	bool news = false;
	assert_int_equal(page_found(rig->run.state, &p, &news, &err), RC_OK);
	origin_settle(origins_get(rig->run.origins, STR("https://x.kz")), 200,
	    STR("User-agent: sandyq\nDisallow: /n/"), STR_NONE);
	origins_get(rig->run.origins, STR("https://x.kz"))->until = 1000;
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(ask(&rig->run, t, &err), RC_OK);
	assert_int_equal(fetcher_busy(rig->run.fetcher), 0);
	assert_int_equal(frontier_waiting(rig->run.frontier), 0);
	assert_int_equal(rig->run.v[0].articles_left, 0);
	assert_int_equal(rig->run.v[0].figures.denied, 1);
	assert_int_equal(rig_page(rig, "https://x.kz/n/1").due,
	    RIG_NOW + ORIGIN_KEEP);
}

static void
rules_a_day_old_are_asked_for_again(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	int64_t wait = 0;
	struct origin *o = origins_get(rig->run.origins, STR("https://x.kz"));
	origin_settle(o, 200, STR(""), STR_NONE);
	o->asked = true;
	o->until = 10;
	rig->ticks = 11;
	const struct task *t = rig_take(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask(&rig->run, t, &err), RC_OK);
	t = frontier_next(rig->run.frontier, rig->ticks, &wait);
	assert_int_equal(t->kind, TASK_ROBOTS);
}

static void
short_rest_is_waited_for(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	int64_t wait = 0;
	const struct state_host host = { .failures = 1,
		.not_before = RIG_NOW + 60 };
	assert_int_equal(state_host_put(rig->run.state, STR("x.kz"), &host,
			     &err),
	    RC_OK);
	const struct task *t = rig_take(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask(&rig->run, t, &err), RC_OK);
	assert_null(frontier_next(rig->run.frontier, rig->ticks, &wait));
	assert_int_equal(wait, 60000);
}

static void
long_rest_ends_the_hosts_part(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct state_host host = { .failures = 1,
		.not_before = RIG_NOW + POLITE_WAIT_MAX + 1 };
	assert_int_equal(state_host_put(rig->run.state, STR("x.kz"), &host,
			     &err),
	    RC_OK);
	const struct task *t = rig_take(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask(&rig->run, t, &err), RC_OK);
	assert_int_equal(frontier_waiting(rig->run.frontier), 0);
	assert_int_equal(rig->run.v[0].lists_left, 0);
}

static void
validators_are_used_when_there_is_a_copy_to_refer_to(void **state)
{
	struct rig *rig = *state;
	struct page p = { .etag = STR("\"e\"") };
	const struct task article = { .kind = TASK_ARTICLE };
	const struct task list = { .kind = TASK_LIST };
	assert_false(ask_is_conditional(&rig->run, &article, &p));
	p.record = STR("<urn:uuid:1>");
	assert_true(ask_is_conditional(&rig->run, &article, &p));
	rig->run.v[0].afresh = true;
	assert_true(ask_is_conditional(&rig->run, &article, &p));
	assert_false(ask_is_conditional(&rig->run, &list, &p));
	rig->run.v[0].afresh = false;
	assert_true(ask_is_conditional(&rig->run, &list, &p));
	p.etag = STR_NONE;
	assert_false(ask_is_conditional(&rig->run, &list, &p));
}

static void
delay_is_that_of_the_rules_when_larger(void **state)
{
	struct rig *rig = *state;
	const struct task t = rig_task(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask_delay(&rig->run, &t), 1000);
	origin_settle(origins_get(rig->run.origins, STR("https://x.kz")), 200,
	    STR("User-agent: *\nCrawl-delay: 5\n"), STR_NONE);
	assert_int_equal(ask_delay(&rig->run, &t), 5000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    robots_is_asked_for_before_anything_else, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    denied_page_is_dropped_and_put_off, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    rules_a_day_old_are_asked_for_again, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(short_rest_is_waited_for,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(long_rest_ends_the_hosts_part,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    validators_are_used_when_there_is_a_copy_to_refer_to,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    delay_is_that_of_the_rules_when_larger, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
