#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/score.h"
#include "tests/unit/extract/prose.h"
#include "tests/unit/extract/tools.h"

static double
value_of(const char *text, enum passage_kind kind, double linked)
{
	const struct passage p = { .text = str_c(text),
		.kind = kind,
		.size = plain_measure(str_c(text)),
		.linked = linked };
	return score_passage(&p);
}

static void
prose_is_worth_its_length(void **state)
{
	(void)state;
	assert_true(value_of(ONE, PASSAGE_PARAGRAPH, 0) > 80);
	assert_true(value_of(ONE, PASSAGE_PARAGRAPH, 0.4) <
	    value_of(ONE, PASSAGE_PARAGRAPH, 0));
	assert_true(value_of("Да, это так.", PASSAGE_PARAGRAPH, 0) > 0);
}

static void
scraps_and_links_cost(void **state)
{
	(void)state;
	assert_true(value_of("12:45", PASSAGE_PARAGRAPH, 0) < 0);
	assert_true(value_of("Главная", PASSAGE_PARAGRAPH, 1) < 0);
	assert_true(value_of(ONE, PASSAGE_PARAGRAPH, 1) < 0);
	assert_true(value_of("Подзаголовок", PASSAGE_HEADING, 0) > -5);
}

/* The value of the first passage of a page. */
static double
first_value(const struct tools *t, const char *html)
{
	const struct dom dom = tools_tree(t, html);
	struct blocks b;
	blocks_read(t->arena, &dom, &b);
	score_blocks(t->furniture, t->arena, &dom, &b);
	return b.passages.v[0].value;
}

static void
good_text_in_marked_elements_costs(void **state)
{
	const char *more = "<p>" TWO "</p><p>" THREE "</p><p>" TWO "</p>";
	const struct tools *t = *state;
	const char *html[] = {
		"<div class=comments><p>" ONE "</p></div>",
		"<aside><p>" ONE "</p></aside>",
		"<div style='display:none'><p>" ONE "</p></div>",
		"<div id=sidebar-left><p>" ONE "</p></div>",
	};
	for (size_t i = 0; i < sizeof(html) / sizeof(html[0]); i++)
		assert_true(
		    first_value(t,
			arena_printf(t->arena, "%s%s", html[i], more).s) < 0);
	assert_true(
	    first_value(t, arena_printf(t->arena, "<p>" ONE "</p>%s", more).s) >
	    0);
}

static void
a_mark_on_a_third_of_the_text_is_void(void **state)
{
	assert_true(first_value(*state,
			"<div class=promo><p>" ONE "</p><p>" TWO
			"</p></div><p>" THREE "</p>") > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prose_is_worth_its_length),
		cmocka_unit_test(scraps_and_links_cost),
		cmocka_unit_test(good_text_in_marked_elements_costs),
		cmocka_unit_test(a_mark_on_a_third_of_the_text_is_void),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
