#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/crawl.h"
#include "tests/unit/crawler/canned.h"
#include "tests/unit/crawler/rig.h"

#define OK "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"1\"\r\n\r\n"

/* The rig's site, told to connect to the server. */
static void
site_write(const struct rig *rig, const struct canned *server)
{
	char text[1024];
	(void)snprintf(text, sizeof(text),
	    "code: x\nname: X\nhome: http://x.kz/\nkind: media\n"
	    "start: [http://x.kz/]\ndelay: 0.001\n"
	    "article: '^http://x\\.kz/n/[0-9]+$'\n"
	    "connect: 127.0.0.1:%u\nprivate_addresses: yes\n",
	    server->port);
	folder_write(&rig->folder, "sites/x.yaml", text);
}

/* A whole run against `rows`; the rig's own run is over. */
static enum rc
crawl_all(struct rig *rig, const struct canned_row *rows)
{
	struct err err = { 0 };
	/* Before the server forks: its process would hold the lock as well. */
	if (rig->open)
		assert_int_equal(run_close(&rig->run, RC_OK, &err), RC_OK);
	rig->open = false;
	const struct canned server = canned_begin(rows);
	site_write(rig, &server);
	rig->stage.clock.ticks = clock_real().ticks;
	const enum rc rc = crawl(&rig->stage, &rig->options, &err);
	canned_end(&server);
	return rc;
}

static void
stage_free(struct rig *rig)
{
	buf_free(&rig->stage.out);
	config_free(rig->stage.config);
}

static void
pages_behind_a_start_page_are_archived(void **state)
{
	static const struct canned_row rows[] = {
		{ "GET / ", OK "<a href='/n/1'><a href='/n/2'><a href='/n/3'>",
		    0 },
		{ "GET /robots.txt ", OK "User-agent: *\nDisallow: /n/3\n", 0 },
		{ "GET /n/1 ", OK "one", 0 },
		{ "GET /n/2 ", OK "two", 0 },
		{ "GET /n/3 ", OK "three", 0 },
		{ NULL, NULL, 0 },
	};
	struct rig *rig = *state;
	assert_int_equal(crawl_all(rig, rows), RC_OK);
	assert_int_equal(rig->stage.in, 4); /* robots, start, two articles */
	assert_int_equal(rig->stage.good, 4);
	assert_int_equal(rig->stage.bad, 0);
	stage_free(rig);
}

static void
unreachable_robots_means_hands_off(void **state)
{
	static const struct canned_row rows[] = {
		{ "GET / ", OK "<a href='/n/1'>", 0 },
		{ "GET /robots.txt ", "HTTP/1.1 500 No\r\n\r\n", 0 },
		{ NULL, NULL, 0 },
	};
	struct rig *rig = *state;
	assert_int_equal(crawl_all(rig, rows), RC_OK);
	assert_int_equal(rig->stage.in, 1);
	stage_free(rig);
}

static void
second_run_goes_on_where_the_first_ended(void **state)
{
	static const struct canned_row cut[] = {
		{ "GET / ", OK "<a href='/n/1'>", 0 },
		{ NULL, NULL, 0 },
	};
	static const struct canned_row whole[] = {
		{ "GET / ", "HTTP/1.1 304 Not Modified\r\n\r\n", 0 },
		{ "GET /n/1 ", OK "one", 0 },
		{ NULL, NULL, 0 },
	};
	struct rig *rig = *state;
	assert_int_equal(crawl_all(rig, cut), RC_OK);
	assert_int_equal(rig->stage.in, 3); /* the article answered 404 */
	rig->now += 3600;
	rig->stage.in = 0;
	assert_int_equal(crawl_all(rig, whole), RC_OK);
	assert_int_equal(rig->stage.in, 3);
	stage_free(rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    pages_behind_a_start_page_are_archived, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    unreachable_robots_means_hands_off, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    second_run_goes_on_where_the_first_ended, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
