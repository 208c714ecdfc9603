#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/origin.h"

#define AGENT STR("sandyq/0.1")

static bool
may(const struct origin *o, const char *path)
{
	return origin_may(o, AGENT, str_c(path));
}

static void
rules_are_kept_per_origin(void **state)
{
	(void)state;
	struct origins *all = origins_new();
	struct origin *a = origins_get(all, STR("https://a.kz"));
	struct origin *b = origins_get(all, STR("https://b.kz"));
	assert_ptr_equal(origins_get(all, STR("https://a.kz")), a);
	assert_false(may(a, "https://a.kz/x")); /* not known yet */
	origin_settle(a, 200,
	    STR("User-agent: *\nDisallow: /x\n"
		"Crawl-delay: 4\n"),
	    STR_NONE);
	origin_settle(b, 200, STR(""), STR_NONE);
	assert_false(may(a, "https://a.kz/x"));
	assert_true(may(a, "https://a.kz/y"));
	assert_true(may(b, "https://b.kz/x"));
	assert_float_equal(origin_delay(a, AGENT), 4, 0);
	assert_true(origin_delay(b, AGENT) < 0);
	origins_free(all);
}

static void
absent_robots_allows_and_unreachable_denies(void **state)
{
	static const struct {
		int status;
		bool allowed;
	} rows[] = {
		{ 404, true },
		{ 403, true },
		{ 410, true },
		{ 301, true },
		{ 429, false },
		{ 500, false },
		{ 503, false },
		{ 0, false },
	};
	(void)state;
	struct origins *all = origins_new();
	struct origin *o = origins_get(all, STR("https://a.kz"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		origin_settle(o, rows[i].status, STR_NONE, STR_NONE);
		assert_int_equal(may(o, "https://a.kz/x"), rows[i].allowed);
	}
	origins_free(all);
}

static void
last_good_copy_bridges_an_outage(void **state)
{
	(void)state;
	struct origins *all = origins_new();
	struct origin *o = origins_get(all, STR("https://a.kz"));
	origin_settle(o, 503, STR_NONE, STR("User-agent: *\nDisallow: /x\n"));
	assert_false(may(o, "https://a.kz/x"));
	assert_true(may(o, "https://a.kz/y"));
	origins_free(all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_are_kept_per_origin),
		cmocka_unit_test(absent_robots_allows_and_unreachable_denies),
		cmocka_unit_test(last_good_copy_bridges_an_outage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
