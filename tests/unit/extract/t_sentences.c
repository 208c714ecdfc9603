#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/sentences.h"
#include "tests/unit/extract/tools.h"

/* The sentences of a text, joined by "|". */
static const char *
cut(const struct tools *t, const char *text)
{
	struct sentence *v = NULL;
	struct buf b;
	const size_t n = sentences_cut(t->lexicon, t->arena, str_c(text), &v);
	buf_init(&b, (size_t)1 << 20);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_chr(&b, '|');
		buf_str(&b, str_n(text + v[i].start, v[i].end - v[i].start));
	}
	const char *out = arena_cstr(t->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static void
marks_and_line_ends_part_sentences(void **state)
{
	assert_string_equal(cut(*state, "Раз. Два! Три?\nчетыре… Пять"),
	    "Раз.|Два!|Три?|четыре…|Пять");
	assert_string_equal(cut(*state, "  \n\n  "), "");
	assert_string_equal(cut(*state, "«Да.» Нет."), "«Да.»|Нет.");
}

static void
abbreviations_and_initials_part_nothing(void **state)
{
	assert_string_equal(cut(*state, "В г. Алматы 2 тыс. мест. Да."),
	    "В г. Алматы 2 тыс. мест.|Да.");
	assert_string_equal(cut(*state, "К. Токаев сказал. О чём?"),
	    "К. Токаев сказал.|О чём?");
	assert_string_equal(cut(*state, "По ст. 16 Закона."),
	    "По ст. 16 Закона.");
}

static void
a_scale_ends_a_sentence_before_a_capital(void **state)
{
	assert_string_equal(cut(*state, "Дали 5 млрд. Также 3 млн. людей."),
	    "Дали 5 млрд.|Также 3 млн. людей.");
}

static void
numbers_and_addresses_stay_whole(void **state)
{
	assert_string_equal(cut(*state, "Рост 3.5 раза на kazpravda.kz сразу."),
	    "Рост 3.5 раза на kazpravda.kz сразу.");
}

static void
a_long_sentence_is_cut_at_a_space(void **state)
{
	const struct tools *t = *state;
	struct sentence *v = NULL;
	struct buf b;
	buf_init(&b, (size_t)1 << 20);
	for (int i = 0; i < 3000; i++)
		buf_text(&b, "слово ");
	const size_t n = sentences_cut(t->lexicon, t->arena, buf_view(&b), &v);
	assert_true(n >= 8);
	for (size_t i = 0; i < n; i++)
		assert_true(v[i].end - v[i].start <= SENTENCE_MAX);
	buf_free(&b);
}

static void
a_run_of_full_stops_is_linear(void **state)
{
	const struct tools *t = *state;
	struct sentence *v = NULL;
	struct buf b;
	buf_init(&b, (size_t)4 << 20);
	for (int i = 0; i < 1000000; i++)
		buf_chr(&b, '.');
	(void)sentences_cut(t->lexicon, t->arena, buf_view(&b), &v);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_and_line_ends_part_sentences),
		cmocka_unit_test(abbreviations_and_initials_part_nothing),
		cmocka_unit_test(a_scale_ends_a_sentence_before_a_capital),
		cmocka_unit_test(numbers_and_addresses_stay_whole),
		cmocka_unit_test(a_long_sentence_is_cut_at_a_space),
		cmocka_unit_test(a_run_of_full_stops_is_linear),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
