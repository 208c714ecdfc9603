#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

/* The indicator of the people in a second sentence: what the first one is
 * about, what lies between them, and how the second begins. */
static const char *
indicator(struct bench *b, const char *about, const char *gap,
    const char *begin)
{
	const char *first = arena_printf(b->arena, "Всего там 27 %s.", about).s;
	const char *second =
	    arena_printf(b->arena, "%s живут 1,4 млн человек.", begin).s;
	bench_text(b, "ru",
	    arena_printf(b->arena, "%s%s%s", first, gap, second).s);
	struct mention *m = bench_mention(b, "count.noun", "27");
	bench_capture(b, m, "number", "27");
	m->sentence = bench_span(b, first, 0);
	m = bench_mention(b, "count.noun", "1,4 млн человек");
	bench_capture(b, m, "number", "1,4 млн");
	bench_capture(b, m, "noun", "человек");
	m->sentence = bench_span(b, second, 0);
	const struct fact *facts = bench_facts(b);
	assert_int_equal(b->doc.nfacts, 2);
	return arena_cstr(b->arena, facts[1].indicator);
}

static void
a_pronoun_brings_the_sentence_before(void **state)
{
	assert_string_equal(indicator(*state, "моногородов", " ", "В них"),
	    "monotown.population");
	assert_string_equal(indicator(*state, "городов", " ", "В них"), "");
}

static void
without_a_pronoun_a_sentence_stands_alone(void **state)
{
	assert_string_equal(indicator(*state, "моногородов", " ", "В Алматы"),
	    "");
}

static void
a_pronoun_does_not_reach_over_a_paragraph(void **state)
{
	assert_string_equal(indicator(*state, "моногородов", "\n \n", "В них"),
	    "");
}

static void
a_place_in_the_passage_excludes_too(void **state)
{
	assert_string_equal(indicator(*state, "моногородов области", " ",
				"В них"),
	    "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pronoun_brings_the_sentence_before),
		cmocka_unit_test(without_a_pronoun_a_sentence_stands_alone),
		cmocka_unit_test(a_pronoun_does_not_reach_over_a_paragraph),
		cmocka_unit_test(a_place_in_the_passage_excludes_too),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
