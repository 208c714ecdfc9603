#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/crawler/rig.h"

static void
located_task_has_key_origin_and_host(void **state)
{
	struct rig *rig = *state;
	const struct task t = rig_task(rig, TASK_ARTICLE,
	    "HTTPS://X.kz:443/n/1?utm_source=a&b=2#top");
	assert_true(str_is(t.key, "https://x.kz/n/1?b=2"));
	assert_true(str_is(t.origin, "https://x.kz"));
	assert_true(str_is(t.host, "x.kz"));
	const struct task u =
	    rig_task(rig, TASK_ARTICLE, "http://x.kz:8080/n/1");
	assert_true(str_is(u.origin, "http://x.kz:8080"));
}

static void
tasks_are_counted_for_their_site(void **state)
{
	struct rig *rig = *state;
	const struct task t = rig_task(rig, TASK_LIST, "https://x.kz/");
	assert_true(run_add(&rig->run, &t));
	assert_false(run_add(&rig->run, &t));
	assert_int_equal(rig->run.v[0].lists_left, 1);
	run_forget(&rig->run, &t);
	assert_int_equal(rig->run.v[0].lists_left, 0);
}

static void
second_run_is_told_to_come_later(void **state)
{
	struct rig *rig = *state;
	struct run second;
	struct err err = { 0 };
	const enum rc rc = run_open(&second, &rig->stage, &rig->options, &err);
	assert_int_equal(rc, RC_END);
	assert_int_equal(run_close(&second, rc, &err), RC_END);
}

static void
unknown_site_is_wrong_usage(void **state)
{
	struct rig *rig = *state;
	struct run run;
	struct err err = { 0 };
	const struct run_options options = { .site = "nowhere" };
	rig_close(rig);
	rig_open(rig);
	rig->open = false;
	assert_int_equal(run_close(&rig->run, RC_OK, &err), RC_OK);
	const enum rc rc = run_open(&run, &rig->stage, &options, &err);
	assert_int_equal(rc, RC_BAD);
	assert_non_null(strstr(err.reason, "nowhere"));
	assert_int_equal(run_close(&run, rc, &err), RC_BAD);
	buf_free(&rig->stage.out);
	config_free(rig->stage.config);
}

static void
changed_rules_make_lists_be_read_afresh(void **state)
{
	struct rig *rig = *state;
	assert_true(rig->run.v[0].afresh); /* never seen before */
	rig_close(rig);
	rig_open(rig);
	assert_false(rig->run.v[0].afresh);
	rig_close(rig);
	folder_write(&rig->folder, "sites/x.yaml",
	    "code: x\nname: X\nhome: https://x.kz/\nkind: media\n"
	    "article: '^https://x\\.kz/other/'\n");
	rig_open(rig);
	assert_true(rig->run.v[0].afresh);
}

static void
dry_run_remembers_nothing(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	char path[2 * FOLDER_MAX];
	rig_close(rig);
	rig->options.dry = true;
	rig_open(rig);
	const struct page p = {
		.key = STR("k"),
		.url = STR("k"),
		.site = STR("x"),
		.fetched = CLOCK_NONE,
	};
	assert_int_equal(page_put(rig->run.state, &p, &err), RC_OK);
	rig_close(rig);
	rig->options.dry = false;
	rig_open(rig);
	assert_int_equal(rig_page(rig, "k").status, -1);
	assert_true(file_exists(folder_path(&rig->folder, "data", path)));
}

static void
robots_that_cannot_be_had_close_their_origin(void **state)
{
	struct rig *rig = *state;
	struct err err = { "why" };
	struct task t = rig_task(rig, TASK_ROBOTS, "https://x.kz/robots.txt");
	struct origin *o = origins_get(rig->run.origins, STR("https://x.kz"));
	t.asker = STR("https://x.kz");
	run_refuse(&rig->run, &t, &err);
	assert_true(o->known);
	assert_true(o->closed);
	origin_settle(o, 200, STR(""), STR_NONE);
	run_refuse(&rig->run, &t, &err);
	assert_false(o->closed); /* other rules came in the meantime */
	assert_int_equal(rig->stage.bad, 2);
}

static void
failed_run_keeps_its_archive_and_the_next_replays_it(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct file_names names;
	char path[2 * FOLDER_MAX];
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, "HTTP/1.1 200 OK\r\n\r\nbody",
			     &err),
	    RC_OK);
	rig->open = false;
	assert_int_equal(run_close(&rig->run, RC_FAIL, &err), RC_FAIL);
	buf_free(&rig->stage.out);
	config_free(rig->stage.config);
	rig_open(rig);
	assert_int_equal(rig_page(rig, "https://x.kz/n/1").status, 200);
	assert_int_equal(rig_page(rig, "https://x.kz/n/1").visits, 1);
	assert_int_equal(rig_page(rig, "https://x.kz/n/1").due, RIG_NOW + 3600);
	assert_int_equal(file_list(rig->run.arena,
			     folder_path(&rig->folder, "data/warc", path),
			     ".warc.gz", &names, &err),
	    RC_OK);
	assert_int_equal(names.n, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    located_task_has_key_origin_and_host, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    tasks_are_counted_for_their_site, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    second_run_is_told_to_come_later, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(unknown_site_is_wrong_usage,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    changed_rules_make_lists_be_read_afresh, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(dry_run_remembers_nothing,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    robots_that_cannot_be_had_close_their_origin, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    failed_run_keeps_its_archive_and_the_next_replays_it,
		    rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
