#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static void
a_noun_left_out_is_the_one_before(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Это шесть школ, остальные четыре закрыты.");
	struct mention *m = bench_mention(b, "count.noun", "шесть школ");
	bench_capture(b, m, "number", "шесть");
	bench_capture(b, m, "noun", "школ");
	m = bench_mention(b, "count.elided_among", "четыре");
	bench_capture(b, m, "number", "четыре");
	assert_str(bench_facts(b)[1].noun.lemma, "школа");
}

static void
a_count_of_nothing_known_is_dropped(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Остальные четыре закрыты.");
	struct mention *m = bench_mention(b, "count.elided_among", "четыре");
	bench_capture(b, m, "number", "четыре");
	(void)bench_facts(b);
	assert_int_equal(b->doc.nfacts, 0);
}

static void
a_singular_noun_goes_with_a_number_that_ends_in_one(void **state)
{
	struct bench *b = *state;
	static const char *const numbers[] = { "21", "11", "35" };
	for (size_t i = 0; i < 3; i++) {
		bench_text(b, "ru",
		    arena_printf(b->arena, "Это %s новая школа.", numbers[i])
			.s);
		struct mention *m = bench_mention(b, "count.ones", numbers[i]);
		bench_capture(b, m, "number", numbers[i]);
		bench_capture(b, m, "noun", "новая школа");
		(void)bench_facts(b);
		assert_int_equal(b->doc.nfacts, i == 0);
	}
}

static void
two_of_them_are_of_those_before(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Ранены четверо рабочих, двое тяжело.");
	struct mention *m = bench_mention(b, "count.people", "четверо рабочих");
	bench_capture(b, m, "number", "четверо");
	bench_capture(b, m, "noun", "рабочих");
	m = bench_mention(b, "count.people", "двое");
	bench_capture(b, m, "number", "двое");
	assert_str(bench_facts(b)[1].noun.lemma, "рабочий");
}

static void
a_list_says_its_subject_once(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Доля – 54%, в Риддере – 67%.");
	struct mention *m = bench_mention(b, "percent.after", "54%");
	bench_capture(b, m, "number", "54");
	m = bench_mention(b, "percent.after", "67%");
	bench_capture(b, m, "number", "67");
	assert_str(bench_facts(b)[1].noun.lemma, "доля");
}

static void
a_second_verb_goes_on_with_its_subject(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Доходы выросли на 18% и составили 15 тенге.");
	(void)bench_mention(b, "frame.up", "выросли");
	struct mention *m = bench_mention(b, "percent.after", "на 18%");
	bench_capture(b, m, "number", "18");
	(void)bench_mention(b, "frame.level", "составили");
	m = bench_mention(b, "money.after", "15 тенге");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "unit", "тенге");
	assert_str(bench_facts(b)[1].noun.lemma, "доход");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_noun_left_out_is_the_one_before),
		cmocka_unit_test(a_count_of_nothing_known_is_dropped),
		cmocka_unit_test(
		    a_singular_noun_goes_with_a_number_that_ends_in_one),
		cmocka_unit_test(two_of_them_are_of_those_before),
		cmocka_unit_test(a_list_says_its_subject_once),
		cmocka_unit_test(a_second_verb_goes_on_with_its_subject),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
