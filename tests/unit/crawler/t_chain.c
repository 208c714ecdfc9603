#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/chain.h"
#include "tests/unit/crawler/rig.h"

static void
pages_are_counted_from_step_by_step_to_the_last(void **state)
{
	struct arena *a = arena_new(1 << 16);
	const struct site_list offsets = {
		.url = { .v = STR("https://x.kz/n?start={page}#top") },
		.from = 0,
		.to = 45,
		.step = 20,
	};
	const struct site_list open = {
		.url = { .v = STR("https://x.kz/{page}/") },
		.from = 1,
	};
	const struct site_list plain = {
		.url = { .v = STR("https://x.kz/n") },
	};
	(void)state;
	assert_true(str_is(chain_page(a, &offsets, 9, 0),
	    "https://x.kz/n?start=0#top"));
	assert_true(str_is(chain_page(a, &offsets, 9, 2),
	    "https://x.kz/n?start=40#top"));
	assert_null(chain_page(a, &offsets, 9, 3).s);
	assert_true(str_is(chain_page(a, &open, 3, 2), "https://x.kz/3/"));
	assert_null(chain_page(a, &open, 3, 3).s);
	assert_true(str_is(chain_page(a, &plain, 3, 0), "https://x.kz/n"));
	assert_null(chain_page(a, &plain, 3, 1).s);
	arena_free(a);
}

/* Whether the page goes on after such a yield. */
static bool
goes_on(struct rig *rig, const struct task *t, struct chain_yield y)
{
	struct err err = { 0 };
	bool on = false;
	if (y.next.s == NULL)
		y.next = STR("?page=2");
	y.base = STR("https://x.kz/list");
	assert_int_equal(chain_on(&rig->run, t, &y, &on, &err), RC_OK);
	return on;
}

static void
what_is_known_ends_a_list_unless_it_is_deep(void **state)
{
	struct rig *rig = *state;
	struct task t = rig_task(rig, TASK_LIST, "https://x.kz/list");
	const struct chain_yield known = { .fresh = 5,
		.known = 11,
		.row = 11,
		.young = 16 };
	t.url = STR("https://x.kz/list");
	assert_false(goes_on(rig, &t, known));
	assert_false(goes_on(rig, &t,
	    (struct chain_yield){ .known = 10, .row = 10, .young = 10 }));
	t.deep = true;
	assert_true(goes_on(rig, &t, known));
	t.deep = false;
	/* Known ones beside the list, or too few of them, end nothing. */
	assert_true(goes_on(rig, &t,
	    (struct chain_yield){ .fresh = 20,
		.known = 11,
		.row = 11,
		.young = 31,
		.next = STR("?page=3") }));
	assert_true(goes_on(rig, &t,
	    (struct chain_yield){ .known = 9,
		.row = 9,
		.young = 9,
		.next = STR("?page=4") }));
}

static void
a_list_ends_where_nothing_follows(void **state)
{
	struct rig *rig = *state;
	const struct chain_yield good = { .fresh = 9, .young = 9 };
	struct chain_yield y = good;
	struct task t = rig_task(rig, TASK_LIST, "https://x.kz/list");
	t.url = STR("https://x.kz/list");
	assert_false(goes_on(rig, &t, (struct chain_yield){ .young = 0 }));
	y.young = 0; /* all before --since */
	assert_false(goes_on(rig, &t, y));
	y = good;
	y.next = STR("https://y.kz/2");
	assert_false(goes_on(rig, &t, y));
	y.next = STR("javascript:more()");
	assert_false(goes_on(rig, &t, y));
	assert_true(goes_on(rig, &t, good));
	/* Where we have been in this run. */
	assert_false(goes_on(rig, &t, good));
	t.turn = 9;
	y.next = STR("?page=10");
	assert_false(goes_on(rig, &t, y));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    pages_are_counted_from_step_by_step_to_the_last),
		cmocka_unit_test_setup_teardown(
		    what_is_known_ends_a_list_unless_it_is_deep, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    a_list_ends_where_nothing_follows, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
