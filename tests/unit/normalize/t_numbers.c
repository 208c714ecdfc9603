#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/normalizer.h"
#include "normalize/numbers.h"
#include "tests/unit/normalize/tools.h"

struct row {
	const char *words;
	double value;
	double step;
};

static void
assert_rows(const struct bench *b, const char *lang, const struct row *rows,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct number got;
		if (!number_read(b->normalizer->lexicon, str_c(lang),
			str_c(rows[i].words), COMMA_DECIMAL, &got))
			fail_msg("%s: no number", rows[i].words);
		assert_real(got.value, rows[i].value);
		assert_real(got.step, rows[i].step);
	}
}

#define ROWS(rows) rows, sizeof(rows) / sizeof((rows)[0])

static bool
is_number(const struct bench *b, const char *lang, const char *words)
{
	struct number got;
	return number_read(b->normalizer->lexicon, str_c(lang), str_c(words),
	    COMMA_DECIMAL, &got);
}

static void
digits_keep_their_groups_and_decimals(void **state)
{
	static const struct row rows[] = {
		{ "27", 27, 1 },
		{ "343,6", 343.6, 0.1 },
		{ "11.29", 11.29, 0.01 },
		{ "1 250 000", 1250000, 1 },
		{ "1.250.000", 1250000, 1 },
		{ "2,337,023", 2337023, 1 },
		{ "609 393 058,2 тысяч", 609393058200, 100 },
		{ "17,363", 17.363, 0.001 },
	};
	assert_rows(*state, "ru", ROWS(rows));
}

static void
scales_multiply_and_add(void **state)
{
	static const struct row rows[] = {
		{ "6,3 трлн", 6.3e12, 1e11 },
		{ "2 тыс.", 2000, 1000 },
		{ "2 млрд 300 млн", 2.3e9, 1e6 },
		{ "6 млн 240 тыс.", 6.24e6, 1000 },
		{ "миллион", 1e6, 1e6 },
		{ "тысячи", 1000, 1000 },
	};
	assert_rows(*state, "ru", ROWS(rows));
}

static void
russian_words_add_up(void **state)
{
	static const struct row rows[] = {
		{ "двадцати одной", 21, 1 },
		{ "девятьсот девяносто девять", 999, 1 },
		{ "двухсот тысяч", 200000, 1000 },
		{ "сто двадцать тысяч триста пять", 120305, 1 },
		{ "полтора миллиона", 1.5e6, 5e5 },
		{ "три с половиной миллиарда", 3.5e9, 5e8 },
		{ "три целых семь десятых", 3.7, 0.1 },
		{ "две целых триста семьдесят пять тысячных", 2.375, 0.001 },
		{ "пять десятых", 0.5, 0.1 },
		{ "два десятка", 20, 10 },
		{ "25-ти", 25, 1 },
	};
	assert_rows(*state, "ru", ROWS(rows));
}

static void
kazakh_hundreds_multiply(void **state)
{
	static const struct row rows[] = {
		{ "жиырма жеті", 27, 1 },
		{ "екі жүз елу", 250, 1 },
		{ "жүз он бес миллион", 1.15e8, 1e6 },
		{ "19 млн 944 мың 726", 19944726, 1 },
		{ "үш бүтін оннан екі", 3.2, 0.1 },
		{ "екі бүтін жүзден жиырма бес", 2.25, 0.01 },
		{ "екі де тоғыз", 2.9, 0.1 },
		{ "екі жарым миллиард", 2.5e9, 5e8 },
		{ "жарты миллиард", 5e8, 5e7 },
	};
	assert_rows(*state, "kk", ROWS(rows));
}

static void
a_scaled_decimal_is_whole_to_the_last_digit(void **state)
{
	static const struct row rows[] = {
		{ "64,1 млрд", 64100000000, 1e8 },
		{ "16,9 трлн", 16900000000000, 1e11 },
		{ "8,13 миллиарда", 8130000000, 1e7 },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct number got;
		const struct bench *b = *state;
		assert_true(number_read(b->normalizer->lexicon, STR("ru"),
		    str_c(rows[i].words), COMMA_DECIMAL, &got));
		assert_true(got.value - rows[i].value == 0);
	}
	assert_true(number_tidy(2.5) > 2.4 && number_tidy(2.5) < 2.6);
}

static void
two_numbers_in_a_row_are_apart(void **state)
{
	struct number got;
	const struct bench *b = *state;
	assert_true(number_read(b->normalizer->lexicon, STR("kk"),
	    STR("үш төрт"), COMMA_DECIMAL, &got));
	assert_true(got.apart);
	assert_real(got.first, 3);
	assert_real(got.value, 4);
}

static void
a_comma_groups_where_it_is_said(void **state)
{
	struct number got;
	const struct bench *b = *state;
	assert_true(number_read(b->normalizer->lexicon, STR("en"),
	    STR("635,000"), COMMA_GROUPS, &got));
	assert_real(got.value, 635000);
}

static void
nonsense_is_no_number(void **state)
{
	static const char *const words[] = { "", "и", "тенге", "5 6",
		"пять две", "12345678901234567890123", "5 млн 2 млрд",
		"целых пять", "1,2,3", "три целых" };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_number(*state, "ru", words[i]))
			fail_msg("%s", words[i]);
}

static void
every_eighth_is_an_eighth(void **state)
{
	struct number got;
	const struct bench *b = *state;
	assert_true(number_read(b->normalizer->lexicon, STR("ru"),
	    STR("каждый восьмой"), COMMA_DECIMAL, &got));
	assert_real(got.value, 0.125);
	assert_true(number_read(b->normalizer->lexicon, STR("kk"),
	    STR("әрбір бесінші"), COMMA_DECIMAL, &got));
	assert_real(got.value, 0.2);
	assert_false(number_read(b->normalizer->lexicon, STR("ru"),
	    STR("восьмой"), COMMA_DECIMAL, &got));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_keep_their_groups_and_decimals),
		cmocka_unit_test(scales_multiply_and_add),
		cmocka_unit_test(russian_words_add_up),
		cmocka_unit_test(kazakh_hundreds_multiply),
		cmocka_unit_test(a_scaled_decimal_is_whole_to_the_last_digit),
		cmocka_unit_test(two_numbers_in_a_row_are_apart),
		cmocka_unit_test(a_comma_groups_where_it_is_said),
		cmocka_unit_test(nonsense_is_no_number),
		cmocka_unit_test(every_eighth_is_an_eighth),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
