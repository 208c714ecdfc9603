#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/stream.h"
#include "tests/unit/normalize/tools.h"

#define OUT_MAX ((size_t)1 << 16)

static const char record[] =
    "{\"type\":\"document\",\"v\":1,"
    "\"id\":\"0123456789abcdef0123456789abcdef\","
    "\"url\":\"https://example.kz/1\",\"lang\":\"ru\","
    "\"text\":\"27 школ\",\"mentions\":[{\"start\":0,\"length\":7,"
    "\"sentence\":{\"start\":0,\"length\":7},\"rule\":\"count.noun\","
    "\"captures\":{\"number\":{\"start\":0,\"length\":2},"
    "\"noun\":{\"start\":3,\"length\":4}}}]}";

/* What the crew's work makes of a record. */
static enum rc
work(struct bench *b, const char *line, bool flat, struct buf *out,
    struct err *err)
{
	struct stream s = { .normalizer = b->normalizer, .flat = flat };
	buf_init(out, OUT_MAX);
	return stream_work(&s, b->arena,
	    arena_printf(b->arena, "a.jsonl:7\n%s", line), out, err);
}

static void
mentions_go_in_and_facts_come_out(void **state)
{
	struct err err = { .reason = "" };
	struct buf out;
	assert_int_equal(work(*state, record, false, &out, &err), RC_OK);
	const struct str got = buf_view(&out);
	assert_true(str_find(got, STR("\"facts\":[{")) < got.n);
	assert_true(str_find(got, STR("\"lemma\":\"школа\"")) < got.n);
	assert_int_equal(str_find(got, STR("\"mentions\"")), got.n);
	buf_free(&out);
}

static void
flat_output_names_the_document_of_each_fact(void **state)
{
	struct err err = { .reason = "" };
	struct buf out;
	assert_int_equal(work(*state, record, true, &out, &err), RC_OK);
	const struct str got = buf_view(&out);
	assert_true(str_find(got, STR("https://example.kz/1")) < got.n);
	assert_int_equal(str_find(got, STR("\"facts\"")), got.n);
	buf_free(&out);
}

static void
a_broken_record_is_refused_and_writes_nothing(void **state)
{
	static const char *const bad[] = { "{", "[]", "{\"type\":\"document\"}",
		"" };
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err err = { .reason = "" };
		struct buf out;
		assert_int_equal(work(*state, bad[i], false, &out, &err),
		    RC_BAD);
		assert_true(err.reason[0] != '\0');
		assert_int_equal(out.n, 0);
		buf_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mentions_go_in_and_facts_come_out),
		cmocka_unit_test(flat_output_names_the_document_of_each_fact),
		cmocka_unit_test(a_broken_record_is_refused_and_writes_nothing),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
