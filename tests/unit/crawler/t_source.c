#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/source.h"
#include "tests/unit/crawler/rig.h"

/* Addresses from `first` on, `step` seconds between their dates. */
static enum source_trouble
trouble_of(size_t n, int64_t first, int64_t step, int64_t *newest)
{
	struct arena *arena = arena_new(1 << 20);
	struct finds f = finds_in(arena);
	for (size_t i = 0; i < n; i++)
		finds_add(&f, STR("/n"), first + (int64_t)i * step, false);
	const enum source_trouble t = source_dates(&f, RIG_NOW, newest);
	arena_free(arena);
	return t;
}

static void
dates_of_one_moment_are_a_lie_when_it_is_now(void **state)
{
	int64_t newest = 0;
	(void)state;
	assert_int_equal(trouble_of(20, RIG_NOW, 0, &newest), SOURCE_EQUAL);
	assert_int_equal(newest, RIG_NOW);
	assert_int_equal(trouble_of(30, RIG_NOW - 100, 2, &newest),
	    SOURCE_EQUAL);
	assert_int_equal(trouble_of(19, RIG_NOW, 0, &newest), SOURCE_FINE);
	assert_int_equal(trouble_of(30, RIG_NOW - 3000, 100, &newest),
	    SOURCE_FINE);
	assert_int_equal(trouble_of(30, RIG_NOW - 90 * CLOCK_DAY, 0, &newest),
	    SOURCE_FINE);
}

static void
dates_to_come_are_a_lie_when_they_are_most(void **state)
{
	int64_t newest = 0;
	(void)state;
	assert_int_equal(trouble_of(3, RIG_NOW + 2 * CLOCK_DAY, 60, &newest),
	    SOURCE_AHEAD);
	assert_true(newest == CLOCK_NONE);
	assert_int_equal(trouble_of(9, RIG_NOW - 6 * CLOCK_DAY, CLOCK_DAY,
			     &newest),
	    SOURCE_FINE);
	assert_int_equal(newest, RIG_NOW + CLOCK_DAY);
}

static void
old_and_outrun_lists_are_told_by_their_age(void **state)
{
	struct source s = {
		.checked = RIG_NOW,
		.newest = RIG_NOW - 29 * CLOCK_DAY,
		.alive = RIG_NOW - 20 * CLOCK_DAY,
	};
	(void)state;
	assert_int_equal(source_age(&s, CLOCK_NONE), SOURCE_FINE);
	assert_int_equal(source_age(&s, RIG_NOW - 10 * CLOCK_DAY), SOURCE_FINE);
	assert_int_equal(source_age(&s, RIG_NOW), SOURCE_BEHIND);
	s.alive = SOURCE_INDEX;
	assert_int_equal(source_age(&s, RIG_NOW), SOURCE_FINE);
	s.newest = RIG_NOW - 31 * CLOCK_DAY;
	assert_int_equal(source_age(&s, CLOCK_NONE), SOURCE_FROZEN);
}

static struct sources
troubled(struct rig *rig)
{
	struct err err = { 0 };
	struct sources all = { .n = 9 };
	assert_int_equal(sources_troubled(rig->run.state, rig->run.arena,
			     STR("x"), &all, &err),
	    RC_OK);
	return all;
}

static void
the_state_keeps_lists_and_finds_the_worst(void **state)
{
	struct rig *rig = *state;
	struct state *st = rig->run.state;
	struct err err = { 0 };
	struct source got;
	struct source s = {
		.key = STR("https://x.kz/a"),
		.site = STR("x"),
		.found = 1,
		.checked = RIG_NOW,
		.newest = CLOCK_NONE,
		.alive = 5,
		.open = true,
	};
	int64_t others = 0;
	assert_int_equal(source_put(st, &s, &err), RC_OK);
	assert_int_equal(troubled(rig).n, 0);
	assert_int_equal(source_others(st, &s, &others, &err), RC_OK);
	assert_true(others == CLOCK_NONE);
	s.key = STR("https://x.kz/b");
	s.trouble = SOURCE_LOST;
	s.since = 9;
	s.alive = SOURCE_INDEX;
	assert_int_equal(source_put(st, &s, &err), RC_OK);
	/* An index tells nothing of how new the others should be. */
	s.key = STR("https://x.kz/c");
	assert_int_equal(source_others(st, &s, &others, &err), RC_OK);
	assert_int_equal(others, 5);
	got = troubled(rig).v[0];
	assert_true(str_is(got.key, "https://x.kz/b"));
	assert_int_equal(got.since, 9);
	assert_string_equal(source_trouble_text(got.trouble), "is gone");
	got = (struct source){ .site = STR("x"), .key = STR("https://x.kz/a") };
	assert_int_equal(source_get(st, rig->run.arena, &got, &err), RC_OK);
	assert_true(got.open && got.trouble == SOURCE_FINE);
	/* Nobody has seen it for long, while others were read. */
	got.checked = RIG_NOW + SOURCE_FORGET_AFTER + 1;
	assert_int_equal(source_put(st, &got, &err), RC_OK);
	assert_int_equal(troubled(rig).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_of_one_moment_are_a_lie_when_it_is_now),
		cmocka_unit_test(dates_to_come_are_a_lie_when_they_are_most),
		cmocka_unit_test(old_and_outrun_lists_are_told_by_their_age),
		cmocka_unit_test_setup_teardown(
		    the_state_keeps_lists_and_finds_the_worst, rig_up,
		    rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
