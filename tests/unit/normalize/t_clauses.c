#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

/* The lemma of what 12,2% is of, where `before` stands before the verb and
 * `time` of it is a period. */
static struct str
subject(struct bench *b, const char *before, const char *time)
{
	bench_text(b, "ru",
	    arena_printf(b->arena, "%s составил 12,2%%.", before).s);
	if (time != NULL)
		(void)bench_mention(b, "period.day", time);
	(void)bench_mention(b, "frame.level", "составил");
	struct mention *m = bench_mention(b, "percent.after", "12,2%");
	bench_capture(b, m, "number", "12,2");
	bench_capture(b, m, "unit", "%");
	return bench_facts(b)->noun.lemma;
}

static void
a_clause_begins_behind_its_mark(void **state)
{
	assert_str(subject(*state, "Цены растут, спад", NULL), "спад");
	assert_str(subject(*state, "Цены растут – спад", NULL), "спад");
}

static void
a_colon_of_a_clock_ends_no_clause(void **state)
{
	assert_str(subject(*state, "Курс в 11:00", NULL), "курс");
}

static void
a_time_between_parts_no_subject_from_its_verb(void **state)
{
	assert_str(subject(*state, "Курс доллара 10 февраля в 11:00",
		       "10 февраля"),
	    "курс");
}

static void
what_a_preposition_governs_is_no_subject(void **state)
{
	assert_str(subject(*state, "В Абае спад", NULL), "спад");
	assert_str(subject(*state, "В Абае и Риддере спад", NULL), "спад");
	assert_int_equal(subject(*state, "В Абае и Риддере", NULL).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clause_begins_behind_its_mark),
		cmocka_unit_test(a_colon_of_a_clock_ends_no_clause),
		cmocka_unit_test(a_time_between_parts_no_subject_from_its_verb),
		cmocka_unit_test(what_a_preposition_governs_is_no_subject),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
