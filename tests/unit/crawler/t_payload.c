#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/payload.h"

static void
assert_digest(struct str message, struct str payload)
{
	char got[DIGEST_SHA1_BASE32];
	char expected[DIGEST_SHA1_BASE32];
	struct err err = { 0 };
	struct http_response r;
	struct arena *arena = arena_new(1 << 20);
	assert_int_equal(http_parse(arena, message, &r, &err), RC_OK);
	payload_digest(arena, &r, got);
	digest_sha1_base32(payload, expected);
	assert_string_equal(got, expected);
	arena_free(arena);
}

static void
plain_body_is_the_payload(void **state)
{
	(void)state;
	assert_digest(STR("HTTP/1.1 200 OK\r\nA: b\r\n\r\nhello"),
	    STR("hello"));
	assert_digest(STR("HTTP/1.1 200 OK\r\n\r\n"), STR(""));
}

static void
chunks_are_taken_off_and_content_coding_stays(void **state)
{
	(void)state;
	assert_digest(STR("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
			  "Transfer-Encoding: chunked\r\n\r\n"
			  "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
	    STR("abcde"));
	assert_digest(STR("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
			  "not gzip at all"),
	    STR("not gzip at all"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_body_is_the_payload),
		cmocka_unit_test(chunks_are_taken_off_and_content_coding_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
