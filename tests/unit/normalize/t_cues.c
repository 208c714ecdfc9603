#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static const struct fact *
with_cue(struct bench *b, const char *rule, const char *cue)
{
	char text[256];
	(void)snprintf(text, sizeof(text), "Там %s 15 школ.", cue);
	bench_text(b, "ru", arena_cstr(b->arena, str_c(text)));
	struct mention *m = bench_mention(b, rule, cue);
	bench_capture(b, m, "who", cue);
	m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	return bench_facts(b);
}

static void
a_plan_is_not_a_fact_yet(void **state)
{
	assert_str(with_cue(*state, "cue.plan", "построят")->modality, "plan");
	assert_str(with_cue(*state, "cue.forecast", "ждут")->modality,
	    "forecast");
}

static void
without_a_cue_it_is_actual(void **state)
{
	assert_str(with_cue(*state, "frame.level", "есть")->modality, "actual");
	assert_str(with_cue(*state, "cue.strange", "есть")->modality, "actual");
}

static void
who_says_it_is_kept(void **state)
{
	assert_str(with_cue(*state, "speaker.data", "Иванова")->speaker,
	    "Иванова");
	assert_int_equal(with_cue(*state, "cue.plan", "построят")->speaker.n,
	    0);
}

static void
a_body_is_named_in_the_nominative(void **state)
{
	assert_str(with_cue(*state, "speaker.data", "Министерства труда")
		       ->speaker,
	    "Министерство труда");
	assert_str(with_cue(*state, "speaker.data", "Национального банка")
		       ->speaker,
	    "Национальный банк");
}

static void
a_name_that_is_not_known_stays_as_written(void **state)
{
	assert_str(with_cue(*state, "speaker.data", "Ольги Ким")->speaker,
	    "Ольги Ким");
	assert_str(with_cue(*state, "speaker.data", "актив")->speaker, "актив");
}

static void
kazakh_speakers_lose_the_genitive(void **state)
{
	struct bench *b = *state;
	bench_text(b, "kk", "Асқар Мұсаның айтуынша, 15 мектеп бар.");
	struct mention *m =
	    bench_mention(b, "speaker.data", "Асқар Мұсаның айтуынша");
	bench_capture(b, m, "who", "Асқар Мұсаның");
	m = bench_mention(b, "count.noun", "15 мектеп");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "мектеп");
	assert_str(bench_facts(b)->speaker, "Асқар Мұса");
}

static void
a_forecast_is_asked_before_a_verb_in_the_future(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "По прогнозу, выпуск вырастет на 15 школ.");
	(void)bench_mention(b, "cue.forecast", "прогнозу");
	(void)bench_mention(b, "cue.future", "вырастет");
	struct mention *m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	assert_str(bench_facts(b)->modality, "forecast");
}

static void
what_a_clause_has_told_is_no_plan(void **state)
{
	struct bench *b = *state;
	bench_text(b, "kk", "15 мектеп көшті, тағы 30-ы қосылады.");
	struct mention *m = bench_mention(b, "count.noun", "15 мектеп");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "мектеп");
	m = bench_mention(b, "count.partitive", "30-ы");
	bench_capture(b, m, "number", "30");
	(void)bench_mention(b, "cue.future", "қосылады");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].modality, "actual");
	assert_str(f[1].modality, "plan");
}

static void
what_is_done_is_no_plan_of_the_next_clause(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Введено 14 школ, ещё 6 объектов сдадут.");
	(void)bench_mention(b, "cue.done", "Введено");
	struct mention *m = bench_mention(b, "count.noun", "14 школ");
	bench_capture(b, m, "number", "14");
	bench_capture(b, m, "noun", "школ");
	m = bench_mention(b, "count.noun", "6 объектов");
	bench_capture(b, m, "number", "6");
	bench_capture(b, m, "noun", "объектов");
	(void)bench_mention(b, "cue.future", "сдадут");
	const struct fact *f = bench_facts(b);
	assert_str(f[0].modality, "actual");
	assert_str(f[1].modality, "plan");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_is_not_a_fact_yet),
		cmocka_unit_test(without_a_cue_it_is_actual),
		cmocka_unit_test(who_says_it_is_kept),
		cmocka_unit_test(a_body_is_named_in_the_nominative),
		cmocka_unit_test(a_name_that_is_not_known_stays_as_written),
		cmocka_unit_test(kazakh_speakers_lose_the_genitive),
		cmocka_unit_test(
		    a_forecast_is_asked_before_a_verb_in_the_future),
		cmocka_unit_test(what_a_clause_has_told_is_no_plan),
		cmocka_unit_test(what_is_done_is_no_plan_of_the_next_clause),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
