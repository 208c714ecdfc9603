#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

/* The lemma of what 12 пайыз is of behind some words. */
static struct str
subject(struct bench *b, const char *before)
{
	bench_text(b, "kk",
	    arena_printf(b->arena, "%s 12 пайыз болды.", before).s);
	struct mention *m = bench_mention(b, "percent.after", "12 пайыз");
	bench_capture(b, m, "number", "12");
	bench_capture(b, m, "unit", "пайыз");
	return bench_facts(b)->noun.lemma;
}

static void
the_words_right_before_are_the_subject(void **state)
{
	assert_str(subject(*state, "Елде инфляция"), "инфляция");
	assert_str(subject(*state, "Инфляция –"), "инфляция");
}

static void
a_case_ends_the_subject(void **state)
{
	assert_int_equal(subject(*state, "Қарағандыда").n, 0);
}

static void
what_was_done_is_no_subject(void **state)
{
	assert_int_equal(subject(*state, "Елге келтірілген").n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_words_right_before_are_the_subject),
		cmocka_unit_test(a_case_ends_the_subject),
		cmocka_unit_test(what_was_done_is_no_subject),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
