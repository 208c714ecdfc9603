#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/gzip.h"
#include "crawler/discover.h"

#define SITEMAP "<urlset><url><loc>https://x.kz/a</loc></url></urlset>"

static size_t
found(struct str type, struct str body, bool *announced)
{
	struct err err = { 0 };
	struct arena *arena = arena_new(1 << 20);
	struct http_field field = { STR("Content-Type"), type };
	const struct http_response r = { 200, &field, 1, body };
	struct finds f = finds_in(arena);
	assert_int_equal(discover(&r, NULL, &f, announced, &err), RC_OK);
	const size_t n = f.n;
	arena_free(arena);
	return n;
}

static void
kinds_are_told_by_content_not_by_type(void **state)
{
	static const struct {
		const char *body;
		bool announced;
	} rows[] = {
		{ SITEMAP, true },
		{ "<rss><channel><item><link>https://x.kz/a</link></item>"
		  "</channel></rss>",
		    true },
		{ "<feed><entry><link href='https://x.kz/a'/></entry></feed>",
		    true },
		{ "<!doctype html><html><a href='/a'>x</a></html>", false },
		{ "<a href='/a'>x</a>", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool announced = !rows[i].announced;
		assert_int_equal(found(STR("application/octet-stream"),
				     str_c(rows[i].body), &announced),
		    1);
		assert_int_equal(announced, rows[i].announced);
	}
}

static void
text_lists_are_sitemaps(void **state)
{
	(void)state;
	bool announced = false;
	assert_int_equal(found(STR("text/plain; charset=utf-8"),
			     STR("https://x.kz/a\nhttps://x.kz/b\n"),
			     &announced),
	    2);
	assert_true(announced);
}

static void
packed_sitemaps_are_unpacked(void **state)
{
	(void)state;
	bool announced = false;
	struct buf packed;
	struct gzip_packer *p = gzip_packer_new();
	buf_init(&packed, 1 << 16);
	gzip_pack(p, STR(SITEMAP), &packed);
	assert_int_equal(found(STR("application/gzip"), buf_view(&packed),
			     &announced),
	    1);
	assert_true(announced);
	buf_free(&packed);
	gzip_packer_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_by_content_not_by_type),
		cmocka_unit_test(text_lists_are_sitemaps),
		cmocka_unit_test(packed_sitemaps_are_unpacked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
