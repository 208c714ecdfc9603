#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/scope.h"

static struct yaml_strs
strs(struct yaml_str *v, size_t n)
{
	return (struct yaml_strs){ v, n };
}

static struct scope *
scope_of(const struct site *site)
{
	struct err err = { 0 };
	struct scope *s = NULL;
	assert_int_equal(scope_new("sites", site, &s, &err), RC_OK);
	return s;
}

static void
hosts_are_home_and_the_listed_with_or_without_www(void **state)
{
	(void)state;
	struct yaml_str more[] = { { STR("kaz.x.kz"), 1, 1 } };
	const struct site site = {
		.code.v = STR("x"),
		.home.v = STR("https://www.x.kz/"),
		.hosts = strs(more, 1),
	};
	struct scope *s = scope_of(&site);
	assert_true(scope_has_host(s, STR("x.kz")));
	assert_true(scope_has_host(s, STR("www.x.kz")));
	assert_true(scope_has_host(s, STR("kaz.x.kz")));
	assert_false(scope_has_host(s, STR("evil-x.kz")));
	assert_false(scope_has_host(s, STR("x.kz.evil.com")));
	scope_free(s);
}

static void
pattern_chooses_articles_and_skip_wins(void **state)
{
	(void)state;
	struct yaml_str skip[] = { { STR("/photo/"), 1, 1 },
		{ STR("[?]print="), 1, 1 } };
	const struct site site = {
		.code.v = STR("x"),
		.home.v = STR("https://x.kz/"),
		.article.v = STR("^https://x\\.kz/[a-z]+/[0-9]+"),
		.skip = strs(skip, 2),
	};
	struct scope *s = scope_of(&site);
	assert_true(scope_is_article(s, STR("https://x.kz/news/1"), false));
	assert_false(scope_is_article(s, STR("https://x.kz/about"), true));
	assert_false(scope_is_article(s, STR("https://x.kz/photo/1"), true));
	assert_false(
	    scope_is_article(s, STR("https://x.kz/news/1?print=1"), true));
	assert_true(scope_is_skipped(s, STR("https://x.kz/photo/")));
	scope_free(s);
}

static void
without_a_pattern_only_announced_pages_are_articles(void **state)
{
	(void)state;
	const struct site site = {
		.code.v = STR("x"),
		.home.v = STR("https://x.kz/"),
	};
	struct scope *s = scope_of(&site);
	assert_true(scope_is_article(s, STR("https://x.kz/a"), true));
	assert_false(scope_is_article(s, STR("https://x.kz/a"), false));
	scope_free(s);
}

static void
wrong_pattern_is_told_with_its_place(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct scope *s = NULL;
	const struct site site = {
		.code.v = STR("x"),
		.home.v = STR("https://x.kz/"),
		.article = { STR("a(b"), 7, 11 },
	};
	assert_int_equal(scope_new("sites", &site, &s, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "sites/x.yaml:7:1"));
}

static void
wrong_home_is_told_with_its_place(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct scope *s = NULL;
	const struct site site = {
		.code.v = STR("x"),
		.home = { STR("x.kz"), 3, 7 },
	};
	assert_int_equal(scope_new("sites", &site, &s, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "sites/x.yaml:3:7"));
}

static void
hash_changes_with_the_rules_alone(void **state)
{
	(void)state;
	char first[HASH_HEX];
	char second[HASH_HEX];
	struct site site = {
		.code.v = STR("x"),
		.home.v = STR("https://x.kz/"),
		.article.v = STR("a"),
		.delay = 1,
	};
	struct scope *s = scope_of(&site);
	scope_hash(s, first);
	site.delay = 2;
	scope_hash(s, second);
	assert_string_equal(first, second);
	scope_free(s);
	site.article.v = STR("b");
	s = scope_of(&site);
	scope_hash(s, second);
	assert_string_not_equal(first, second);
	scope_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    hosts_are_home_and_the_listed_with_or_without_www),
		cmocka_unit_test(pattern_chooses_articles_and_skip_wins),
		cmocka_unit_test(
		    without_a_pattern_only_announced_pages_are_articles),
		cmocka_unit_test(wrong_pattern_is_told_with_its_place),
		cmocka_unit_test(wrong_home_is_told_with_its_place),
		cmocka_unit_test(hash_changes_with_the_rules_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
