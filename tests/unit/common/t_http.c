#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/gzip.h"
#include "common/http.h"

#define ARENA_MAX ((size_t)4 << 20)
#define ROOM      ((size_t)4 << 20)

struct fixture {
	struct arena *a;
	struct http_response r;
	struct err err;
	struct buf body;
	bool cut;
};

static struct fixture
fixture(void)
{
	struct fixture f = { .a = arena_new(ARENA_MAX) };
	buf_init(&f.body, ROOM);
	return f;
}

static void
fixture_free(struct fixture *f)
{
	buf_free(&f->body);
	arena_free(f->a);
}

static enum rc
parse(struct fixture *f, struct str message)
{
	return http_parse(f->a, message, &f->r, &f->err);
}

/* Header lines and body of a 200 to its plain body. */
static enum rc
body_of(struct fixture *f, const char *header, struct str body)
{
	struct buf b;
	buf_init(&b, ROOM);
	buf_printf(&b, "HTTP/1.1 200 OK\r\n%s\r\n", header);
	buf_str(&b, body);
	const struct str message = arena_str(f->a, buf_view(&b));
	buf_free(&b);
	assert_int_equal(parse(f, message), RC_OK);
	buf_clear(&f->body);
	return http_body(&f->r, &f->body, &f->cut, &f->err);
}

static void
status_lines_of_all_versions_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *message;
		int status; /* 0: refused */
	} cases[] = {
		{ "HTTP/1.1 200 OK\r\n\r\n", 200 },
		{ "HTTP/1.0 404 Not Found\n\n", 404 },
		{ "HTTP/2 200\r\n\r\n", 200 },
		{ "HTTP/2 304 \r\n\r\n", 304 },
		{ "HTTP/3   503\r\n\r\n", 503 },
		{ "HTTP/1.1 200", 200 },
		{ "HTTP/1.1 2000 OK\r\n\r\n", 0 },
		{ "HTTP/1.1 OK\r\n\r\n", 0 },
		{ "HTTP/1.1\r\n\r\n", 0 },
		{ "ICY 200 OK\r\n\r\n", 0 },
		{ "<html>", 0 },
		{ "", 0 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture f = fixture();
		const enum rc rc = parse(&f, str_c(cases[i].message));
		assert_int_equal(rc, cases[i].status > 0 ? RC_OK : RC_BAD);
		if (rc == RC_OK)
			assert_int_equal(f.r.status, cases[i].status);
		fixture_free(&f);
	}
}

static void
fields_are_trimmed_and_found_in_any_case(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(parse(&f,
			     STR("HTTP/1.1 200 OK\r\n"
				 "Content-TYPE:text/html \r\n"
				 "no colon here\r\n"
				 "ETag : \"a:b\"\n"
				 "Empty:\r\n"
				 "etag: second\r\n"
				 "\r\n"
				 "body: none\r\n")),
	    RC_OK);
	assert_true(str_is(http_get(&f.r, "content-type"), "text/html"));
	assert_true(str_is(http_get(&f.r, "ETAG"), "\"a:b\""));
	assert_non_null(http_get(&f.r, "empty").s);
	assert_null(http_get(&f.r, "body").s);
	assert_int_equal(f.r.nfields, 4);
	assert_true(str_is(f.r.body, "body: none\r\n"));
	fixture_free(&f);
}

static void
folded_lines_are_one_value(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(parse(&f,
			     STR("HTTP/1.1 200 OK\r\n"
				 "X: one\r\n  two\r\n\t\r\n three\r\n"
				 "Y: 4\r\n\r\n")),
	    RC_OK);
	assert_true(str_is(http_get(&f.r, "x"), "one two three"));
	assert_true(str_is(http_get(&f.r, "y"), "4"));
	fixture_free(&f);
}

static void
interim_responses_are_passed_over(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(parse(&f,
			     STR("HTTP/1.1 100 Continue\r\n\r\n"
				 "HTTP/1.1 103 Early Hints\r\n"
				 "Link: </a>\r\n\r\n"
				 "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody")),
	    RC_OK);
	assert_int_equal(f.r.status, 200);
	assert_true(str_is(f.r.body, "body"));
	struct buf b;
	buf_init(&b, ROOM);
	for (size_t i = 0; i < 50; i++)
		buf_text(&b, "HTTP/1.1 100 Continue\r\n\r\n");
	assert_int_equal(parse(&f, buf_view(&b)), RC_BAD);
	buf_free(&b);
	fixture_free(&f);
}

static void
a_nul_in_the_header_is_refused_and_one_in_the_body_is_not(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(parse(&f, STR("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n")),
	    RC_BAD);
	assert_int_equal(parse(&f, STR("HTTP/1.1 200 OK\r\nA: b\r\n\r\n\0")),
	    RC_OK);
	assert_int_equal(f.r.body.n, 1);
	fixture_free(&f);
}

static void
headers_past_their_ceilings_are_refused(void **state)
{
	(void)state;
	struct fixture f = fixture();
	struct buf b;
	buf_init(&b, ROOM);
	buf_text(&b, "HTTP/1.1 200 OK\r\n");
	for (size_t i = 0; i < HTTP_FIELDS_MAX; i++)
		buf_text(&b, "A: b\r\n");
	assert_int_equal(parse(&f, buf_view(&b)), RC_OK);
	buf_text(&b, "A: b\r\n");
	assert_int_equal(parse(&f, buf_view(&b)), RC_BAD);
	buf_clear(&b);
	buf_text(&b, "HTTP/1.1 200 OK\r\nA: ");
	while (b.n < HTTP_HEADER_MAX)
		buf_chr(&b, 'a');
	buf_text(&b, "\r\n\r\n");
	assert_int_equal(parse(&f, buf_view(&b)), RC_BAD);
	buf_free(&b);
	fixture_free(&f);
}

static void
chunks_are_put_together(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(body_of(&f, "Transfer-Encoding: chunked\r\n",
			     STR("5\r\nhello\r\n"
				 "1;name=value\r\n \r\n"
				 "0005\r\nworld\r\n"
				 "0\r\nTrailer: x\r\n\r\n")),
	    RC_OK);
	assert_string_equal(f.body.s, "hello world");
	assert_false(f.cut);
	fixture_free(&f);
}

static void
chunks_that_break_off_give_what_there_is(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"5\r\nhel",
		"3\r\nhel\r\n",
		"3\r\nhel\r\nzz\r\nlo",
		"3\r\nhel\r\nffffffffffffffff\r\n",
		"3\r\nhel\r\n-1\r\n",
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture f = fixture();
		assert_int_equal(body_of(&f, "Transfer-Encoding: chunked\r\n",
				     str_c(cases[i])),
		    RC_OK);
		assert_string_equal(f.body.s, "hel");
		assert_true(f.cut);
		fixture_free(&f);
	}
}

static void
a_body_the_archiver_put_together_already_is_left_alone(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(body_of(&f,
			     "Transfer-Encoding: chunked\r\n"
			     "Content-Encoding: gzip\r\n"
			     "Content-Length: 7\r\n",
			     STR("<html>\nfifteen</html>\n")),
	    RC_OK);
	assert_string_equal(f.body.s, "<html>\nfifteen</html>\n");
	assert_false(f.cut);
	fixture_free(&f);
}

static void
a_body_shorter_than_its_length_is_cut(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(body_of(&f, "Content-Length: 9\r\n", STR("half")),
	    RC_OK);
	assert_true(f.cut);
	assert_int_equal(body_of(&f, "Content-Length: 4\r\n", STR("half")),
	    RC_OK);
	assert_false(f.cut);
	assert_int_equal(parse(&f,
			     STR("HTTP/1.1 304 Not Modified\r\n"
				 "Content-Length: 9\r\n\r\n")),
	    RC_OK);
	assert_int_equal(http_body(&f.r, &f.body, &f.cut, &f.err), RC_OK);
	assert_false(f.cut);
	fixture_free(&f);
}

/* `times` codings one on another. */
static struct str
packed(struct fixture *f, struct str x, unsigned times)
{
	struct gzip_packer *p = gzip_packer_new();
	for (unsigned i = 0; i < times; i++) {
		struct buf b;
		buf_init(&b, ROOM);
		gzip_pack(p, x, &b);
		x = arena_str(f->a, buf_view(&b));
		buf_free(&b);
	}
	gzip_packer_free(p);
	return x;
}

static void
codings_come_off_from_the_last_to_the_first(void **state)
{
	(void)state;
	struct fixture f = fixture();
	static const char *const headers[] = {
		"Content-Encoding: gzip\r\n",
		"Content-Encoding: gzip\r\nContent-Encoding: x-gzip\r\n",
		("Content-Encoding: gzip, identity, GZIP\r\n"
		 "Transfer-Encoding: gzip\r\n"),
	};
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(body_of(&f, headers[i],
				     packed(&f, STR("plain"), i + 1)),
		    RC_OK);
		assert_string_equal(f.body.s, "plain");
		assert_false(f.cut);
	}
	assert_int_equal(body_of(&f,
			     "Content-Encoding: gzip,gzip,gzip,gzip\r\n",
			     packed(&f, STR("plain"), 4)),
	    RC_BAD);
	fixture_free(&f);
}

static void
a_coding_named_twice_and_put_on_once_comes_off(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(body_of(&f, "Content-Encoding: gzip, gzip\r\n",
			     packed(&f, STR("plain"), 1)),
	    RC_OK);
	assert_string_equal(f.body.s, "plain");
	fixture_free(&f);
}

static void
a_body_is_copied_only_when_it_is_coded(void **state)
{
	(void)state;
	static const struct {
		const char *message;
		bool copied;
	} cases[] = {
		{ "HTTP/1.1 200 OK\r\n\r\nhello", false },
		{ "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		  "5\r\nhello\r\n0\r\n\r\n",
		    true },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture f = fixture();
		struct str body = STR_NONE;
		assert_int_equal(parse(&f, str_c(cases[i].message)), RC_OK);
		assert_int_equal(http_body_view(&f.r, &f.body, &body, &f.cut,
				     &f.err),
		    RC_OK);
		assert_true(str_is(body, "hello"));
		assert_int_equal(f.body.n, cases[i].copied ? 5 : 0);
		fixture_free(&f);
	}
}

static void
an_unknown_coding_is_refused(void **state)
{
	(void)state;
	struct fixture f = fixture();
	assert_int_equal(body_of(&f, "Content-Encoding: compress\r\n",
			     STR("x")),
	    RC_BAD);
	assert_non_null(strstr(f.err.reason, "compress"));
	assert_int_equal(body_of(&f, "Content-Encoding: identity,none,\r\n",
			     STR("x")),
	    RC_OK);
	assert_string_equal(f.body.s, "x");
	fixture_free(&f);
}

static void
growth_past_the_ratio_is_refused_but_never_below_a_megabyte(void **state)
{
	(void)state;
	struct fixture f = fixture();
	const size_t most = (size_t)3 << 20;
	char *zeros = arena_alloc(f.a, most);
	assert_int_equal(body_of(&f, "Content-Encoding: gzip\r\n",
			     packed(&f, str_n(zeros, (size_t)1 << 20), 1)),
	    RC_OK);
	assert_int_equal(f.body.n, (size_t)1 << 20);
	assert_int_equal(f.body.max, ROOM);
	assert_int_equal(body_of(&f, "Content-Encoding: gzip\r\n",
			     packed(&f, str_n(zeros, most), 1)),
	    RC_BAD);
	assert_int_equal(f.body.max, ROOM);
	/* Who asks may allow more. */
	f.r.ratio = 2000;
	buf_clear(&f.body);
	assert_int_equal(http_body(&f.r, &f.body, &f.cut, &f.err), RC_OK);
	assert_int_equal(f.body.n, most);
	/* The bomb within the bomb. */
	assert_int_equal(body_of(&f, "Content-Encoding: gzip, gzip\r\n",
			     packed(&f, str_n(zeros, most), 2)),
	    RC_BAD);
	fixture_free(&f);
}

static void
the_callers_ceiling_holds_for_plain_bodies_too(void **state)
{
	(void)state;
	struct fixture f = fixture();
	f.body.max = 4;
	assert_int_equal(body_of(&f, "", STR("12345")), RC_BAD);
	assert_int_equal(body_of(&f, "", STR("1234")), RC_OK);
	fixture_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(status_lines_of_all_versions_are_read),
		cmocka_unit_test(fields_are_trimmed_and_found_in_any_case),
		cmocka_unit_test(folded_lines_are_one_value),
		cmocka_unit_test(interim_responses_are_passed_over),
		cmocka_unit_test(
		    a_nul_in_the_header_is_refused_and_one_in_the_body_is_not),
		cmocka_unit_test(headers_past_their_ceilings_are_refused),
		cmocka_unit_test(chunks_are_put_together),
		cmocka_unit_test(chunks_that_break_off_give_what_there_is),
		cmocka_unit_test(
		    a_body_the_archiver_put_together_already_is_left_alone),
		cmocka_unit_test(a_body_shorter_than_its_length_is_cut),
		cmocka_unit_test(codings_come_off_from_the_last_to_the_first),
		cmocka_unit_test(
		    a_coding_named_twice_and_put_on_once_comes_off),
		cmocka_unit_test(a_body_is_copied_only_when_it_is_coded),
		cmocka_unit_test(an_unknown_coding_is_refused),
		cmocka_unit_test(
		    growth_past_the_ratio_is_refused_but_never_below_a_megabyte),
		cmocka_unit_test(
		    the_callers_ceiling_holds_for_plain_bodies_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
