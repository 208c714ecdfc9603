#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/payload.h"
#include "tests/unit/extract/tools.h"

static enum rc
read(const struct tools *t, const char *message, struct page *page,
    struct buf *out)
{
	struct err err = { .reason = "" };
	*page = (struct page){ .form = PAGE_HTTP, .body = str_c(message) };
	buf_clear(out);
	return payload_read(t->arena, page, out, &err);
}

static void
pages_are_taken_out_of_their_messages(void **state)
{
	struct page p;
	struct buf b;
	buf_init(&b, 1000);
	assert_int_equal(read(*state,
			     "HTTP/1.1 200 OK\r\nContent-Type: text/html; "
			     "charset=koi8-r\r\n\r\n<p>x",
			     &p, &b),
	    RC_OK);
	assert_int_equal(p.form, PAGE_HTML);
	assert_str(p.body, "<p>x");
	assert_str(p.type, "text/html; charset=koi8-r");
	assert_int_equal(read(*state,
			     "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
			     "Transfer-Encoding: "
			     "chunked\r\n\r\n2\r\nab\r\n0\r\n"
			     "\r\n",
			     &p, &b),
	    RC_OK);
	assert_int_equal(p.form, PAGE_TEXT);
	assert_str(p.body, "ab");
	buf_free(&b);
}

static void
what_is_no_page_ends_there(void **state)
{
	const char *messages[] = {
		"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>",
		"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
		"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\nx",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<rss><a>",
	};
	struct page p;
	struct buf b;
	buf_init(&b, 1000);
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++)
		assert_int_equal(read(*state, messages[i], &p, &b), RC_END);
	assert_int_equal(read(*state, "no message", &p, &b), RC_BAD);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_taken_out_of_their_messages),
		cmocka_unit_test(what_is_no_page_ends_there),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
