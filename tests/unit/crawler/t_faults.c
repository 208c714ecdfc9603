#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/faults.h"
#include "tests/unit/crawler/rig.h"

static void
enter(struct rig *rig, const char *url, const char *site, const char *fault)
{
	struct err err = { 0 };
	const struct page p = {
		.key = str_c(url),
		.url = str_c(url),
		.site = str_c(site),
		.kind = TASK_ARTICLE,
		.dated = CLOCK_NONE,
		.found = RIG_NOW,
		.fetched = CLOCK_NONE,
		.fault = str_c(fault),
	};
	assert_int_equal(page_put(rig->run.state, &p, &err), RC_OK);
}

static void
pages_are_counted_by_host_and_class(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct faults f;
	enter(rig, "https://x.kz/n/1", "x", "time");
	enter(rig, "https://x.kz/n/2", "x", "status");
	enter(rig, "https://x.kz/n/3", "x", "status");
	enter(rig, "https://kk.x.kz", "x", "name");
	enter(rig, "https://x.kz/n/4", "x", NULL);
	enter(rig, "https://y.kz/n/5", "y", "tls");
	assert_int_equal(faults_read(rig->run.state, rig->run.arena, STR("x"),
			     &f, &err),
	    RC_OK);
	assert_int_equal(f.n, 3);
	assert_true(str_is(f.v[0].host, "x.kz"));
	assert_true(str_is(f.v[0].fault, "status"));
	assert_int_equal(f.v[0].pages, 2);
	assert_true(str_is(f.v[1].host, "kk.x.kz"));
	assert_true(str_is(f.v[1].fault, "name"));
	assert_true(str_is(f.v[2].fault, "time"));
	assert_int_equal(f.v[2].pages, 1);
}

static void
no_more_rows_are_told_than_there_is_room(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct faults f;
	for (int i = 0; i < FAULTS_MAX + 5; i++)
		enter(rig, arena_printf(rig->run.arena, "https://h%d.kz/", i).s,
		    "x", "connect");
	assert_int_equal(faults_read(rig->run.state, rig->run.arena, STR("x"),
			     &f, &err),
	    RC_OK);
	assert_int_equal(f.n, FAULTS_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    pages_are_counted_by_host_and_class, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    no_more_rows_are_told_than_there_is_room, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
