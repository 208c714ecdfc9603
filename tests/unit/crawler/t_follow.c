#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/follow.h"
#include "tests/unit/crawler/rig.h"

#define MOVED(to) "HTTP/1.1 301 Moved\r\nLocation: " to "\r\n\r\n"
#define ROBOTS    "https://x.kz/robots.txt"

/* The answer to an article; the number of tasks it leads to. */
static size_t
leads_to(struct rig *rig, const char *message, enum rc expected)
{
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, message, &err), expected);
	return frontier_waiting(rig->run.frontier);
}

static void
redirect_within_the_site_is_one_more_task(void **state)
{
	struct rig *rig = *state;
	int64_t wait = 0;
	assert_int_equal(leads_to(rig, MOVED("/n/2"), RC_OK), 1);
	const struct task *t =
	    frontier_next(rig->run.frontier, rig->ticks, &wait);
	assert_true(str_is(t->url, "https://x.kz/n/2"));
	assert_int_equal(t->kind, TASK_ARTICLE);
	assert_int_equal(t->hops, 1);
	assert_int_equal(rig->run.v[0].articles_left, 1);
}

static void
redirect_to_another_host_is_not_followed(void **state)
{
	assert_int_equal(leads_to(*state, MOVED("https://y.kz/n/2"), RC_OK), 0);
}

static void
redirect_to_another_scheme_is_not_followed(void **state)
{
	assert_int_equal(leads_to(*state, MOVED("file:///etc/passwd"), RC_OK),
	    0);
}

static void
article_that_redirects_home_is_gone(void **state)
{
	assert_int_equal(leads_to(*state, MOVED("/"), RC_OK), 0);
}

static void
redirects_have_a_ceiling(void **state)
{
	struct rig *rig = *state;
	int64_t wait = 0;
	struct err err = { 0 };
	assert_int_equal(leads_to(rig, MOVED("/n/1"), RC_OK), 1);
	const struct task *t =
	    frontier_next(rig->run.frontier, rig->ticks, &wait);
	assert_int_equal(rig_answer(rig, t, MOVED("/n/1"), &err), RC_OK);
	t = frontier_next(rig->run.frontier, rig->ticks, &wait);
	assert_int_equal(rig_answer(rig, t, MOVED("/n/1"), &err), RC_BAD);
	assert_string_equal(err.reason, "more than 2 redirects");
	assert_int_equal(frontier_waiting(rig->run.frontier), 0);
}

/* Settles robots.txt of the site by one answer (NULL: none). */
static struct origin *
settled(struct rig *rig, const char *message)
{
	struct err err = { 0 };
	struct task t = rig_task(rig, TASK_ROBOTS, ROBOTS);
	int64_t wait = 0;
	t.asker = STR("https://x.kz");
	rig->ticks += 60000; /* a host under strain has rested by then */
	assert_true(run_add(&rig->run, &t));
	const struct task *taken =
	    frontier_next(rig->run.frontier, rig->ticks, &wait);
	if (message != NULL) {
		assert_int_equal(rig_answer(rig, taken, message, &err), RC_OK);
	} else {
		assert_int_equal(follow_robots(&rig->run, taken, NULL, false,
				     &err),
		    RC_OK);
		frontier_done(rig->run.frontier, taken, 0);
	}
	return origins_get(rig->run.origins, STR("https://x.kz"));
}

static bool
may(const struct origin *o, const char *url)
{
	return origin_may(o, STR("sandyq"), str_c(url));
}

static void
robots_rules_reach_the_origin_that_asked(void **state)
{
	const struct origin *o = settled(*state,
	    "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /n/\n");
	assert_true(o->known);
	assert_false(may(o, "https://x.kz/n/1"));
	assert_true(may(o, "https://x.kz/"));
}

static void
outage_falls_back_to_a_copy_of_today_only(void **state)
{
	struct rig *rig = *state;
	(void)settled(rig,
	    "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /n/\n");
	const struct origin *o = settled(rig, "HTTP/1.1 503 No\r\n\r\n");
	assert_true(may(o, "https://x.kz/"));
	rig->now += ORIGIN_KEEP + 1;
	o = settled(rig, NULL);
	assert_false(may(o, "https://x.kz/"));
}

static void
robots_not_modified_means_our_copy(void **state)
{
	struct rig *rig = *state;
	(void)settled(rig,
	    "HTTP/1.1 200 OK\r\nETag: \"r\"\r\n\r\n"
	    "User-agent: *\nDisallow: /n/\n");
	rig->now += INT64_C(2) * ORIGIN_KEEP;
	const struct origin *o =
	    settled(rig, "HTTP/1.1 304 Not Modified\r\n\r\n");
	assert_false(may(o, "https://x.kz/n/1"));
	assert_true(may(o, "https://x.kz/"));
}

static void
robots_that_redirects_for_ever_is_none(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	int64_t wait = 0;
	const struct origin *o = settled(rig, MOVED("https://y.kz/r.txt"));
	for (int i = 0; i < 2; i++) {
		const struct task *t =
		    frontier_next(rig->run.frontier, rig->ticks, &wait);
		assert_non_null(t);
		assert_false(o->known);
		assert_int_equal(rig_answer(rig, t, MOVED("/r.txt"), &err),
		    RC_OK);
	}
	assert_true(o->known);
	assert_true(may(o, "https://x.kz/n/1"));
}

static void
lists_that_are_lost_break_nothing(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(rig_answer(rig, t, "HTTP/1.1 404 Not Found\r\n\r\n",
			     &err),
	    RC_OK);
	assert_int_equal(rig->run.v[0].lists_left, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    redirect_within_the_site_is_one_more_task, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    redirect_to_another_host_is_not_followed, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    redirect_to_another_scheme_is_not_followed, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    article_that_redirects_home_is_gone, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(redirects_have_a_ceiling,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    robots_rules_reach_the_origin_that_asked, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    outage_falls_back_to_a_copy_of_today_only, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    robots_not_modified_means_our_copy, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    robots_that_redirects_for_ever_is_none, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    lists_that_are_lost_break_nothing, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
