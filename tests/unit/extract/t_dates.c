#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "extract/dates.h"
#include "tests/unit/extract/tools.h"

#define FETCHED "2026-03-01T06:00:00Z"

/* What the text says, as RFC 3339; "" when it says nothing. */
static const char *
found(const struct tools *t, const char *text)
{
	int64_t at = CLOCK_NONE;
	char *out = arena_alloc(t->arena, CLOCK_TEXT_MAX);
	if (!dates_find(t->dates, t->arena, str_c(text),
		clock_parse(STR(FETCHED), 0), &at))
		at = CLOCK_NONE;
	clock_text(at, out);
	return out;
}

static const char *
said(const struct tools *t, const char *value)
{
	char *out = arena_alloc(t->arena, CLOCK_TEXT_MAX);
	clock_text(dates_read(t->dates, t->arena, str_c(value)), out);
	return out;
}

static void
dates_in_digits_are_found(void **state)
{
	assert_string_equal(found(*state, "28.01.2026"),
	    "2026-01-28T00:00:00Z");
	assert_string_equal(found(*state, "date 2026-01-28 18+"),
	    "2026-01-28T00:00:00Z");
	assert_string_equal(found(*state, "5/12/2025"), "2025-12-05T00:00:00Z");
	assert_string_equal(found(*state, "12/25/2025"),
	    "2025-12-25T00:00:00Z");
	assert_string_equal(found(*state, "от 03.02.26"),
	    "2026-02-03T00:00:00Z");
}

static void
times_stand_behind_or_before_their_date(void **state)
{
	const char *want = "2026-01-28T13:54:00Z";
	assert_string_equal(found(*state, "28.01.2026, 18:54"), want);
	assert_string_equal(found(*state, "18:54, 28.01.2026"), want);
	assert_string_equal(found(*state, "28 января 2026 г. в 18:54"), want);
	assert_string_equal(found(*state, "January 28, 2026 6:54 pm"), want);
}

static void
kazakhstan_changed_its_clocks_in_2024(void **state)
{
	assert_string_equal(found(*state, "29.02.2024, 18:54"),
	    "2024-02-29T12:54:00Z");
	assert_string_equal(found(*state, "01.03.2024, 18:54"),
	    "2024-03-01T13:54:00Z");
	assert_string_equal(said(*state, "2023-05-04T10:00:00"),
	    "2023-05-04T04:00:00Z");
}

static void
months_have_names_in_three_languages(void **state)
{
	assert_string_equal(found(*state, "Опубликовано 5 Мая 2025"),
	    "2025-05-05T00:00:00Z");
	assert_string_equal(found(*state, "5-го мая, 2025"),
	    "2025-05-05T00:00:00Z");
	assert_string_equal(found(*state, "2025 жылғы 9 қыркүйек"),
	    "2025-09-09T00:00:00Z");
	assert_string_equal(found(*state, "9 қыркүйек 2025 ж."),
	    "2025-09-09T00:00:00Z");
	assert_string_equal(found(*state, "9 Sept. 2025"),
	    "2025-09-09T00:00:00Z");
	assert_string_equal(found(*state, "Sep 9th, 2025"),
	    "2025-09-09T00:00:00Z");
}

static void
a_missing_year_is_the_last_one_possible(void **state)
{
	assert_string_equal(found(*state, "28 января, 18:54"),
	    "2026-01-28T13:54:00Z");
	assert_string_equal(found(*state, "28 декабря"),
	    "2025-12-28T00:00:00Z");
	int64_t at;
	const struct tools *t = *state;
	assert_false(
	    dates_find(t->dates, t->arena, STR("28 января"), CLOCK_NONE, &at));
}

static void
what_is_no_date_is_not_taken_for_one(void **state)
{
	assert_string_equal(found(*state, "+7 (7292) 50 50 85"), "");
	assert_string_equal(found(*state, "32.13.2026"), "");
	assert_string_equal(found(*state, "1.234.567"), "");
	assert_string_equal(found(*state, "20 моногородов"), "");
	assert_string_equal(found(*state, ""), "");
}

static void
attributes_say_times_of_many_forms(void **state)
{
	assert_string_equal(said(*state, "2026-01-28T18:54:00+05:00"),
	    "2026-01-28T13:54:00Z");
	assert_string_equal(said(*state, "2026-01-28T13:54:00Z"),
	    "2026-01-28T13:54:00Z");
	assert_string_equal(said(*state, "2026-01-28"), "2026-01-28T00:00:00Z");
	assert_string_equal(said(*state, "Wed, 28 Jan 2026 18:54:00 +0500"),
	    "2026-01-28T13:54:00Z");
	assert_string_equal(said(*state, "28 января 2026, 18:54"),
	    "2026-01-28T13:54:00Z");
	assert_string_equal(said(*state, "yesterday"), "");
}

static void
urls_tell_days(void **state)
{
	const struct tools *t = *state;
	const int64_t want = clock_parse(STR("2026-01-28"), 0);
	const char *urls[] = { "https://a.kz/2026/01/28/x",
		"https://a.kz/2026/1/28/", "https://a.kz/news/20260128-x",
		"https://a.kz/n/28-01-2026/x" };
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		assert_true(dates_of_url(t->dates, str_c(urls[i])) == want);
	assert_true(dates_of_url(t->dates,
			STR("https://a.kz/news/123456789")) == CLOCK_NONE);
}

static void
dates_of_no_web_page_are_not_plausible(void **state)
{
	(void)state;
	const int64_t fetched = clock_parse(STR(FETCHED), 0);
	assert_true(dates_plausible(fetched + CLOCK_DAY, fetched));
	assert_false(dates_plausible(fetched + CLOCK_DAY + 1, fetched));
	assert_false(dates_plausible(0, fetched));
	assert_false(dates_plausible(CLOCK_NONE, fetched));
	assert_true(dates_plausible(fetched, CLOCK_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_in_digits_are_found),
		cmocka_unit_test(times_stand_behind_or_before_their_date),
		cmocka_unit_test(kazakhstan_changed_its_clocks_in_2024),
		cmocka_unit_test(months_have_names_in_three_languages),
		cmocka_unit_test(a_missing_year_is_the_last_one_possible),
		cmocka_unit_test(what_is_no_date_is_not_taken_for_one),
		cmocka_unit_test(attributes_say_times_of_many_forms),
		cmocka_unit_test(urls_tell_days),
		cmocka_unit_test(dates_of_no_web_page_are_not_plausible),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
