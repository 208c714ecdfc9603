#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static void
a_hundredth_of_a_currency_is_that_currency(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Монета в 50 тиынов.");
	struct mention *m = bench_mention(b, "money.after", "50 тиынов");
	bench_capture(b, m, "number", "50");
	bench_capture(b, m, "unit", "тиынов");
	const struct fact *f = bench_facts(b);
	assert_real(f[0].value, 0.5);
	assert_str(f[0].unit, "KZT");
}

static void
an_abbreviated_unit_loses_its_full_stop(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Дали 50 долл. сразу.");
	struct mention *m = bench_mention(b, "money.after", "50 долл.");
	bench_capture(b, m, "number", "50");
	bench_capture(b, m, "unit", "долл.");
	assert_str(bench_facts(b)[0].unit, "USD");
}

static void
a_range_shares_its_scale(void **state)
{
	struct bench *b = *state;
	bench_text(b, "kk", "Бағасы 2–3 мың теңге.");
	struct mention *m = bench_mention(b, "money.range", "2–3 мың теңге");
	bench_capture(b, m, "low", "2");
	bench_capture(b, m, "high", "3 мың");
	bench_capture(b, m, "unit", "теңге");
	const struct fact *f = bench_facts(b);
	assert_real(f[0].low, 2000);
	assert_real(f[0].high, 3000);
	assert_real(f[0].value, 2500);
	assert_str(f[0].bound, "range");
}

static void
a_change_shares_its_scale_when_both_are_alike(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Рост с 10,6 до 11,2 млрд тенге.");
	struct mention *m =
	    bench_mention(b, "money.change", "10,6 до 11,2 млрд тенге");
	bench_capture(b, m, "from", "10,6");
	bench_capture(b, m, "to", "11,2 млрд");
	bench_capture(b, m, "unit", "тенге");
	assert_real(bench_facts(b)[0].value, 10.6e9);
	bench_text(b, "ru", "Рост с 500 до 1,2 тыс. тенге.");
	m = bench_mention(b, "money.change", "500 до 1,2 тыс. тенге");
	bench_capture(b, m, "from", "500");
	bench_capture(b, m, "to", "1,2 тыс.");
	bench_capture(b, m, "unit", "тенге");
	assert_real(bench_facts(b)[0].value, 500);
}

static void
an_amount_without_a_currency_takes_the_last_one(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru",
	    "Первому 368 млн рублей (около 5 млн долларов), второму 316 млн.");
	struct mention *m = bench_mention(b, "money.after", "368 млн рублей");
	bench_capture(b, m, "number", "368 млн");
	bench_capture(b, m, "unit", "рублей");
	m = bench_mention(b, "money.after", "5 млн долларов");
	bench_capture(b, m, "number", "5 млн");
	bench_capture(b, m, "unit", "долларов");
	m = bench_mention(b, "money.elided", "316 млн");
	bench_capture(b, m, "number", "316 млн");
	assert_str(bench_facts(b)[2].unit, "RUB");
}

static void
an_amount_without_any_currency_is_dropped(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Получили 316 млн.");
	struct mention *m = bench_mention(b, "money.elided", "316 млн");
	bench_capture(b, m, "number", "316 млн");
	(void)bench_facts(b);
	assert_int_equal(b->doc.nfacts, 0);
}

static void
a_third_is_a_percentage(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Это треть населения.");
	struct mention *m =
	    bench_mention(b, "percent.fraction", "треть населения");
	bench_capture(b, m, "number", "треть");
	bench_capture(b, m, "noun", "населения");
	const struct fact *f = bench_facts(b);
	assert_true(f[0].value > 33.3 && f[0].value < 33.4);
	assert_str(f[0].unit, "%");
}

static void
the_first_of_two_shares_the_scale_behind(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Освоено 8,9 из 12,4 млрд тенге.");
	struct mention *m = bench_mention(b, "money.of", "8,9");
	bench_capture(b, m, "number", "8,9");
	bench_capture(b, m, "unit", "тенге");
	m = bench_mention(b, "money.after", "12,4 млрд тенге");
	bench_capture(b, m, "number", "12,4 млрд");
	bench_capture(b, m, "unit", "тенге");
	assert_true(bench_facts(b)[0].value == 8.9e9);
}

static void
nobody_comes_a_part_of_a_time(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Цены завысив в 1,8 раза.");
	struct mention *m = bench_mention(b, "count.occasions", "1,8 раза");
	bench_capture(b, m, "number", "1,8");
	bench_capture(b, m, "noun", "раза");
	assert_str(bench_facts(b)[0].kind, "factor");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hundredth_of_a_currency_is_that_currency),
		cmocka_unit_test(an_abbreviated_unit_loses_its_full_stop),
		cmocka_unit_test(a_range_shares_its_scale),
		cmocka_unit_test(a_change_shares_its_scale_when_both_are_alike),
		cmocka_unit_test(
		    an_amount_without_a_currency_takes_the_last_one),
		cmocka_unit_test(an_amount_without_any_currency_is_dropped),
		cmocka_unit_test(a_third_is_a_percentage),
		cmocka_unit_test(the_first_of_two_shares_the_scale_behind),
		cmocka_unit_test(nobody_comes_a_part_of_a_time),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
