#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

/* The lemma of what 12,2% is of, where `before` stands before the verb. */
static struct str
subject(struct bench *b, const char *before, const char *period)
{
	bench_text(b, "ru",
	    arena_printf(b->arena, "%s %s составила 12,2%%.", before, period)
		.s);
	(void)bench_mention(b, "frame.level", "составила");
	struct mention *m;
	if (*period != '\0') {
		m = bench_mention(b, "period.year", period);
		bench_capture(b, m, "year", "2026");
	}
	m = bench_mention(b, "percent.after", "12,2%");
	bench_capture(b, m, "number", "12,2");
	bench_capture(b, m, "unit", "%");
	return bench_facts(b)->noun.lemma;
}

static void
a_percentage_is_of_the_subject(void **state)
{
	assert_str(subject(*state, "Доля", ""), "доля");
	assert_str(subject(*state, "За первый месяц доля", ""), "доля");
	assert_str(subject(*state, "Доля", "в 2026 году"), "доля");
	assert_int_equal(subject(*state, "На рынке", "").n, 0);
}

static void
a_percentage_is_of_its_verbs_subject(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru",
	    "Рост есть, а доля моногородов в выпуске составляет 36%.");
	(void)bench_mention(b, "frame.level", "составляет");
	struct mention *m = bench_mention(b, "percent.after", "36%");
	bench_capture(b, m, "number", "36");
	bench_capture(b, m, "unit", "%");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].noun.surface, "доля моногородов в выпуске");
	assert_str(f[0].noun.lemma, "доля");
}

static void
words_before_a_dash_are_a_subject(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Сальдо – 4,2%.");
	struct mention *m = bench_mention(b, "percent.after", "4,2%");
	bench_capture(b, m, "number", "4,2");
	assert_str(bench_facts(b)[0].noun.lemma, "сальдо");
}

static void
a_subject_may_stand_behind_its_verb(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Выросла добыча нефти на 12%.");
	(void)bench_mention(b, "frame.up", "Выросла");
	struct mention *m = bench_mention(b, "percent.after", "на 12%");
	bench_capture(b, m, "number", "12");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].noun.surface, "добыча нефти");
	assert_str(f[0].noun.lemma, "добыча");
}

static void
an_object_is_what_a_verb_changes(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Банк сохранил ставку на уровне 18%.");
	(void)bench_mention(b, "frame.level", "сохранил");
	struct mention *m = bench_mention(b, "percent.after", "18%");
	bench_capture(b, m, "number", "18");
	assert_str(bench_facts(b)[0].noun.lemma, "ставка");
}

static void
a_noun_of_change_is_of_what_follows_it(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Эксперты ждут рост цен на 5%.");
	(void)bench_mention(b, "frame.up", "рост");
	struct mention *m = bench_mention(b, "percent.after", "на 5%");
	bench_capture(b, m, "number", "5");
	assert_str(bench_facts(b)[0].noun.lemma, "цена");
}

static void
a_number_of_things_is_of_the_things(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Число школ выросло на 3%.");
	(void)bench_mention(b, "frame.up", "выросло");
	struct mention *m = bench_mention(b, "percent.after", "на 3%");
	bench_capture(b, m, "number", "3");
	assert_str(bench_facts(b)[0].noun.lemma, "школа");
}

/* What is said to have grown in a Kazakh sentence. */
static struct str
kazakh(struct bench *b, const char *before)
{
	bench_text(b, "kk", arena_printf(b->arena, "%s 8,7%% өсті.", before).s);
	struct mention *m = bench_mention(b, "percent.after", "8,7%");
	bench_capture(b, m, "number", "8,7");
	(void)bench_mention(b, "frame.up", "өсті");
	return bench_facts(b)->noun.lemma;
}

static void
a_kazakh_subject_stands_before_its_figure(void **state)
{
	assert_str(kazakh(*state, "Инфляция"), "инфляция");
	assert_str(kazakh(*state, "Биыл өнеркәсіп өндірісі"), "өндіріс");
	assert_str(kazakh(*state, "Мектептер саны"), "мектеп");
	assert_int_equal(kazakh(*state, "Облыста").n, 0);
}

static void
the_word_before_may_say_what_is_measured(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Построен склад ёмкостью 13 тонн.");
	struct mention *m = bench_mention(b, "quantity.after", "13 тонн");
	bench_capture(b, m, "number", "13");
	bench_capture(b, m, "unit", "тонн");
	assert_str(bench_facts(b)[0].noun.lemma, "емкость");
	bench_text(b, "ru", "Наложен штраф в размере 12%.");
	m = bench_mention(b, "percent.after", "12%");
	bench_capture(b, m, "number", "12");
	assert_str(bench_facts(b)[0].noun.lemma, "штраф");
}

static void
a_list_may_name_each_of_its_own(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Билет стоит 500 тенге, багаж 7 500 тенге.");
	(void)bench_mention(b, "frame.level", "стоит");
	struct mention *m = bench_mention(b, "money.after", "500 тенге");
	bench_capture(b, m, "number", "500");
	bench_capture(b, m, "unit", "тенге");
	m = bench_mention(b, "money.after", "7 500 тенге");
	bench_capture(b, m, "number", "7 500");
	bench_capture(b, m, "unit", "тенге");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].noun.lemma, "билет");
	assert_str(f[1].noun.lemma, "багаж");
}

static void
brackets_hide_no_subject(void **state)
{
	assert_str(subject(*state, "Доля (от 15 до 34)", ""), "доля");
	assert_str(subject(*state, "Доля по «Кең дала»", ""), "доля");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_percentage_is_of_the_subject),
		cmocka_unit_test(a_percentage_is_of_its_verbs_subject),
		cmocka_unit_test(words_before_a_dash_are_a_subject),
		cmocka_unit_test(a_subject_may_stand_behind_its_verb),
		cmocka_unit_test(an_object_is_what_a_verb_changes),
		cmocka_unit_test(a_noun_of_change_is_of_what_follows_it),
		cmocka_unit_test(a_number_of_things_is_of_the_things),
		cmocka_unit_test(a_kazakh_subject_stands_before_its_figure),
		cmocka_unit_test(the_word_before_may_say_what_is_measured),
		cmocka_unit_test(a_list_may_name_each_of_its_own),
		cmocka_unit_test(brackets_hide_no_subject),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
