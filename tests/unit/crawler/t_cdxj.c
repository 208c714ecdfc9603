#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/file.h"
#include "crawler/cdxj.h"
#include "tests/unit/crawler/folder.h"

static struct cdxj_entry
entry(const char *url, const char *message)
{
	return (struct cdxj_entry){
		.url = str_c(url),
		.date = STR("2026-03-01T06:00:00Z"),
		.message = str_c(message),
		.digest = STR("sha1:AAAA"),
		.offset = 7,
		.length = 9,
	};
}

static void
lines_are_sorted_and_hostile_values_left_out(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	struct buf text;
	const struct folder f = folder_new();
	struct cdxj *c = cdxj_new();
	const struct cdxj_entry rows[] = {
		entry("http://www.x.kz/b?y=2&x=1",
		    "HTTP/1.1 200 OK\r\nContent-Type: text/html; a=b\r\n\r\n"),
		entry("http://x.kz:8080/", "HTTP/1.1 404 No\r\n\r\n"),
		entry("http://x.kz/a",
		    "HTTP/1.1 200 OK\r\nContent-Type: \xff\xfe\r\n\r\n"),
		entry("not an address", "HTTP/1.1 200 OK\r\n\r\n"),
		entry("http://x.kz/c", "no answer"),
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cdxj_add(c, &rows[i]);
	assert_int_equal(cdxj_write(c, folder_path(&f, "a.warc.gz", path),
			     &err),
	    RC_OK);
	buf_init(&text, 1 << 16);
	assert_int_equal(file_read(folder_path(&f, "a.cdxj", path), &text,
			     &err),
	    RC_OK);
	assert_string_equal(text.s,
	    "kz,x)/a 20260301060000 {\"url\":\"http://x.kz/a\","
	    "\"status\":\"200\",\"digest\":\"sha1:AAAA\",\"length\":\"9\","
	    "\"offset\":\"7\"}\n"
	    "kz,x,www)/b?x=1&y=2 20260301060000 "
	    "{\"url\":\"http://www.x.kz/b?y=2&x=1\",\"mime\":\"text/html\","
	    "\"status\":\"200\",\"digest\":\"sha1:AAAA\",\"length\":\"9\","
	    "\"offset\":\"7\"}\n"
	    "kz,x:8080)/ 20260301060000 {\"url\":\"http://x.kz:8080/\","
	    "\"status\":\"404\",\"digest\":\"sha1:AAAA\",\"length\":\"9\","
	    "\"offset\":\"7\"}\n");
	assert_int_equal(cdxj_write(c, "no suffix", &err), RC_FAIL);
	buf_free(&text);
	cdxj_free(c);
	folder_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_sorted_and_hostile_values_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
