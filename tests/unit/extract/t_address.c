#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/address.h"
#include "tests/unit/extract/tools.h"

static struct document
address(const struct tools *t, const char *url, const char *said)
{
	const struct sites none = { .n = 0 };
	struct document doc = { .source = { .path = STR("dir/page.html") } };
	address_set(t->arena, &none, str_c(url), str_c(said), &doc);
	return doc;
}

static void
a_page_is_known_by_its_canonical_address(void **state)
{
	const struct document d =
	    address(*state, "https://a.kz/n/1?utm_source=x#top", "/n/1");
	assert_str(d.url, "https://a.kz/n/1?utm_source=x#top");
	assert_str(d.canonical_url, "https://a.kz/n/1");
	assert_str(d.site, "a.kz");
	assert_int_equal(d.id.n, 32);
	assert_true(str_eq(d.id, address(*state, "https://a.kz/n/1", NULL).id));
}

static void
foreign_and_front_pages_are_not_believed(void **state)
{
	const char *said[] = { "https://evil.org/1", "https://a.kz/",
		"javascript:x", "https://nota.kz/n/1", "" };
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		assert_str(address(*state, "https://a.kz/n/1", said[i])
			       .canonical_url,
		    "https://a.kz/n/1");
	assert_str(address(*state, "https://m.a.kz/n/1", "https://www.a.kz/n/1")
		       .canonical_url,
	    "https://www.a.kz/n/1");
}

static void
parts_of_one_site_are_believed_of_each_other(void **state)
{
	assert_str(address(*state, "https://kk.a.kz/n/1", "https://a.kz/n/2")
		       .canonical_url,
	    "https://a.kz/n/2");
	assert_str(address(*state, "https://a.kz/n/1", "https://kk.a.kz/n/2")
		       .canonical_url,
	    "https://kk.a.kz/n/2");
	assert_str(address(*state, "https://xa.kz/n/1", "https://a.kz/n/2")
		       .canonical_url,
	    "https://xa.kz/n/1");
}

static void
a_file_is_known_by_what_it_says_or_by_its_path(void **state)
{
	const struct document said = address(*state, NULL, "https://a.kz/n/1");
	assert_str(said.url, "https://a.kz/n/1");
	assert_str(said.site, "a.kz");
	const struct document silent = address(*state, NULL, "n/1");
	assert_str(silent.url, "dir/page.html");
	assert_str(silent.canonical_url, "dir/page.html");
	assert_null(silent.site.s);
	assert_int_equal(silent.id.n, 32);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_known_by_its_canonical_address),
		cmocka_unit_test(foreign_and_front_pages_are_not_believed),
		cmocka_unit_test(parts_of_one_site_are_believed_of_each_other),
		cmocka_unit_test(
		    a_file_is_known_by_what_it_says_or_by_its_path),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
