#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/day.h"

static void
days_are_whole_segments_and_values(void **state)
{
	static const struct {
		const char *url;
		const char *day; /* NULL: none */
	} rows[] = {
		{ "https://x.kz/2026/03/01/a.html", "2026-03-01" },
		{ "https://x.kz/2026-3-1/a", "2026-03-01" },
		{ "https://x.kz/20260301/a", "2026-03-01" },
		{ "https://x.kz/n/20260301", "2026-03-01" },
		{ "https://x.kz/n?day=2026-03-01&a=1", "2026-03-01" },
		{ "https://x.kz/2026/03/a", NULL },
		{ "https://x.kz/2026/13/01/a", NULL },
		{ "https://x.kz/2026/02/31/a", NULL },
		{ "https://x.kz/n/20261301", NULL },
		{ "https://x.kz/n/202603011", NULL },
		{ "https://x.kz/n/plan-2026-03-01", NULL },
		{ "https://x.kz/2026/03/0112-a", NULL },
		{ "https://x.kz/", NULL },
		{ "", NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const int64_t want = rows[i].day != NULL
		    ? clock_parse(str_c(rows[i].day), 0)
		    : CLOCK_NONE;
		if (day_of(str_c(rows[i].url)) != want)
			fail_msg("%s", rows[i].url);
	}
}

static void
months_to_come_are_ahead(void **state)
{
	const int64_t now = clock_parse(STR("2026-12-31"), 0);
	(void)state;
	assert_false(day_is_ahead(STR("https://x.kz/2026/12/"), now));
	assert_true(day_is_ahead(STR("https://x.kz/2027/1/"), now));
	assert_true(day_is_ahead(STR("https://x.kz/20270101"), now));
	assert_true(day_is_ahead(STR("https://x.kz/2020/01/2027/01"), now));
	assert_false(day_is_ahead(STR("https://x.kz/n/2050/1117"), now));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_whole_segments_and_values),
		cmocka_unit_test(months_to_come_are_ahead),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
