#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/dates.h"
#include "normalize/draft.h"
#include "tests/unit/normalize/tools.h"

/* The dates of one clue, "from until", in a text of 3 February 2026. */
static struct str
dates(struct bench *b, const char *rule, const char *group, const char *words,
    bool planned)
{
	bench_text(b, "ru", words);
	b->doc.published_at = clock_parse(STR("2026-02-03T06:00:00Z"), 0);
	struct mention *m = bench_mention(b, rule, words);
	if (group != NULL)
		bench_capture(b, m, group, words);
	struct draft d = { .normalizer = b->normalizer,
		.arena = b->arena,
		.doc = &b->doc };
	text_init(&d.text, b->arena, b->doc.text);
	struct clue c = {
		.kind =
		    str_starts(m->rule, STR("cue.")) ? CLUE_CUE : CLUE_PERIOD,
		.mention = m,
		.word = draft_rule_word(m->rule),
	};
	dates_read(&d, &c, planned);
	return arena_printf(b->arena, "%.*s %.*s", STR_ARG(c.from),
	    STR_ARG(c.until));
}

static void
a_month_without_its_year_has_begun_already(void **state)
{
	assert_str(dates(*state, "cue.month", "month", "октябре", false),
	    "2025-10-01 2025-11-01");
	assert_str(dates(*state, "cue.month", "month", "январе", false),
	    "2026-01-01 2026-02-01");
}

static void
a_planned_month_is_still_to_come(void **state)
{
	assert_str(dates(*state, "cue.month", "month", "октябре", true),
	    "2026-10-01 2026-11-01");
}

static void
a_quarter_without_its_year_has_begun_already(void **state)
{
	assert_str(dates(*state, "cue.quarter", "q3", "III", false),
	    "2025-07-01 2025-10-01");
	assert_str(dates(*state, "cue.quarter", "q1", "I", false),
	    "2025-01-01 2025-04-01");
}

static void
years_are_counted_back_from_the_publication(void **state)
{
	assert_str(dates(*state, "cue.last_years", "years", "5", false),
	    "2021-02-03 2026-02-04");
	assert_str(dates(*state, "cue.since_start", NULL, "с начала", false),
	    "2026-01-01 2026-02-04");
	assert_str(dates(*state, "cue.year_before", NULL, "тогда", false),
	    "2024-01-01 2025-01-01");
	assert_str(dates(*state, "cue.last_month", NULL, "тогда", false),
	    "2026-01-01 2026-02-01");
}

static void
a_target_year_lies_ahead(void **state)
{
	assert_str(dates(*state, "period.target", "year", "2030", false),
	    "2030-01-01 2031-01-01");
	assert_str(dates(*state, "period.target", "year", "2024", false), " ");
}

static void
absurd_spans_are_no_period(void **state)
{
	assert_str(dates(*state, "cue.last_years", "years", "900", false), " ");
	assert_str(dates(*state, "period.year", "year", "9999", false), " ");
	assert_str(dates(*state, "cue.denied", NULL, "не", false), " ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_without_its_year_has_begun_already),
		cmocka_unit_test(a_planned_month_is_still_to_come),
		cmocka_unit_test(a_quarter_without_its_year_has_begun_already),
		cmocka_unit_test(years_are_counted_back_from_the_publication),
		cmocka_unit_test(a_target_year_lies_ahead),
		cmocka_unit_test(absurd_spans_are_no_period),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
