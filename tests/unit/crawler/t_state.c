#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/state.h"
#include "tests/unit/crawler/folder.h"

static struct state *
open_in(const struct folder *f)
{
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	struct state *s = NULL;
	assert_int_equal(state_open(folder_path(f, "crawl.db", path), &s, &err),
	    RC_OK);
	return s;
}

static void
only_what_is_committed_stays(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct state_host host = { .failures = 2, .not_before = 77 };
	const struct folder f = folder_new();
	struct state *s = open_in(&f);
	assert_int_equal(state_host_put(s, STR("a.kz"), &host, &err), RC_OK);
	assert_int_equal(state_commit(s, &err), RC_OK);
	assert_int_equal(state_host_put(s, STR("b.kz"), &host, &err), RC_OK);
	state_close(s);
	s = open_in(&f);
	assert_int_equal(state_host(s, STR("a.kz"), &host, &err), RC_OK);
	assert_int_equal(host.failures, 2);
	assert_int_equal(host.not_before, 77);
	assert_int_equal(state_host(s, STR("b.kz"), &host, &err), RC_OK);
	assert_int_equal(host.failures, 0);
	assert_true(host.not_before == CLOCK_NONE);
	state_close(s);
	folder_free(&f);
}

static void
rollback_forgets(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct state_host host = { .failures = 2 };
	const struct folder f = folder_new();
	struct state *s = open_in(&f);
	assert_int_equal(state_host_put(s, STR("a.kz"), &host, &err), RC_OK);
	assert_int_equal(state_rollback(s, &err), RC_OK);
	assert_int_equal(state_host(s, STR("a.kz"), &host, &err), RC_OK);
	assert_int_equal(host.failures, 0);
	state_close(s);
	folder_free(&f);
}

static void
robots_files_are_kept_whole(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct arena *arena = arena_new(1 << 20);
	const struct folder f = folder_new();
	struct state *s = open_in(&f);
	struct state_robots row = { 5, 200, STR("User-agent: *\n") };
	assert_int_equal(state_robots(s, arena, STR("https://a.kz"), &row,
			     &err),
	    RC_END);
	assert_int_equal(state_robots_put(s, STR("https://a.kz"), &row, &err),
	    RC_OK);
	row = (struct state_robots){ 0 };
	assert_int_equal(state_robots(s, arena, STR("https://a.kz"), &row,
			     &err),
	    RC_OK);
	assert_int_equal(row.fetched, 5);
	assert_int_equal(row.status, 200);
	assert_true(str_is(row.body, "User-agent: *\n"));
	state_close(s);
	arena_free(arena);
	folder_free(&f);
}

static void
site_figures_come_back(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct arena *arena = arena_new(1 << 20);
	const struct folder f = folder_new();
	struct state *s = open_in(&f);
	struct state_site site = {
		.code = STR("a"),
		.rules = STR("r"),
		.ran = 10,
		.success = 9,
		.fresh = 1,
		.changed = 2,
		.unchanged = 3,
		.errors = 4,
		.denied = 5,
	};
	assert_int_equal(state_site(s, arena, STR("a"), &site, &err), RC_END);
	assert_int_equal(state_site_put(s, &site, &err), RC_OK);
	site = (struct state_site){ 0 };
	assert_int_equal(state_site(s, arena, STR("a"), &site, &err), RC_OK);
	assert_true(str_is(site.rules, "r"));
	assert_int_equal(site.ran, 10);
	assert_int_equal(site.success, 9);
	assert_int_equal(site.fresh, 1);
	assert_int_equal(site.changed, 2);
	assert_int_equal(site.unchanged, 3);
	assert_int_equal(site.errors, 4);
	assert_int_equal(site.denied, 5);
	assert_int_equal(site.pending, 0);
	state_close(s);
	arena_free(arena);
	folder_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_committed_stays),
		cmocka_unit_test(rollback_forgets),
		cmocka_unit_test(robots_files_are_kept_whole),
		cmocka_unit_test(site_figures_come_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
