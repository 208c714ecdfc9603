#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/draft.h"
#include "normalize/lemmas.h"
#include "tests/unit/normalize/tools.h"

static void
assert_lemma(struct bench *b, const char *lang, const char *phrase,
    const char *want)
{
	const struct draft d = { .normalizer = b->normalizer,
		.arena = b->arena,
		.doc = &b->doc };
	assert_str(lemmas_of(&d, str_c(lang), str_c(phrase)), want);
}

static void
nouns_get_their_dictionary_form(void **state)
{
	assert_lemma(*state, "ru", "моногородов", "моногород");
	assert_lemma(*state, "ru", "рабочих мест", "рабочее место");
	assert_lemma(*state, "ru", "градообразующих предприятиях",
	    "предприятие");
	assert_lemma(*state, "ru", "электростанций", "электростанция");
	assert_lemma(*state, "ru", "ставку", "ставка");
	assert_lemma(*state, "ru", "цен", "цена");
	assert_lemma(*state, "ru", "безработных", "безработный");
	assert_lemma(*state, "kk", "моноқала", "моноқала");
	assert_lemma(*state, "kk", "мектепке", "мектеп");
}

static void
a_kazakh_possessive_comes_off(void **state)
{
	assert_lemma(*state, "kk", "өнеркәсіп өндірісі", "өндіріс");
	assert_lemma(*state, "kk", "қазақстан азаматы", "азамат");
	assert_lemma(*state, "kk", "сауда орталығы", "орталық");
	assert_lemma(*state, "kk", "спорт алаңы", "алаң");
	assert_lemma(*state, "kk", "еңбек нарығында", "нарық");
	assert_lemma(*state, "kk", "қаласы", "қала");
	assert_lemma(*state, "kk", "халқы", "халық");
}

static void
a_kazakh_noun_that_only_looks_possessed_stays(void **state)
{
	assert_lemma(*state, "kk", "мектеп оқушысы", "оқушы");
	assert_lemma(*state, "kk", "жылқы", "жылқы");
	assert_lemma(*state, "kk", "жалақы", "жалақы");
	assert_lemma(*state, "kk", "жүргізуші", "жүргізуші");
}

static void
an_unknown_subject_stays_as_it_is(void **state)
{
	struct bench *b = *state;
	const struct draft d = { .normalizer = b->normalizer,
		.arena = b->arena,
		.doc = &b->doc };
	assert_str(lemmas_of_subject(&d, STR("ru"), STR("зудои")), "зудои");
	assert_str(lemmas_of_subject(&d, STR("ru"), STR("цены")), "цена");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nouns_get_their_dictionary_form),
		cmocka_unit_test(a_kazakh_possessive_comes_off),
		cmocka_unit_test(a_kazakh_noun_that_only_looks_possessed_stays),
		cmocka_unit_test(an_unknown_subject_stays_as_it_is),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
