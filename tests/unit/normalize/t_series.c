#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/series.h"
#include "tests/unit/normalize/tools.h"

static const char *
series_name(const struct bench *b, struct fact f, const char *noun,
    const char *sentence)
{
	struct err err = { .reason = "" };
	struct series *s = NULL;
	assert_int_equal(series_load(b->config, b->arena, &s, &err), RC_OK);
	const struct series_words words = {
		.noun = str_c(noun),
		.sentence = str_c(sentence),
		.passage = arena_printf(b->arena,
		    "в стране есть моногорода. %s", sentence),
	};
	const struct str code = series_of(s, &f, &words);
	series_free(s);
	return code.s == NULL ? "" : arena_cstr(b->arena, code);
}

static void
kind_noun_and_value_decide(void **state)
{
	struct fact f = fact_empty();
	f.kind = STR("count");
	f.value = 27;
	assert_string_equal(series_name(*state, f, "моногородов моногород",
				"в стране 27 моногородов"),
	    "monotown.count");
	f.value = 4000;
	assert_string_equal(series_name(*state, f, "моногородов моногород",
				"в стране 4000 моногородов"),
	    "");
	f.value = 27;
	f.kind = STR("money");
	assert_string_equal(series_name(*state, f, "моногородов моногород",
				"в стране 27 моногородов"),
	    "");
}

static void
the_sentence_must_fit_too(void **state)
{
	struct fact f = fact_empty();
	f.kind = STR("count");
	f.value = 1.4e6;
	assert_string_equal(series_name(*state, f, "человек человек",
				"в моногородах живут 1,4 млн человек"),
	    "monotown.population");
	f.value = 1.4e4;
	assert_string_equal(series_name(*state, f, "человек человек",
				"на рынках заняты 14 тыс. человек"),
	    "");
}

static void
a_passage_counts_where_the_indicator_follows(void **state)
{
	struct fact f = fact_empty();
	f.kind = STR("count");
	f.value = 1.4e6;
	assert_string_equal(series_name(*state, f, "человек человек",
				"в них живут 1,4 млн человек"),
	    "monotown.population");
	f.kind = STR("percent");
	f.unit = STR("%");
	f.value = 12;
	assert_string_equal(series_name(*state, f, "", "в них живут 12%"), "");
}

static void
a_difference_belongs_to_no_stock(void **state)
{
	struct fact f = fact_empty();
	f.kind = STR("count");
	f.value = 27;
	f.change.role = STR("by");
	assert_string_equal(series_name(*state, f, "моногородов моногород",
				"стало на 27 моногородов меньше"),
	    "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kind_noun_and_value_decide),
		cmocka_unit_test(the_sentence_must_fit_too),
		cmocka_unit_test(a_passage_counts_where_the_indicator_follows),
		cmocka_unit_test(a_difference_belongs_to_no_stock),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
