#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/gzip.h"
#include "crawler/discover.h"

#define SITEMAP "<urlset><url><loc>https://x.kz/a</loc></url></urlset>"

#define LIST_MAX ((size_t)1 << 20)

static const struct discover_as plain = { .max = LIST_MAX };

static size_t
found(struct str type, struct str body, bool *announced)
{
	struct err err = { 0 };
	struct arena *arena = arena_new(1 << 20);
	struct http_field field = { STR("Content-Type"), type };
	const struct http_response r = { .status = 200,
		.fields = &field,
		.nfields = 1,
		.body = body };
	struct finds f = finds_in(arena);
	assert_int_equal(discover(&r, &plain, &f, announced, &err), RC_OK);
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
	/* A list that unpacks to more than its ceiling is refused. */
	const struct discover_as small = { .max = sizeof(SITEMAP) - 2 };
	const struct http_response r = {
		.status = 200,
		.body = buf_view(&packed),
	};
	struct arena *arena = arena_new(1 << 20);
	struct finds f = finds_in(arena);
	struct err err = { 0 };
	assert_int_equal(discover(&r, &small, &f, &announced, &err), RC_BAD);
	assert_int_equal(f.n, 0);
	arena_free(arena);
	buf_free(&packed);
	gzip_packer_free(p);
}

static void
lists_in_json_need_the_sites_word_or_a_known_form(void **state)
{
	struct http_field field = { STR("Content-Type"),
		STR("application/feed+json") };
	const struct site_list how = { .items = { .v = STR("list") },
		.link = { .v = STR("u") } };
	const struct discover_as as = { .json = &how, .max = LIST_MAX };
	struct http_response r = { .status = 200,
		.fields = &field,
		.nfields = 1,
		.body = STR("{\"list\":[{\"u\":\"/n/1\"}]}") };
	struct arena *arena = arena_new(1 << 20);
	struct finds f = finds_in(arena);
	struct err err = { 0 };
	bool announced = false;
	(void)state;
	assert_int_equal(discover(&r, &as, &f, &announced, &err), RC_OK);
	assert_int_equal(f.n, 1);
	assert_true(announced);
	assert_int_equal(discover(&r, &plain, &f, &announced, &err), RC_BAD);
	r.body = STR("{\"items\":[{\"url\":\"https://x.kz/n/2\"}]}");
	assert_int_equal(discover(&r, &plain, &f, &announced, &err), RC_OK);
	assert_int_equal(f.n, 2);
	arena_free(arena);
}

/* Files of public test suites, when they are there: how many addresses. */
static void
public_lists_are_read_whole(void **state)
{
	static const struct {
		const char *file;
		size_t n;
	} rows[] = {
		{ "feed-with-sitemap-namespace.xml", 2 },
		{ "rss/xmlRss_pubDate.xml", 7 },
		{ "sitemap-news.xml", 1 },
		{ "sitemaps/extension/sitemap-videos.xml", 3 },
		{ "sitemaps/extension/sitemap-links.xml", 3 },
		{ "sitemaps/extension/pagemaps-sitemap.xml", 2 },
		{ "sitemaps/sitemap-with-bom.txt", 2 },
		{ "sitemaps/sitemap.badns.xml", 2 },
		{ "sitemaps/sitemap.index.xml", 15 },
		{ "sitemaps/sitemap.ns.xml", 2 },
		{ "sitemaps/sitemap.txt", 2 },
		{ "sitemaps/sitemap.txt.gz", 5 },
		{ "sitemaps/xmlSitemap.gz", 5 },
		{ "trafilatura-sitemap.xml", 84 },
		{ "trafilatura-sitemap.xml.gz", 84 },
		{ "trafilatura-sitemap2.xml", 2 },
	};
	const char *source = getenv("SANDYQ_SOURCE");
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		struct buf file;
		bool announced = false;
		char path[4096];
		(void)snprintf(path, sizeof(path),
		    "%s/../shared/eval/crawl/feeds-sitemaps/%s",
		    source != NULL ? source : ".", rows[i].file);
		buf_init(&file, 1 << 20);
		if (file_read(path, &file, &err) != RC_OK) {
			buf_free(&file);
			skip();
		}
		if (found(STR("application/octet-stream"), buf_view(&file),
			&announced) != rows[i].n)
			fail_msg("%s", rows[i].file);
		buf_free(&file);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_by_content_not_by_type),
		cmocka_unit_test(text_lists_are_sitemaps),
		cmocka_unit_test(packed_sitemaps_are_unpacked),
		cmocka_unit_test(
		    lists_in_json_need_the_sites_word_or_a_known_form),
		cmocka_unit_test(public_lists_are_read_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
