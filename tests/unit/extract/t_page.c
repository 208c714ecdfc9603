#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "extract/page.h"
#include "tests/unit/extract/tools.h"

static void
a_page_may_be_as_large_as_the_crawler_takes_it(void **state)
{
	const struct tools *t = *state;
	assert_true((size_t)t->config->crawl.body_max <= PAGE_MAX);
}

static void
a_packed_page_is_the_same_page(void **state)
{
	(void)state;
	const struct page p = {
		.form = PAGE_TEXT,
		.fetched_at = 1769608440,
		.url = STR("https://a.kz/1"),
		.source = { .path = STR("a.warc.gz"),
		    .offset = 12,
		    .length = 34,
		    .record_id = STR("<urn:uuid:1>") },
		.body = STR("text\0more"),
	};
	struct page q;
	struct buf b;
	buf_init(&b, 1000);
	page_pack(&p, &b);
	assert_true(page_unpack(buf_view(&b), &q));
	assert_int_equal(q.form, PAGE_TEXT);
	assert_int_equal(q.fetched_at, 1769608440);
	assert_str(q.url, "https://a.kz/1");
	assert_null(q.type.s);
	assert_str(q.source.path, "a.warc.gz");
	assert_int_equal(q.source.offset, 12);
	assert_int_equal(q.source.length, 34);
	assert_str(q.source.record_id, "<urn:uuid:1>");
	assert_true(str_eq(q.body, p.body));
	/* The crew keeps the head of what is too large. */
	assert_true(page_unpack(str_head(buf_view(&b), b.n - 4), &q));
	assert_int_equal(q.body.n, p.body.n - 4);
	assert_false(page_unpack(STR("short"), &q));
	buf_free(&b);
}

static void
names_tell_address_and_place(void **state)
{
	(void)state;
	struct page p = { .form = PAGE_HTTP,
		.url = STR("https://a.kz/1"),
		.source = { .path = STR("a.warc.gz"), .offset = 12 } };
	struct buf b;
	buf_init(&b, 1000);
	page_name(&p, &b);
	assert_string_equal(b.s, "https://a.kz/1 (a.warc.gz at 12)");
	buf_clear(&b);
	p.url = STR_NONE;
	page_name(&p, &b);
	assert_string_equal(b.s, "a.warc.gz");
	buf_clear(&b);
	p.form = PAGE_RECORD;
	page_name(&p, &b);
	assert_string_equal(b.s, "a.warc.gz:12");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_page_may_be_as_large_as_the_crawler_takes_it),
		cmocka_unit_test(a_packed_page_is_the_same_page),
		cmocka_unit_test(names_tell_address_and_place),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
