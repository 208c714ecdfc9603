#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/clock.h"
#include "crawler/fetch.h"
#include "tests/unit/crawler/canned.h"
#include "tests/unit/crawler/folder.h"

#define HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\n"

/* One request to the canned server; the answer's bytes stay until the fetcher
 * goes. */
struct trial {
	struct canned server;
	struct fetcher *fetcher;
	struct fetch_answer answer;
	const char *url; /* NULL: /a of the server by a name of its own */
	struct str etag;
	struct str modified;
	bool public_only;
	size_t body_max;
	size_t memory_max;
	const char *folder;
};

static enum rc
trial_next(struct trial *t, struct err *err)
{
	enum rc rc = RC_END;
	while (rc == RC_END) {
		assert_int_equal(fetcher_wait(t->fetcher, 50, err), RC_OK);
		rc = fetcher_next(t->fetcher, &t->answer, err);
	}
	assert_int_equal(fetcher_busy(t->fetcher), 0);
	return rc;
}

static void
trial_begin(struct trial *t, const char *answer, size_t n)
{
	const struct canned_row rows[] = { { "GET /a ", answer, n },
		{ NULL, NULL, 0 } };
	const struct fetch_spec spec = {
		.user_agent = "sandyq/0.1 (+a@b.kz)",
		.body_max = t->body_max > 0 ? t->body_max : 1000,
		.head_max = FETCH_HEAD_MAX,
		.memory_max = t->memory_max,
		.folder = t->folder,
		.total_seconds = n == 0 && answer == NULL ? 2 : 60,
		.stall_seconds = n == 0 && answer == NULL ? 1 : 30,
	};
	char connect[64];
	struct err err = { 0 };
	t->server = canned_begin(rows);
	(void)snprintf(connect, sizeof(connect), "127.0.0.1:%u",
	    t->server.port);
	const struct fetch_ask ask = {
		.url = str_c(t->url != NULL ? t->url : "http://x.kz/a"),
		.etag = t->etag,
		.modified = t->modified,
		.connect = str_c(connect),
		.private_addresses = !t->public_only,
		.tag = t,
	};
	assert_int_equal(fetcher_new(&spec, &t->fetcher, &err), RC_OK);
	assert_int_equal(fetcher_start(t->fetcher, &ask, &err), RC_OK);
	assert_int_equal(fetcher_busy(t->fetcher), 1);
}

static void
trial_run(struct trial *t, const char *answer, size_t n)
{
	struct err err = { 0 };
	trial_begin(t, answer, n);
	assert_int_equal(trial_next(t, &err), RC_OK);
	assert_ptr_equal(t->answer.tag, t);
}

static void
trial_end(struct trial *t)
{
	fetcher_free(t->fetcher);
	canned_end(&t->server);
}

static void
wire_bytes_are_kept_as_they_came(void **state)
{
	static const char wire[] =
	    HEAD "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
		 "3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n";
	(void)state;
	struct trial t = { .url = NULL };
	trial_run(&t, wire, 0);
	assert_true(t.answer.answered);
	assert_null(t.answer.cut);
	assert_true(str_is(t.answer.message, wire));
	assert_true(str_starts(str_from(t.answer.message, t.answer.head),
	    STR("3\r\nabc")));
	assert_string_equal(t.answer.ip, "127.0.0.1");
	trial_end(&t);
}

static void
request_says_who_we_are_and_what_we_have(void **state)
{
	(void)state;
	struct trial t = {
		.etag = STR("\"v1\""),
		.modified = STR("Sun, 01 Feb 2026 00:00:00 GMT"),
	};
	trial_run(&t, HEAD "Content-Length: 0\r\n\r\n", 0);
	const struct str q = t.answer.request;
	assert_true(str_starts(q, STR("GET /a HTTP/1.1\r\nHost: x.kz\r\n")));
	assert_true(
	    str_find(q, STR("User-Agent: sandyq/0.1 (+a@b.kz)\r\n")) < q.n);
	assert_true(str_find(q, STR("If-None-Match: \"v1\"\r\n")) < q.n);
	assert_true(str_find(q, STR("If-Modified-Since: Sun, 01 Feb")) < q.n);
	assert_true(str_find(q, STR("Accept-Encoding: gzip, br\r\n")) < q.n);
	assert_int_equal(str_find(q, STR("Cookie")), q.n);
	trial_end(&t);
}

static void
validator_with_control_bytes_is_left_out(void **state)
{
	(void)state;
	struct trial t = { .etag = STR("\"v\"\r\nX-Evil: 1") };
	trial_run(&t, HEAD "Content-Length: 0\r\n\r\n", 0);
	const struct str q = t.answer.request;
	assert_int_equal(str_find(q, STR("If-None-Match")), q.n);
	assert_int_equal(str_find(q, STR("X-Evil")), q.n);
	trial_end(&t);
}

static void
redirects_are_answers(void **state)
{
	static const char wire[] = "HTTP/1.1 302 Found\r\n"
				   "Location: /b\r\nContent-Length: 0\r\n\r\n";
	(void)state;
	struct trial t = { .url = NULL };
	trial_run(&t, wire, 0);
	assert_true(str_is(t.answer.message, wire));
	trial_end(&t);
}

static void
interim_responses_are_dropped(void **state)
{
	static const char wire[] =
	    "HTTP/1.1 103 Early Hints\r\n"
	    "Link: </s.css>\r\n\r\n" HEAD "Content-Length: 2\r\n\r\nok";
	(void)state;
	struct trial t = { .url = NULL };
	trial_run(&t, wire, 0);
	assert_true(
	    str_is(t.answer.message, HEAD "Content-Length: 2\r\n\r\nok"));
	trial_end(&t);
}

static void
long_body_is_cut_at_the_ceiling(void **state)
{
	(void)state;
	struct buf wire;
	buf_init(&wire, 1 << 20);
	buf_text(&wire, HEAD "\r\n");
	while (wire.n < 100000)
		buf_chr(&wire, 'x');
	struct trial t = { .body_max = 777 };
	trial_run(&t, wire.s, wire.n);
	assert_true(t.answer.answered);
	assert_string_equal(t.answer.cut, "length");
	assert_int_equal(t.answer.message.n - t.answer.head, 777);
	trial_end(&t);
	buf_free(&wire);
}

static void
body_past_its_share_of_memory_comes_whole(void **state)
{
	(void)state;
	struct buf wire;
	const struct folder folder = folder_new();
	buf_init(&wire, 1 << 20);
	buf_text(&wire,
	    "HTTP/1.1 103 Early Hints\r\n\r\n" HEAD
	    "Content-Length: 300000\r\n\r\n");
	const size_t hint = strlen("HTTP/1.1 103 Early Hints\r\n\r\n");
	const size_t head = wire.n;
	for (size_t i = 0; i < 300000; i++)
		buf_chr(&wire, (char)('a' + i % 26));
	struct trial t = {
		.body_max = 300000,
		.memory_max = (size_t)FETCH_PARALLEL_MAX * 1000,
		.folder = folder.path,
	};
	trial_run(&t, wire.s, wire.n);
	assert_true(t.answer.answered);
	assert_null(t.answer.cut);
	assert_int_equal(t.answer.head, head - hint);
	assert_true(str_eq(t.answer.message, str_from(buf_view(&wire), hint)));
	trial_end(&t);
	buf_free(&wire);
	folder_free(&folder);
}

static void
body_that_cannot_be_kept_ends_the_run(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct buf wire;
	buf_init(&wire, 1 << 20);
	buf_text(&wire, HEAD "\r\n");
	while (wire.n < 100000)
		buf_chr(&wire, 'x');
	struct trial t = {
		.body_max = 100000,
		.memory_max = (size_t)FETCH_PARALLEL_MAX * 1000,
		.folder = "/nowhere",
	};
	trial_begin(&t, wire.s, wire.n);
	assert_int_equal(trial_next(&t, &err), RC_FAIL);
	assert_true(str_starts(str_c(err.reason), STR("/nowhere: ")));
	trial_end(&t);
	buf_free(&wire);
}

static void
body_that_breaks_off_is_cut_by_disconnection(void **state)
{
	(void)state;
	struct trial t = { .url = NULL };
	trial_run(&t, HEAD "Content-Length: 50\r\n\r\nonly this", 0);
	assert_true(t.answer.answered);
	assert_string_equal(t.answer.cut, "disconnect");
	assert_true(str_ends(t.answer.message, STR("only this")));
	trial_end(&t);
}

static void
silence_ends_by_the_clock(void **state)
{
	(void)state;
	struct trial t = { .url = NULL };
	const struct clock c = clock_real();
	const int64_t began = c.ticks(NULL);
	trial_run(&t, NULL, 0);
	assert_false(t.answer.answered);
	assert_true(t.answer.err.reason[0] != '\0');
	assert_true(c.ticks(NULL) - began < 4000);
	trial_end(&t);
}

static void
endless_header_is_refused(void **state)
{
	(void)state;
	struct buf wire;
	buf_init(&wire, 1 << 20);
	buf_text(&wire, HEAD);
	while (wire.n < 3 * FETCH_HEAD_MAX)
		buf_text(&wire, "A: bcd\r\n");
	struct trial t = { .url = NULL };
	trial_run(&t, wire.s, wire.n);
	assert_false(t.answer.answered);
	assert_non_null(strstr(t.answer.err.reason, "header lines over"));
	trial_end(&t);
	buf_free(&wire);
}

static void
private_address_is_refused_without_permission(void **state)
{
	(void)state;
	struct trial t = { .public_only = true };
	trial_run(&t, HEAD "\r\nsecret", 0);
	assert_false(t.answer.answered);
	assert_true(t.answer.refused);
	assert_string_equal(t.answer.err.reason, "not a public address");
	trial_end(&t);
}

static void
other_schemes_are_refused(void **state)
{
	(void)state;
	struct trial t = { .url = "file:///etc/passwd" };
	trial_run(&t, "", 1);
	assert_false(t.answer.answered);
	assert_int_equal(t.answer.message.n, 0);
	trial_end(&t);
}

static void
body_ceiling_fits_a_warc_block(void **state)
{
	(void)state;
	assert_int_equal(fetch_body_max(1000), 1000);
	assert_true(fetch_body_max(1L << 30) < ((size_t)64 << 20));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wire_bytes_are_kept_as_they_came),
		cmocka_unit_test(request_says_who_we_are_and_what_we_have),
		cmocka_unit_test(validator_with_control_bytes_is_left_out),
		cmocka_unit_test(redirects_are_answers),
		cmocka_unit_test(interim_responses_are_dropped),
		cmocka_unit_test(long_body_is_cut_at_the_ceiling),
		cmocka_unit_test(body_past_its_share_of_memory_comes_whole),
		cmocka_unit_test(body_that_cannot_be_kept_ends_the_run),
		cmocka_unit_test(body_that_breaks_off_is_cut_by_disconnection),
		cmocka_unit_test(silence_ends_by_the_clock),
		cmocka_unit_test(endless_header_is_refused),
		cmocka_unit_test(private_address_is_refused_without_permission),
		cmocka_unit_test(other_schemes_are_refused),
		cmocka_unit_test(body_ceiling_fits_a_warc_block),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
