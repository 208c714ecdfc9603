#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static void
a_pair_becomes_two_facts_of_one_change(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Число моногородов сократили с 27 до 20.");
	struct mention *m = bench_mention(b, "count.change_noun", "27 до 20");
	bench_capture(b, m, "from", "27");
	bench_capture(b, m, "to", "20");
	bench_capture(b, m, "noun", "моногородов");
	const struct fact *f = bench_facts(b);
	assert_int_equal(b->doc.nfacts, 2);
	assert_real(f[0].value, 27);
	assert_real(f[1].value, 20);
	assert_str(f[0].change.role, "from");
	assert_str(f[1].change.role, "to");
	assert_str(f[1].change.direction, "down");
	assert_true(str_eq(f[0].change.group, f[1].change.group));
	assert_str(f[0].noun.lemma, "моногород");
	assert_str(f[0].surface, "27");
}

static void
what_is_no_number_is_left_out(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Школа и дом.");
	struct mention *m = bench_mention(b, "count.noun", "Школа");
	bench_capture(b, m, "number", "Школа");
	bench_capture(b, m, "noun", "дом");
	(void)bench_facts(b);
	assert_int_equal(b->doc.nfacts, 0);
	assert_true(b->doc.has_facts);
	assert_false(b->doc.has_mentions);
}

static void
a_mention_without_captures_is_left_out(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Всего 5 школ.");
	(void)bench_mention(b, "count.noun", "5 школ");
	(void)bench_mention(b, "money.range", "5 школ");
	(void)bench_mention(b, "strange.rule", "5 школ");
	(void)bench_facts(b);
	assert_int_equal(b->doc.nfacts, 0);
}

static void
a_range_may_be_of_one_value_and_never_runs_backwards(void **state)
{
	static const struct {
		const char *low;
		const char *high;
		size_t facts;
	} rows[] = {
		{ "4", "6", 1 },
		{ "6", "6", 1 },
		{ "7", "6", 0 },
	};
	struct bench *b = *state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bench_text(b, "ru", "От 4, 6 или 7 до 6 школ.");
		struct mention *m =
		    bench_mention(b, "count.range", "до 6 школ");
		bench_capture(b, m, "low", rows[i].low);
		bench_capture(b, m, "high", rows[i].high);
		bench_capture(b, m, "noun", "школ");
		const struct fact *f = bench_facts(b);
		assert_int_equal(b->doc.nfacts, rows[i].facts);
		if (rows[i].facts == 0)
			continue;
		assert_str(f[0].bound, "range");
		assert_real(f[0].low, *rows[i].low - '0');
		assert_real(f[0].high, *rows[i].high - '0');
	}
}

static void
a_minus_makes_the_value_negative(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Индекс составил −4,2%.");
	struct mention *m = bench_mention(b, "percent.after", "4,2%");
	bench_capture(b, m, "number", "4,2");
	bench_capture(b, m, "unit", "%");
	bench_capture(b, m, "sign_", "−");
	assert_real(-bench_facts(b)[0].value, 4.2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pair_becomes_two_facts_of_one_change),
		cmocka_unit_test(what_is_no_number_is_left_out),
		cmocka_unit_test(a_mention_without_captures_is_left_out),
		cmocka_unit_test(
		    a_range_may_be_of_one_value_and_never_runs_backwards),
		cmocka_unit_test(a_minus_makes_the_value_negative),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
