#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "store/claims.h"

static void
add(struct claims *c, const char *lemma, const char *unit, double value,
    int64_t reading)
{
	static int64_t facts;
	facts++;
	const struct claimed x = {
		.lemma = str_c(lemma),
		.kind = STR("count"),
		.unit = str_c(unit),
		.value = value,
		.fact = facts,
		.reading = reading,
	};
	claims_add(c, &x);
}

static void
figures_pages_and_values_are_counted(void **state)
{
	struct claims *c = claims_new();
	(void)state;
	add(c, "театр", NULL, 20, 1);
	add(c, "театр", NULL, 20, 1);
	add(c, "театр", NULL, -3, 2);
	claims_rank(c);
	const struct claim *got = claims_get(c, 0);
	assert_non_null(got);
	assert_true(str_is(got->lemma, "театр"));
	assert_null(got->unit.s);
	assert_int_equal(got->figures, 3);
	assert_int_equal(got->pages, 2);
	assert_int_equal(got->values, 2);
	assert_true(got->least < 0);
	assert_true(got->most > 19);
	assert_null(claims_get(c, 1));
	claims_free(c);
}

static void
what_stands_on_most_pages_comes_first(void **state)
{
	struct claims *c = claims_new();
	(void)state;
	add(c, "рынок", NULL, 1, 1);
	add(c, "рынок", NULL, 2, 1);
	add(c, "рынок", NULL, 3, 1);
	add(c, "мост", NULL, 1, 1);
	add(c, "мост", NULL, 1, 2);
	add(c, "вокзал", NULL, 1, 2);
	claims_rank(c);
	assert_true(str_is(claims_get(c, 0)->lemma, "мост"));
	assert_true(str_is(claims_get(c, 1)->lemma, "рынок"));
	assert_true(str_is(claims_get(c, 2)->lemma, "вокзал"));
	claims_free(c);
}

static void
another_unit_is_another_claim(void **state)
{
	struct claims *c = claims_new();
	(void)state;
	add(c, "дорога", "km", 5, 1);
	add(c, "дорога", NULL, 5, 1);
	add(c, "дорога", "", 5, 1);
	claims_rank(c);
	assert_non_null(claims_get(c, 2));
	assert_null(claims_get(c, 3));
	claims_free(c);
}

static void
a_great_many_are_kept_apart(void **state)
{
	char lemma[16];
	struct claims *c = claims_new();
	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		for (int i = 0; i < 5000; i++) {
			(void)snprintf(lemma, sizeof(lemma), "w%d", i);
			add(c, lemma, NULL, turn, turn + 1);
		}
	}
	claims_rank(c);
	for (size_t i = 0; i < 5000; i++) {
		assert_int_equal(claims_get(c, i)->pages, 2);
		assert_int_equal(claims_get(c, i)->values, 2);
	}
	assert_null(claims_get(c, 5000));
	claims_free(c);
}

static void
nothing_ranks_to_nothing(void **state)
{
	struct claims *c = claims_new();
	(void)state;
	claims_rank(c);
	assert_null(claims_get(c, 0));
	claims_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_pages_and_values_are_counted),
		cmocka_unit_test(what_stands_on_most_pages_comes_first),
		cmocka_unit_test(another_unit_is_another_claim),
		cmocka_unit_test(a_great_many_are_kept_apart),
		cmocka_unit_test(nothing_ranks_to_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
