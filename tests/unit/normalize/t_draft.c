#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/draft.h"
#include "tests/unit/normalize/tools.h"

static struct draft
draft_over(struct bench *b, const char *lang, const char *text)
{
	struct draft d = { .normalizer = b->normalizer,
		.arena = b->arena,
		.doc = &b->doc };
	bench_text(b, lang, text);
	text_init(&d.text, b->arena, b->doc.text);
	return d;
}

static void
a_capture_that_is_not_there_is_no_words(void **state)
{
	struct bench *b = *state;
	const struct draft d = draft_over(b, "ru", "Есть 27 ШКОЛ.");
	struct mention *m = bench_mention(b, "count.noun", "27 ШКОЛ");
	bench_capture(b, m, "noun", "ШКОЛ");
	assert_str(draft_words(&d, m, "noun"), "школ");
	assert_null(draft_words(&d, m, "unit").s);
	assert_null(draft_capture(m, "unit"));
}

static void
a_rule_is_its_kind_and_a_word(void **state)
{
	(void)state;
	assert_true(draft_is(STR("count.elided_verb"), "count"));
	assert_false(draft_is(STR("counter.noun"), "count"));
	assert_str(draft_rule_word(STR("count.elided_verb")), "elided_verb");
	assert_int_equal(draft_rule_word(STR("count")).n, 0);
}

static void
a_word_is_asked_in_its_language_then_in_any(void **state)
{
	struct bench *b = *state;
	const struct draft d = draft_over(b, "en", "5");
	const struct lexeme *l = draft_find(&d, "currency", STR("тенге"));
	assert_non_null(l);
	assert_str(l->code.v, "KZT");
	assert_null(draft_find(&d, "currency", STR("школа")));
}

static void
the_first_comma_or_bracket_parts_two_places(void **state)
{
	const struct draft d =
	    draft_over(*state, "ru", "Это 5,4 и ё, да (нет).");
	assert_int_equal(draft_parting(&d, 0, 22), 11);
	assert_int_equal(draft_parting(&d, 12, 22), 16);
	assert_int_equal(draft_parting(&d, 17, 22), 22);
	assert_false(draft_parted(&d, 0, 10));
	assert_true(draft_parted(&d, 0, 13));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_capture_that_is_not_there_is_no_words),
		cmocka_unit_test(a_rule_is_its_kind_and_a_word),
		cmocka_unit_test(a_word_is_asked_in_its_language_then_in_any),
		cmocka_unit_test(the_first_comma_or_bracket_parts_two_places),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
