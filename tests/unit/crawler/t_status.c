#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "crawler/source.h"
#include "crawler/status.h"
#include "tests/unit/crawler/rig.h"

static const char *
report(struct rig *rig, bool json)
{
	struct err err = { 0 };
	buf_clear(&rig->stage.out);
	assert_int_equal(status(&rig->stage, json, NULL, &err), RC_OK);
	return rig->stage.out.s;
}

/* Ends the run with one article fetched and one that waits. */
static void
run_once(struct rig *rig)
{
	struct err err = { 0 };
	const struct page waits = {
		.key = STR("https://x.kz/n/2"),
		.url = STR("https://x.kz/n/2"),
		.site = STR("x"),
		.kind = TASK_ARTICLE,
		.found = RIG_NOW,
		.due = RIG_NOW,
		.fetched = CLOCK_NONE,
	};
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, "HTTP/1.1 200 OK\r\n\r\nbody",
			     &err),
	    RC_OK);
	bool news = false;
	assert_int_equal(page_found(rig->run.state, &waits, &news, &err),
	    RC_OK);
	assert_int_equal(run_close(&rig->run, RC_OK, &err), RC_OK);
	rig->open = false;
}

static void
stage_free(struct rig *rig)
{
	buf_free(&rig->stage.out);
	config_free(rig->stage.config);
}

static void
last_run_is_told_in_json(void **state)
{
	struct rig *rig = *state;
	run_once(rig);
	assert_string_equal(report(rig, true),
	    "[{\"site\":\"x\",\"new\":1,\"changed\":0,\"unchanged\":0,"
	    "\"errors\":0,\"denied\":0,\"pending\":1,"
	    "\"last_run\":\"2026-03-01T06:00:00Z\","
	    "\"last_success\":\"2026-03-01T06:00:00Z\","
	    "\"next_due\":\"2026-03-01T06:00:00Z\",\"why\":null,\"lists\":[],"
	    "\"faults\":[]}]\n");
	stage_free(rig);
}

static void
table_has_a_line_for_each_site(void **state)
{
	struct rig *rig = *state;
	run_once(rig);
	const char *text = report(rig, false);
	assert_true(str_starts(str_c(text), STR("site ")));
	assert_non_null(strstr(text, "\nx "));
	assert_non_null(strstr(text, "2026-03-01T06:00:00Z"));
	stage_free(rig);
}

static void
slow_hosts_and_lists_in_trouble_are_told(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct source list = {
		.key = STR("https://x.kz/sitemap.xml"),
		.site = STR("x"),
		.checked = RIG_NOW,
		.newest = CLOCK_NONE,
		.trouble = SOURCE_EMPTY,
		.since = RIG_NOW,
	};
	const struct state_robots robots = {
		.status = 200,
		.body = STR("User-agent: sandyq\nCrawl-delay: 30\n"),
	};
	rig->millis = 1500;
	assert_int_equal(state_robots_put(rig->run.state, STR("https://x.kz"),
			     &robots, &err),
	    RC_OK);
	assert_int_equal(source_put(rig->run.state, &list, &err), RC_OK);
	run_once(rig);
	assert_non_null(strstr(report(rig, false),
	    "answers take 1.5 s; robots.txt asks for pauses of 30 s; "
	    "https://x.kz/sitemap.xml: names no page of "
	    "the site\n"));
	assert_non_null(strstr(report(rig, true),
	    "\"lists\":[{\"url\":\"https://x.kz/sitemap.xml\","
	    "\"trouble\":\"names no page of the site\","
	    "\"since\":\"2026-03-01T06:00:00Z\",\"newest\":null}]"));
	stage_free(rig);
}

static void
what_went_wrong_is_told_by_host(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/5");
	assert_int_equal(rig_answer(rig, t, "HTTP/1.1 404 No\r\n\r\n", &err),
	    RC_OK);
	run_once(rig);
	assert_non_null(strstr(report(rig, false), "  x.kz: 1 status\n"));
	assert_non_null(strstr(report(rig, true),
	    "\"faults\":[{\"host\":\"x.kz\",\"fault\":\"status\","
	    "\"pages\":1}]"));
	stage_free(rig);
}

static void
nothing_crawled_yet_is_said(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	char path[2 * FOLDER_MAX];
	assert_int_equal(run_close(&rig->run, RC_OK, &err), RC_OK);
	rig->open = false;
	assert_int_equal(unlink(
			     folder_path(&rig->folder, "data/crawl.db", path)),
	    0);
	assert_int_equal(status(&rig->stage, true, NULL, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "nothing crawled yet"));
	stage_free(rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(last_run_is_told_in_json,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(table_has_a_line_for_each_site,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(nothing_crawled_yet_is_said,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    slow_hosts_and_lists_in_trouble_are_told, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(what_went_wrong_is_told_by_host,
		    rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
