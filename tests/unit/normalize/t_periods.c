#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static struct bench *
published(void **state, const char *text)
{
	struct bench *b = *state;
	bench_text(b, "ru", text);
	b->doc.published_at = clock_parse(STR("2026-02-03T06:00:00Z"), 0);
	return b;
}

static void
add_count(struct bench *b)
{
	struct mention *m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
}

static void
assert_period(struct bench *b, const char *from, const char *until,
    const char *basis)
{
	const struct fact_period *p = &bench_facts(b)[0].period;
	assert_str(p->from, from);
	assert_str(p->until, until);
	assert_str(p->basis, basis);
}

static void
a_year_ends_where_the_next_begins(void **state)
{
	struct bench *b = published(state, "В 2024 году 15 школ.");
	struct mention *m = bench_mention(b, "period.year", "2024 году");
	bench_capture(b, m, "year", "2024");
	add_count(b);
	assert_period(b, "2024-01-01", "2025-01-01", "text");
}

static void
a_quarter_is_three_months(void **state)
{
	struct bench *b = published(state, "Во II квартале 2025 года 15 школ.");
	struct mention *m = bench_mention(b, "period.quarter", "2025 года");
	bench_capture(b, m, "year", "2025");
	bench_capture(b, m, "q2", "II");
	add_count(b);
	assert_period(b, "2025-04-01", "2025-07-01", "text");
}

static void
a_day_counts_only_when_figures_are_as_of_it(void **state)
{
	struct bench *b = published(state, "На 31 декабря 2025 года 15 школ.");
	struct mention *m = bench_mention(b, "period.day", "31 декабря 2025");
	bench_capture(b, m, "day", "31");
	bench_capture(b, m, "month", "декабря");
	bench_capture(b, m, "year", "2025");
	bench_capture(b, m, "as_of", "На");
	add_count(b);
	assert_period(b, "2025-12-31", "2026-01-01", "text");
	b = published(state, "Пишут 31 декабря 2025 года: 15 школ.");
	m = bench_mention(b, "period.day", "31 декабря 2025");
	bench_capture(b, m, "day", "31");
	bench_capture(b, m, "month", "декабря");
	bench_capture(b, m, "year", "2025");
	add_count(b);
	assert_period(b, "2026-02-03", "2026-02-04", "published");
}

static void
last_year_is_counted_from_the_publication(void **state)
{
	struct bench *b = published(state, "В прошлом году 15 школ.");
	(void)bench_mention(b, "cue.last_year", "прошлом году");
	add_count(b);
	assert_period(b, "2025-01-01", "2026-01-01", "text");
}

static void
without_any_date_there_is_no_period(void **state)
{
	struct bench *b = published(state, "Есть 15 школ.");
	b->doc.published_at = CLOCK_NONE;
	add_count(b);
	assert_int_equal(bench_facts(b)[0].period.basis.n, 0);
}

static void
impossible_dates_are_none(void **state)
{
	struct bench *b = published(state, "На 31 февраля 2025 года 15 школ.");
	struct mention *m = bench_mention(b, "period.day", "31 февраля 2025");
	bench_capture(b, m, "day", "31");
	bench_capture(b, m, "month", "февраля");
	bench_capture(b, m, "year", "2025");
	bench_capture(b, m, "as_of", "На");
	add_count(b);
	assert_str(bench_facts(b)[0].period.basis, "published");
}

static void
a_year_ago_right_behind_a_figure_is_of_no_other(void **state)
{
	struct bench *b = published(state, "Это 15 школ против 20 год назад.");
	struct mention *m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	m = bench_mention(b, "count.elided", "20");
	bench_capture(b, m, "number", "20");
	(void)bench_mention(b, "cue.year_ago", "год назад");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].period.basis, "published");
	assert_str(f[1].period.from, "2025-01-01");
}

static void
a_year_ago_is_a_year_before_what_was_said(void **state)
{
	struct bench *b =
	    published(state, "За 2023 год 15 школ, а годом ранее 37.");
	struct mention *m = bench_mention(b, "period.year", "2023");
	bench_capture(b, m, "year", "2023");
	add_count(b);
	(void)bench_mention(b, "cue.year_ago", "годом ранее");
	m = bench_mention(b, "count.elided", "37");
	bench_capture(b, m, "number", "37");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].period.from, "2023-01-01");
	assert_str(f[1].period.from, "2022-01-01");
}

static void
a_period_of_the_same_clause_is_nearer(void **state)
{
	struct bench *b =
	    published(state, "В 2024 сдали цех, 15 школ откроют в 2027.");
	struct mention *m = bench_mention(b, "period.year", "2024");
	bench_capture(b, m, "year", "2024");
	add_count(b);
	m = bench_mention(b, "period.year", "2027");
	bench_capture(b, m, "year", "2027");
	assert_str(bench_facts(b)[0].period.from, "2027-01-01");
}

static void
since_a_year_lasts_until_today(void **state)
{
	struct bench *b = published(state, "С 2015 года закрыто 15 школ.");
	struct mention *m = bench_mention(b, "period.since", "2015 года");
	bench_capture(b, m, "year", "2015");
	add_count(b);
	const struct fact *f = bench_facts(b);
	assert_str(f[0].period.from, "2015-01-01");
	assert_true(str_cmp(f[0].period.until, STR("2016-01-01")) > 0);
}

static void
days_last_to_the_end_of_the_last(void **state)
{
	struct bench *b = published(state, "С 5 по 8 мая 2025 года 15 школ.");
	struct mention *m = bench_mention(b, "period.days", "5 по 8 мая");
	bench_capture(b, m, "day", "5");
	bench_capture(b, m, "last_day", "8");
	bench_capture(b, m, "month", "мая");
	bench_capture(b, m, "year", "2025");
	add_count(b);
	const struct fact *f = bench_facts(b);
	assert_str(f[0].period.from, "2025-05-05");
	assert_str(f[0].period.until, "2025-05-09");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_ends_where_the_next_begins),
		cmocka_unit_test(a_quarter_is_three_months),
		cmocka_unit_test(a_day_counts_only_when_figures_are_as_of_it),
		cmocka_unit_test(last_year_is_counted_from_the_publication),
		cmocka_unit_test(without_any_date_there_is_no_period),
		cmocka_unit_test(impossible_dates_are_none),
		cmocka_unit_test(
		    a_year_ago_right_behind_a_figure_is_of_no_other),
		cmocka_unit_test(a_year_ago_is_a_year_before_what_was_said),
		cmocka_unit_test(a_period_of_the_same_clause_is_nearer),
		cmocka_unit_test(since_a_year_lasts_until_today),
		cmocka_unit_test(days_last_to_the_end_of_the_last),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
