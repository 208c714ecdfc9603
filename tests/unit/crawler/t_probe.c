#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/probe.h"
#include "tests/unit/crawler/canned.h"
#include "tests/unit/crawler/rig.h"

#define OK "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"

static void
site_write(const struct rig *rig, const struct canned *server)
{
	char text[1024];
	(void)snprintf(text, sizeof(text),
	    "code: x\nname: X\nhome: http://x.kz/\nkind: media\n"
	    "feeds: [http://x.kz/feed]\nsitemaps: [http://x.kz/map.xml]\n"
	    "article: '/n/[0-9]+$'\ndelay: 0.001\n"
	    "connect: 127.0.0.1:%u\nprivate_addresses: yes\n",
	    server->port);
	folder_write(&rig->folder, "sites/x.yaml", text);
}

/* What is told of the site; it goes to standard output while it grows. */
static const char *
report(struct rig *rig, const struct canned_row *rows)
{
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	const struct canned server = canned_begin(rows);
	site_write(rig, &server);
	const int out = dup(STDOUT_FILENO);
	const int file = open(folder_path(&rig->folder, "report", path),
	    O_WRONLY | O_CREAT, 0600);
	assert_true(fflush(stdout) == 0 && dup2(file, STDOUT_FILENO) >= 0);
	const enum rc rc = probe(&rig->stage, "x", PROBE_TABLE, &err);
	assert_true(dup2(out, STDOUT_FILENO) >= 0);
	(void)close(file);
	(void)close(out);
	canned_end(&server);
	assert_int_equal(rc, RC_OK);
	buf_clear(&rig->stage.out);
	assert_int_equal(file_read(path, &rig->stage.out, &err), RC_OK);
	return rig->stage.out.s;
}

static void
report_tells_what_works_and_what_does_not(void **state)
{
	static const struct canned_row rows[] = {
		{ "GET /robots.txt ",
		    OK "User-agent: *\nDisallow: /map\n"
		       "Sitemap: http://x.kz/other.xml\n",
		    0 },
		{ "GET / ", OK "<a href='/n/1'><a href='/about'>", 0 },
		{ "GET /feed ", OK "<rss><item><link>http://x.kz/n/1</link>",
		    0 },
		{ "GET /sandyq-probe", OK "all the same", 0 },
		{ NULL, NULL, 0 },
	};
	const char *text = report(*state, rows);
	assert_non_null(strstr(text, "home allowed"));
	assert_non_null(strstr(text, "sitemap http://x.kz/other.xml"));
	assert_non_null(strstr(text, "2 links, 1 articles, 0 lists"));
	assert_non_null(strstr(text, "DENIED by robots.txt"));
	assert_non_null(strstr(text, "XML line 1"));
	assert_non_null(strstr(text, "SOFT 404"));
}

static void
where_we_are_not_welcome_nothing_more_is_asked(void **state)
{
#define CLOSED "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
	static const struct canned_row rows[] = {
		{ "GET /robots.txt ", CLOSED, 0 },
		{ "GET / ", CLOSED, 0 },
		{ NULL, NULL, 0 },
	};
	const char *text = report(*state, rows);
	assert_non_null(strstr(text, "NOT WELCOME"));
	assert_null(strstr(text, "feed"));
	assert_null(strstr(text, "nowhere"));
}

static void
unknown_site_is_wrong_usage(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	assert_int_equal(probe(&rig->stage, "no", PROBE_TABLE, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "no such site"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    report_tells_what_works_and_what_does_not, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(unknown_site_is_wrong_usage,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    where_we_are_not_welcome_nothing_more_is_asked, rig_up,
		    rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
