#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static const struct fact *
count_in(struct bench *b, const char *text)
{
	bench_text(b, "ru", text);
	struct mention *m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	return bench_facts(b);
}

static void
a_region_of_the_sentence_is_the_place(void **state)
{
	const struct fact *f =
	    count_in(*state, "В Карагандинской области 15 школ.");
	assert_str(f->place.kato, "35");
	assert_str(f->place.name, "Карагандинская область");
	assert_str(f->place.basis, "sentence");
}

static void
a_town_and_its_region_are_one_place(void **state)
{
	const struct fact *f = count_in(*state,
	    "В городе Сарань, Карагандинская область, 15 школ.");
	assert_str(f->place.name, "Сарань");
}

static void
a_list_of_towns_is_no_place(void **state)
{
	const struct fact *f =
	    count_in(*state, "В Балхаше, Риддере и Лисаковске 15 школ.");
	assert_int_equal(f->place.kato.n, 0);
}

static void
the_whole_country_is_no_place(void **state)
{
	struct bench *b = *state;
	b->doc.title = STR("Новости Астаны");
	const struct fact *f = count_in(b, "В Казахстане 15 школ.");
	assert_int_equal(f->place.kato.n, 0);
	f = count_in(b, "Открыли 15 школ.");
	assert_str(f->place.name, "Астана");
	assert_str(f->place.basis, "title");
	b->doc.title = STR_NONE;
}

static void
a_common_word_is_no_town(void **state)
{
	assert_int_equal(count_in(*state, "Для семей есть 15 школ.")
			     ->place.kato.n,
	    0);
	assert_str(count_in(*state, "В городе Семей есть 15 школ.")->place.name,
	    "Семей");
}

static void
a_name_right_behind_is_the_figures_own(void **state)
{
	assert_str(count_in(*state, "После Тараза 15 школ в Актобе.")
		       ->place.name,
	    "Актобе");
}

static void
a_name_behind_a_comma_is_of_the_next_figure(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Всего 15 школ, в Актобе 7 школ.");
	struct mention *m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	m = bench_mention(b, "count.noun", "7 школ");
	bench_capture(b, m, "number", "7");
	bench_capture(b, m, "noun", "школ");
	const struct fact *f = bench_facts(b);
	assert_int_equal(f[0].place.kato.n, 0);
	assert_str(f[1].place.name, "Актобе");
}

static void
a_name_of_the_same_clause_is_nearer(void **state)
{
	const struct fact *f = count_in(*state,
	    "В Семее тихо, 15 школ получит Риддер этой весной.");
	assert_str(f->place.name, "Риддер");
}

static void
what_stands_behind_brackets_is_of_the_next(void **state)
{
	const struct fact *f =
	    count_in(*state, "Много в Семее (15 школ) и Риддере этой весной.");
	assert_str(f->place.name, "Семей");
}

static void
without_blocks_a_paragraph_is_its_lines(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "В Риддере тихо.\nВ Семее тихо. Там 15 школ.");
	struct mention *m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	m->sentence = (struct span){ 30, 13 };
	const struct fact *f = bench_facts(b);
	assert_str(f->place.name, "Семей");
	assert_str(f->place.basis, "paragraph");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_region_of_the_sentence_is_the_place),
		cmocka_unit_test(a_town_and_its_region_are_one_place),
		cmocka_unit_test(a_list_of_towns_is_no_place),
		cmocka_unit_test(the_whole_country_is_no_place),
		cmocka_unit_test(a_common_word_is_no_town),
		cmocka_unit_test(a_name_right_behind_is_the_figures_own),
		cmocka_unit_test(a_name_behind_a_comma_is_of_the_next_figure),
		cmocka_unit_test(a_name_of_the_same_clause_is_nearer),
		cmocka_unit_test(what_stands_behind_brackets_is_of_the_next),
		cmocka_unit_test(without_blocks_a_paragraph_is_its_lines),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
