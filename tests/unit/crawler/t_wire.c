#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/wire.h"

#define HEAD_MAX 100
#define BODY_MAX 10

static struct wire
wire(void)
{
	struct wire w;
	wire_init(&w, HEAD_MAX, BODY_MAX, HEAD_MAX + BODY_MAX, NULL);
	return w;
}

static void
assert_message(struct wire *w, const char *expected)
{
	struct err err = { 0 };
	struct str x = STR_NONE;
	assert_int_equal(spool_view(&w->message, &x, &err), RC_OK);
	assert_true(str_is(x, expected));
}

static bool
is_answered(struct wire *w)
{
	struct err err = { 0 };
	struct str x = STR_NONE;
	assert_int_equal(spool_view(&w->message, &x, &err), RC_OK);
	return wire_is_answered(w, x);
}

static void
head_and_body_are_kept_as_they_came(void **state)
{
	struct wire w = wire();
	(void)state;
	assert_true(wire_line(&w, STR("HTTP/1.1 200 OK\r\n")));
	assert_true(wire_line(&w, STR("A: b\r\n")));
	assert_false(is_answered(&w));
	assert_true(wire_line(&w, STR("\r\n")));
	assert_true(is_answered(&w));
	assert_true(wire_body(&w, STR("12345")));
	assert_true(wire_body(&w, STR("67890")));
	assert_int_equal(w.head, 25);
	assert_false(w.over || w.http2);
	/* A trailer is in the raw body already. */
	assert_true(wire_line(&w, STR("Trailer: x\r\n")));
	assert_message(&w, "HTTP/1.1 200 OK\r\nA: b\r\n\r\n1234567890");
	wire_free(&w);
}

static void
interim_heads_make_room_and_answer_nothing(void **state)
{
	struct wire w = wire();
	(void)state;
	for (int i = 0; i < 20; i++) {
		assert_true(wire_line(&w, STR("HTTP/1.1 103 Early Hints\r\n")));
		assert_true(wire_line(&w, STR("\r\n")));
		assert_false(is_answered(&w));
	}
	assert_true(wire_line(&w, STR("HTTP/1.1 404 No\r\n")));
	assert_true(wire_line(&w, STR("\r\n")));
	assert_true(is_answered(&w));
	assert_message(&w, "HTTP/1.1 404 No\r\n\r\n");
	wire_free(&w);
}

static void
each_part_has_its_ceiling(void **state)
{
	char line[HEAD_MAX + 1];
	struct wire w = wire();
	(void)state;
	memset(line, 'x', sizeof(line));
	assert_true(wire_line(&w, str_n(line, HEAD_MAX)));
	assert_false(w.over);
	assert_false(wire_line(&w, STR("y")));
	assert_true(w.over);
	wire_free(&w);
	w = wire();
	assert_true(wire_line(&w, STR("HTTP/1.1 200\r\n")));
	assert_true(wire_line(&w, STR("\r\n")));
	assert_true(wire_body(&w, STR("1234567890")));
	assert_false(wire_body(&w, STR("1")));
	assert_true(w.over);
	assert_message(&w, "HTTP/1.1 200\r\n\r\n1234567890");
	wire_free(&w);
}

static void
http2_is_written_down_as_lines(void **state)
{
	struct wire w = wire();
	(void)state;
	wire_sent(&w, STR("GET / HTTP/2\r\nHost: x.kz\r\n"));
	wire_sent(&w, STR("A: HTTP/2\r\n\r\n"));
	assert_string_equal(w.request.s,
	    "GET / HTTP/1.1\r\nHost: x.kz\r\nA: HTTP/2\r\n\r\n");
	assert_true(wire_line(&w, STR("HTTP/2 200 \r\n")));
	assert_true(wire_line(&w, STR("\r\n")));
	assert_true(w.http2);
	assert_message(&w, "HTTP/1.1 200 \r\n\r\n");
	wire_free(&w);
	w = wire();
	wire_sent(&w, STR("GET / HTTP/1.1\r\nHost: x.kz\r\n\r\n"));
	assert_string_equal(w.request.s,
	    "GET / HTTP/1.1\r\nHost: x.kz\r\n\r\n");
	wire_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(head_and_body_are_kept_as_they_came),
		cmocka_unit_test(interim_heads_make_room_and_answer_nothing),
		cmocka_unit_test(each_part_has_its_ceiling),
		cmocka_unit_test(http2_is_written_down_as_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
