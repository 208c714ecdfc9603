#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

/* A percentage with the preposition before it, if any. */
static struct mention *
add_percent(struct bench *b, const char *words, const char *number,
    const char *prep)
{
	struct mention *m = bench_mention(b, "percent.after", words);
	bench_capture(b, m, "number", number);
	bench_capture(b, m, "unit", "%");
	if (prep != NULL)
		bench_capture(b, m, "prep", prep);
	return m;
}

static struct mention *
percent(struct bench *b, const char *text, const char *verb, const char *rule)
{
	bench_text(b, "ru", text);
	(void)bench_mention(b, rule, verb);
	return add_percent(b, "12%", "12", NULL);
}

static void
by_a_preposition_a_figure_is_a_difference(void **state)
{
	struct bench *b = *state;
	struct mention *m =
	    percent(b, "Выпуск снизился на 12%.", "снизился", "frame.down");
	bench_capture(b, m, "prep", "на");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].change.role, "by");
	assert_str(f[0].change.direction, "down");
}

static void
up_to_is_the_new_value_only_beside_a_change(void **state)
{
	struct bench *b = *state;
	struct mention *m =
	    percent(b, "Доля выросла до 12%.", "выросла", "frame.up");
	bench_capture(b, m, "prep", "до");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].change.role, "to");
	assert_str(f[0].bound, "exact");
	m = percent(b, "Заём составляет до 12%.", "составляет", "frame.level");
	bench_capture(b, m, "prep", "до");
	f = bench_facts(b);
	assert_int_equal(f[0].change.role.n, 0);
	assert_str(f[0].bound, "at_most");
}

static void
a_verb_of_another_clause_says_nothing(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Ввоз вырос на 12%, вывоз упал на 7%.");
	(void)bench_mention(b, "frame.up", "вырос");
	(void)add_percent(b, "12%", "12", "на");
	(void)bench_mention(b, "frame.down", "упал");
	(void)add_percent(b, "7%", "7", "на");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].change.direction, "up");
	assert_str(f[1].change.direction, "down");
	assert_false(str_eq(f[0].change.group, f[1].change.group));
}

static void
by_and_to_of_one_verb_are_one_change(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Прибыль выросла на 20% до 668 млн тенге.");
	(void)bench_mention(b, "frame.up", "выросла");
	(void)add_percent(b, "20%", "20", "на");
	struct mention *m = bench_mention(b, "money.after", "668 млн тенге");
	bench_capture(b, m, "number", "668 млн");
	bench_capture(b, m, "unit", "тенге");
	bench_capture(b, m, "prep", "до");
	const struct fact *f = bench_facts(b);
	assert_str(f[1].change.role, "to");
	assert_true(f[0].change.group.n > 0);
	assert_true(str_eq(f[0].change.group, f[1].change.group));
}

static void
two_figures_apart_can_be_one_change(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Доля выросла с 8% тогда до 12% теперь.");
	(void)bench_mention(b, "frame.up", "выросла");
	(void)add_percent(b, "с 8%", "8", "с");
	(void)add_percent(b, "до 12%", "12", "до");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].change.role, "from");
	assert_str(f[1].change.role, "to");
	assert_true(str_eq(f[0].change.group, f[1].change.group));
}

static void
what_was_reached_is_the_new_value(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Фонд вырос на 5% и достиг 80%.");
	(void)bench_mention(b, "frame.up", "вырос");
	(void)add_percent(b, "на 5%", "5", "на");
	(void)bench_mention(b, "frame.reach", "достиг");
	(void)add_percent(b, "80%", "80", NULL);
	const struct fact *f = bench_facts(b);
	assert_str(f[0].change.role, "by");
	assert_str(f[1].change.role, "to");
	assert_str(f[1].change.direction, "up");
}

static void
a_list_says_its_verb_once(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru",
	    "Хлеб вырос на 12%, молоко и сыр этого года – на 7%.");
	(void)bench_mention(b, "frame.up", "вырос");
	(void)add_percent(b, "12%", "12", "на");
	(void)add_percent(b, "7%", "7", "на");
	const struct fact *f = bench_facts(b);
	assert_str(f[1].change.role, "by");
	assert_str(f[1].change.direction, "up");
}

static void
what_is_said_again_changes_too(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Выпуск вырос на 5 тонн, или 12%.");
	(void)bench_mention(b, "frame.up", "вырос");
	struct mention *m = bench_mention(b, "quantity.after", "5 тонн");
	bench_capture(b, m, "number", "5");
	bench_capture(b, m, "unit", "тонн");
	bench_capture(b, m, "prep", "на");
	(void)add_percent(b, "12%", "12", NULL);
	assert_str(bench_facts(b)[1].change.role, "by");
}

static void
english_needs_no_by(void **state)
{
	struct bench *b = *state;
	bench_text(b, "en", "Output rose 12% there.");
	(void)bench_mention(b, "frame.up", "rose");
	(void)add_percent(b, "12%", "12", NULL);
	assert_str(bench_facts(b)[0].change.role, "by");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_a_preposition_a_figure_is_a_difference),
		cmocka_unit_test(up_to_is_the_new_value_only_beside_a_change),
		cmocka_unit_test(a_verb_of_another_clause_says_nothing),
		cmocka_unit_test(by_and_to_of_one_verb_are_one_change),
		cmocka_unit_test(two_figures_apart_can_be_one_change),
		cmocka_unit_test(what_was_reached_is_the_new_value),
		cmocka_unit_test(a_list_says_its_verb_once),
		cmocka_unit_test(what_is_said_again_changes_too),
		cmocka_unit_test(english_needs_no_by),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
