#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/draft.h"
#include "normalize/nouns.h"
#include "tests/unit/normalize/tools.h"

static void
assert_lemma(struct bench *b, const char *lang, const char *phrase,
    const char *want)
{
	const struct draft d = { .normalizer = b->normalizer,
		.arena = b->arena,
		.doc = &b->doc };
	assert_str(nouns_lemma(&d, str_c(lang), str_c(phrase)), want);
}

static void
nouns_get_their_dictionary_form(void **state)
{
	assert_lemma(*state, "ru", "моногородов", "моногород");
	assert_lemma(*state, "ru", "рабочих мест", "рабочее место");
	assert_lemma(*state, "ru", "градообразующих предприятиях",
	    "предприятие");
	assert_lemma(*state, "ru", "электростанций", "электростанция");
	assert_lemma(*state, "kk", "моноқала", "моноқала");
	assert_lemma(*state, "kk", "мектепке", "мектеп");
}

/* The lemma of what 12,2% is of, where `before` stands before the verb. */
static struct str
subject(struct bench *b, const char *before, const char *period)
{
	bench_text(b, "ru",
	    arena_printf(b->arena, "%s %s составила 12,2%%.", before, period)
		.s);
	(void)bench_mention(b, "frame.level", "составила");
	struct mention *m;
	if (*period != '\0') {
		m = bench_mention(b, "period.year", period);
		bench_capture(b, m, "year", "2026");
	}
	m = bench_mention(b, "percent.after", "12,2%");
	bench_capture(b, m, "number", "12,2");
	bench_capture(b, m, "unit", "%");
	return bench_facts(b)->noun.lemma;
}

static void
a_percentage_is_of_the_subject(void **state)
{
	assert_str(subject(*state, "Доля", ""), "доля");
	assert_str(subject(*state, "За первый месяц доля", ""), "доля");
	assert_str(subject(*state, "Доля", "в 2026 году"), "доля");
	assert_int_equal(subject(*state, "На рынке", "").n, 0);
}

static void
a_noun_left_out_is_the_one_before(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Это шесть школ, остальные четыре закрыты.");
	struct mention *m = bench_mention(b, "count.noun", "шесть школ");
	bench_capture(b, m, "number", "шесть");
	bench_capture(b, m, "noun", "школ");
	m = bench_mention(b, "count.elided_among", "четыре");
	bench_capture(b, m, "number", "четыре");
	assert_str(bench_facts(b)[1].noun.lemma, "школа");
}

static void
a_count_of_nothing_known_is_dropped(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Остальные четыре закрыты.");
	struct mention *m = bench_mention(b, "count.elided_among", "четыре");
	bench_capture(b, m, "number", "четыре");
	(void)bench_facts(b);
	assert_int_equal(b->doc.nfacts, 0);
}

static void
a_percentage_is_of_its_verbs_subject(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru",
	    "Рост есть, а доля моногородов в выпуске составляет 36%.");
	(void)bench_mention(b, "frame.level", "составляет");
	struct mention *m = bench_mention(b, "percent.after", "36%");
	bench_capture(b, m, "number", "36");
	bench_capture(b, m, "unit", "%");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].noun.surface, "доля моногородов в выпуске");
	assert_str(f[0].noun.lemma, "доля");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_percentage_is_of_the_subject),
		cmocka_unit_test(nouns_get_their_dictionary_form),
		cmocka_unit_test(a_noun_left_out_is_the_one_before),
		cmocka_unit_test(a_count_of_nothing_known_is_dropped),
		cmocka_unit_test(a_percentage_is_of_its_verbs_subject),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
