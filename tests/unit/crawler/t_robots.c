#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/json.h"
#include "common/mem.h"
#include "crawler/robots.h"

static bool
allowed(const char *file, const char *agent, const char *url)
{
	struct robots *r = robots_parse(str_c(file));
	const bool ok = robots_ask(r, str_c(agent), str_c(url)).allowed;
	robots_free(r);
	return ok;
}

static double
delay(const char *file, const char *agent)
{
	struct robots *r = robots_parse(str_c(file));
	const double seconds = robots_delay(r, str_c(agent));
	robots_free(r);
	return seconds;
}

static void
empty_file_allows_all(void **state)
{
	(void)state;
	assert_true(allowed("", "sandyq", "https://x.kz/a"));
	assert_true(allowed("Disallow: /\n", "sandyq", "https://x.kz/a"));
}

static void
longest_rule_wins_and_allow_wins_a_tie(void **state)
{
	static const char file[] = "User-agent: *\nDisallow: /news\n"
				   "Allow: /news/open\nDisallow: /same\n"
				   "Allow: /same\n";
	(void)state;
	assert_false(allowed(file, "sandyq", "https://x.kz/news/shut"));
	assert_true(allowed(file, "sandyq", "https://x.kz/news/open/1"));
	assert_true(allowed(file, "sandyq", "https://x.kz/same"));
}

static void
own_group_replaces_the_star_group(void **state)
{
	static const char file[] = "User-agent: *\nDisallow: /\n\n"
				   "User-agent: SandyQ\nDisallow: /admin\n"
				   "User-agent: other\nDisallow: /x\n"
				   "User-agent: sandyq\nDisallow: /more\n";
	(void)state;
	assert_true(allowed(file, "sandyq/0.1 (+a@b.kz)", "https://x.kz/a"));
	assert_false(allowed(file, "sandyq/0.1", "https://x.kz/admin"));
	assert_false(allowed(file, "sandyq", "https://x.kz/more"));
	assert_true(allowed(file, "sandyq", "https://x.kz/x"));
	assert_false(allowed(file, "sandy", "https://x.kz/a"));
}

static void
agents_in_a_row_share_their_rules(void **state)
{
	static const char file[] = "User-agent: a\nCrawl-delay: 4\n"
				   "User-agent: b\nDisallow: /x\n";
	(void)state;
	assert_false(allowed(file, "a", "https://x.kz/x"));
	assert_false(allowed(file, "b", "https://x.kz/x"));
	assert_true(allowed(file, "c", "https://x.kz/x"));
}

static void
star_and_dollar_are_wildcards(void **state)
{
	static const char file[] = "User-agent: *\nDisallow: /*.pdf$\n"
				   "Disallow: /a*b*c\nDisallow: /end$\n";
	(void)state;
	assert_false(allowed(file, "s", "https://x.kz/d/f.pdf"));
	assert_false(allowed(file, "s", "https://x.kz/d.pdf/f.pdf"));
	assert_true(allowed(file, "s", "https://x.kz/d/f.pdf?x=1"));
	assert_false(allowed(file, "s", "https://x.kz/a/b/c/d"));
	assert_true(allowed(file, "s", "https://x.kz/a/c/b"));
	assert_false(allowed(file, "s", "https://x.kz/end"));
	assert_true(allowed(file, "s", "https://x.kz/ending"));
}

static void
cyrillic_rules_match_encoded_addresses(void **state)
{
	static const char file[] = "User-agent: *\nDisallow: /архив\n"
				   "Disallow: /%d1%82\nDisallow: /%7ea\n";
	(void)state;
	assert_false(allowed(file, "s",
	    "https://x.kz/%D0%B0%D1%80%D1%85%D0%B8%D0%B2/1"));
	assert_false(allowed(file, "s", "https://x.kz/%d1%82"));
	assert_false(allowed(file, "s", "https://x.kz/~a"));
}

static void
mark_comments_and_any_line_end_are_read(void **state)
{
	(void)state;
	assert_false(allowed("\xef\xbb\xbfUser-agent: * # all\r\r\n"
			     "disallow : /x # why\r\nAllow: /y",
	    "s", "https://x.kz/x"));
	assert_false(
	    allowed("User-agent: *\rDisallow: /x\r", "s", "https://x.kz/x"));
}

static void
verdict_names_the_rule_and_its_line(void **state)
{
	(void)state;
	struct robots *r = robots_parse(STR("User-agent: *\r\n\r\n"
					    "Disallow: /x # no\r\n"));
	const struct robots_verdict v =
	    robots_ask(r, STR("s"), STR("https://x.kz/x/1"));
	assert_false(v.allowed);
	assert_int_equal(v.line, 3);
	assert_true(str_is(v.rule, "Disallow: /x"));
	robots_free(r);
}

static void
robots_itself_is_always_allowed(void **state)
{
	(void)state;
	assert_true(allowed("User-agent: *\nDisallow: /\n", "s",
	    "https://x.kz/robots.txt"));
}

static void
crawl_delay_is_that_of_the_group(void **state)
{
	static const char file[] = "User-agent: *\nCrawl-delay: 2.5\n"
				   "User-agent: a\nCrawl-delay: often\n"
				   "Disallow: /x\n";
	(void)state;
	assert_float_equal(delay(file, "b"), 2.5, 0);
	assert_true(delay(file, "a") < 0);
	assert_float_equal(delay("User-agent: *\nCrawl-delay: 7\n", "a"), 7, 0);
	assert_true(delay("User-agent: b\nCrawl-delay: 7\n", "a") < 0);
	assert_true(delay("Crawl-delay: 7\n", "a") < 0);
}

static void
sitemaps_stand_outside_the_groups(void **state)
{
	(void)state;
	struct robots *r = robots_parse(STR("Sitemap: https://x.kz/1.xml\n"
					    "User-agent: a\nDisallow: /\n"
					    "sitemap:https://x.kz/2.xml\n"));
	assert_true(str_is(robots_sitemap(r, 0), "https://x.kz/1.xml"));
	assert_true(str_is(robots_sitemap(r, 1), "https://x.kz/2.xml"));
	assert_null(robots_sitemap(r, 2).s);
	robots_free(r);
}

static void
huge_and_hostile_files_stay_linear(void **state)
{
	(void)state;
	const size_t n = 4 * ROBOTS_MAX;
	char *file = mem_alloc(n + 1);
	for (size_t i = 0; i < n; i++)
		file[i] = "a*"[i % 2];
	memcpy(file, "User-agent:*\nDisallow:/", 23);
	file[n] = '\0';
	assert_true(allowed(file, "s", "https://x.kz/aaaaaaaaaaaaaaaaaaaaab"));
	/* What stands behind the ceiling does not count. */
	memset(file, '\n', n);
	memcpy(file, "User-agent:*\n", 13);
	memcpy(file + ROBOTS_MAX, "Disallow:/\n", 11);
	assert_true(allowed(file, "s", "https://x.kz/a"));
	free(file);
}

/* Cases of public test suites, when the folder is there; none of it is ours.
 * How many `judge` found wrong. */
static unsigned
public_cases(const char *file, bool (*judge)(const struct json_value *))
{
	const char *source = getenv("SANDYQ_SOURCE");
	char path[4096];
	(void)snprintf(path, sizeof(path), "%s/../shared/eval/crawl/%s",
	    source != NULL ? source : ".", file);
	FILE *in = fopen(path, "r");
	if (in == NULL)
		skip();
	char *line = NULL;
	size_t cap = 0;
	unsigned wrong = 0;
	struct arena *arena = arena_new((size_t)64 << 20);
	for (ssize_t n = getline(&line, &cap, in); n > 0;
	     n = getline(&line, &cap, in)) {
		struct json_value *v = NULL;
		struct err err = { 0 };
		arena_reset(arena);
		assert_int_equal(json_read(arena,
				     str_trim(str_n(line, (size_t)n)), &v,
				     &err),
		    RC_OK);
		if (judge(v))
			continue;
		print_message("# %.*s\n", STR_ARG(json_get(v, "id")->string));
		wrong++;
	}
	arena_free(arena);
	free(line);
	(void)fclose(in);
	return wrong;
}

static bool
is_decided_alike(const struct json_value *v)
{
	if (!json_get(v, "agree")->truth)
		return true;
	struct robots *r = robots_parse(json_get(v, "robots_txt")->string);
	const bool may = robots_ask(r, json_get(v, "agent")->string,
	    json_get(v, "url")->string)
			     .allowed;
	robots_free(r);
	return may == json_get(v, "allowed")->truth;
}

static bool
is_delayed_alike(const struct json_value *v)
{
	const struct json_value *want = json_get(v, "crawl_delay");
	struct robots *r = robots_parse(json_get(v, "robots_txt")->string);
	const double got = robots_delay(r, json_get(v, "agent")->string);
	robots_free(r);
	return want->kind == JSON_NULL
	    ? got < 0
	    : got > want->number - 0.001 && got < want->number + 0.001;
}

static void
public_cases_agree(void **state)
{
	(void)state;
	assert_int_equal(public_cases("robots-dev.jsonl", is_decided_alike), 0);
	/* One suite looks for product tokens anywhere in a User-Agent; by RFC
	 * 9309, 2.2.1, it is the crawler that names its token. */
	assert_true(public_cases("crawl-delay.jsonl", is_delayed_alike) <= 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_file_allows_all),
		cmocka_unit_test(longest_rule_wins_and_allow_wins_a_tie),
		cmocka_unit_test(own_group_replaces_the_star_group),
		cmocka_unit_test(agents_in_a_row_share_their_rules),
		cmocka_unit_test(star_and_dollar_are_wildcards),
		cmocka_unit_test(cyrillic_rules_match_encoded_addresses),
		cmocka_unit_test(mark_comments_and_any_line_end_are_read),
		cmocka_unit_test(verdict_names_the_rule_and_its_line),
		cmocka_unit_test(robots_itself_is_always_allowed),
		cmocka_unit_test(crawl_delay_is_that_of_the_group),
		cmocka_unit_test(sitemaps_stand_outside_the_groups),
		cmocka_unit_test(huge_and_hostile_files_stay_linear),
		cmocka_unit_test(public_cases_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
