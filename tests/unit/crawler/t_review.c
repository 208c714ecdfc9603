#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/review.h"
#include "tests/unit/crawler/rig.h"

static int
standby_up(void **state)
{
	if (rig_up(state) != 0)
		return -1;
	struct rig *rig = *state;
	rig_close(rig);
	folder_write(&rig->folder, "sites/x.yaml",
	    "code: x\nname: X\nhome: https://x.kz/\nkind: media\n"
	    "sitemaps: [https://x.kz/sitemap.xml]\n"
	    "standby: [https://x.kz/latest]\n");
	rig_open(rig);
	return 0;
}

static struct source
review(struct rig *rig, struct task *t, const struct review *v)
{
	struct err err = { 0 };
	struct source s = { .site = STR("x"), .key = t->key };
	arena_reset(rig->run.arena);
	assert_int_equal(review_list(&rig->run, t, v, &err), RC_OK);
	assert_true(
	    source_get(rig->run.state, rig->run.arena, &s, &err) != RC_FAIL);
	return s;
}

static void
trouble_is_remembered_and_calls_for_the_standby(void **state)
{
	struct rig *rig = *state;
	struct task own = rig_task(rig, TASK_LIST, "https://x.kz/sitemap.xml");
	const struct review fine = { .newest = RIG_NOW, .alive = RIG_NOW };
	const struct review bad = { .trouble = SOURCE_EQUAL,
		.newest = RIG_NOW,
		.alive = RIG_NOW };
	const struct review same = { .unchanged = true,
		.newest = CLOCK_NONE,
		.alive = CLOCK_NONE };
	own.key = STR("https://x.kz/sitemap.xml");
	own.url = own.key;
	assert_int_equal(review(rig, &own, &fine).trouble, SOURCE_FINE);
	assert_int_equal(frontier_waiting(rig->run.frontier), 0);
	rig->now += 100;
	struct source s = review(rig, &own, &bad);
	assert_int_equal(s.trouble, SOURCE_EQUAL);
	assert_int_equal(s.since, RIG_NOW + 100);
	assert_int_equal(frontier_waiting(rig->run.frontier), 1);
	rig->now += 100;
	s = review(rig, &own, &same);
	assert_int_equal(s.trouble, SOURCE_EQUAL);
	assert_int_equal(s.since, RIG_NOW + 100);
	assert_int_equal(review(rig, &own, &fine).trouble, SOURCE_FINE);
}

static void
only_bad_sitemaps_of_an_index_are_kept(void **state)
{
	struct rig *rig = *state;
	struct task t = rig_task(rig, TASK_LIST, "https://x.kz/1.xml");
	const struct review old = { .newest = 5, .alive = RIG_NOW };
	const struct review bad = { .trouble = SOURCE_BROKEN,
		.newest = 5,
		.alive = RIG_NOW };
	t.key = STR("https://x.kz/1.xml");
	t.url = t.key;
	t.depth = 1;
	assert_int_equal(review(rig, &t, &old).found, 0);
	assert_int_equal(review(rig, &t, &bad).trouble, SOURCE_BROKEN);
	assert_int_equal(review(rig, &t, &old).trouble, SOURCE_FINE);
}

static void
pages_behind_the_first_tell_only_whether_they_end(void **state)
{
	struct rig *rig = *state;
	struct task t = rig_task(rig, TASK_LIST, "https://x.kz/l");
	const struct review on = { .open = true,
		.newest = RIG_NOW,
		.alive = RIG_NOW };
	const struct review end = { .trouble = SOURCE_LOST,
		.newest = 5,
		.alive = 5 };
	t.key = STR("https://x.kz/l");
	t.url = t.key;
	assert_true(review(rig, &t, &on).open);
	t.turn = 1;
	t.asker = t.key;
	const struct source s = review(rig, &t, &end);
	assert_false(s.open);
	assert_int_equal(s.trouble, SOURCE_FINE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    trouble_is_remembered_and_calls_for_the_standby, standby_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    only_bad_sitemaps_of_an_index_are_kept, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    pages_behind_the_first_tell_only_whether_they_end, rig_up,
		    rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
