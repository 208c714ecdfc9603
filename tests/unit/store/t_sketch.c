#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/sketch.h"
#include "tests/unit/store/releases.h"

static struct sketch
sketched(struct arena *a, const char *text)
{
	struct sketch s;
	sketch_of(a, str_c(text), &s);
	return s;
}

static size_t
bands_common(const struct sketch *x, const struct sketch *y)
{
	size_t n = 0;
	for (size_t i = 0; i < SKETCH_BANDS; i++)
		n += x->bands[i] == y->bands[i];
	return n;
}

static bool
alike(struct arena *a, const char *x, const char *y)
{
	const struct shingles one = shingles_of(a, str_c(x));
	const struct shingles two = shingles_of(a, str_c(y));
	const bool there = shingles_alike(&one, &two);
	assert_int_equal(there, shingles_alike(&two, &one));
	return there;
}

static void
sentences_are_the_same_whatever_case_marks_and_white_space(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	const struct sketch one = sketched(a,
	    "Вчера. По данным «Қазстат», в республике 27 моногородов. Да.");
	const struct sketch two = sketched(a,
	    "ПО ДАННЫМ \"ҚАЗСТАТ\" \xc2\xa0 в республике\t27 моногородов!");
	(void)state;
	assert_int_equal(one.nsentences, 1);
	assert_int_equal(two.nsentences, 1);
	assert_true(one.sentences[0] == two.sentences[0]);
	arena_free(a);
}

static void
short_sentences_and_those_without_digits_are_no_marks(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	assert_int_equal(sketched(a, "Их 27 городов.").nsentences, 0);
	assert_int_equal(sketched(a,
			     "Министерство не ответило на наши вопросы "
			     "ни вчера, ни сегодня.")
			     .nsentences,
	    0);
	/* A point within a number ends nothing. */
	assert_int_equal(sketched(a,
			     "Урожай составил 27.5 миллиона тонн зерна, "
			     "говорят аграрии.")
			     .nsentences,
	    1);
	arena_free(a);
}

static void
a_retouched_reprint_shares_bands_and_is_alike(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	const struct sketch one = sketched(a, RELEASE);
	const struct sketch two = sketched(a, LEAD RETOUCHED);
	(void)state;
	assert_true(one.banded && two.banded);
	assert_true(bands_common(&one, &two) > 0);
	assert_true(alike(a, RELEASE, LEAD RETOUCHED));
	assert_int_equal(bands_common(&one, &one), SKETCH_BANDS);
	arena_free(a);
}

static void
another_text_of_the_same_figures_is_not_alike(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	assert_false(alike(a, RELEASE, OTHER));
	arena_free(a);
}

static void
a_bulletin_with_new_figures_is_not_alike(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	assert_true(alike(a, BULLETIN("3", "500", "590"),
	    LEAD BULLETIN("3", "500", "590")));
	assert_false(
	    alike(a, BULLETIN("3", "500", "590"), BULLETIN("4", "505", "588")));
	/* Nor when one of them is there again. */
	assert_false(
	    alike(a, BULLETIN("3", "500", "590"), BULLETIN("5", "500", "591")));
	arena_free(a);
}

static void
a_text_of_few_words_has_no_bands(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	assert_false(sketched(a, "").banded);
	assert_false(sketched(a, "Доллар стоит 500 тенге.").banded);
	assert_false(alike(a, "", ""));
	assert_false(sketched(a, "\xc2\xa0\xe2\x80\x94 ... \n\n").banded);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    sentences_are_the_same_whatever_case_marks_and_white_space),
		cmocka_unit_test(
		    short_sentences_and_those_without_digits_are_no_marks),
		cmocka_unit_test(a_retouched_reprint_shares_bands_and_is_alike),
		cmocka_unit_test(another_text_of_the_same_figures_is_not_alike),
		cmocka_unit_test(a_bulletin_with_new_figures_is_not_alike),
		cmocka_unit_test(a_text_of_few_words_has_no_bands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
