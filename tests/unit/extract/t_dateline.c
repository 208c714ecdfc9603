#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "extract/dateline.h"
#include "tests/unit/extract/tools.h"

/* The date beside the article in lines; one that begins with "+" is kept. */
static const char *
found(const struct tools *t, const char *lines, const char *title)
{
	struct passages p = { .n = 0 };
	struct str rest = str_c(lines);
	struct str line;
	char *out = arena_alloc(t->arena, CLOCK_TEXT_MAX);
	while (str_cut(&rest, '\n', &line)) {
		const bool kept = str_starts(line, STR("+"));
		struct passage *one =
		    passages_add(t->arena, &p, str_from(line, kept));
		one->kept = kept;
	}
	const int64_t at = dateline_find(t->dates, t->arena, &p, str_c(title),
	    clock_parse(STR("2026-03-01"), 0));
	clock_date(at, out);
	return out;
}

static void
the_date_between_headline_and_text_comes_first(void **state)
{
	assert_string_equal(found(*state,
				"1 марта 2026\nПлан готов\n28.01.2026\n590\n"
				"+Текст\n27.01.2026",
				"План готов"),
	    "2026-01-28");
}

static void
then_the_one_just_above_the_headline(void **state)
{
	assert_string_equal(found(*state,
				"28.01.2026\nРаздел\nПлан готов\n+Текст\n"
				"27.01.2026",
				"План готов"),
	    "2026-01-28");
}

static void
then_the_one_below_the_article(void **state)
{
	assert_string_equal(found(*state, "План готов\n+Текст\nКим\n28.01.2026",
				"План готов"),
	    "2026-01-28");
}

static void
a_date_far_above_is_the_page_headers(void **state)
{
	assert_string_equal(found(*state,
				"1 марта 2026\na\nb\nc\nПлан готов\n+Текст",
				"План готов"),
	    "");
}

static void
a_date_to_come_is_none(void **state)
{
	assert_string_equal(found(*state, "План готов\n28.01.2027\n+Текст",
				"План готов"),
	    "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_date_between_headline_and_text_comes_first),
		cmocka_unit_test(then_the_one_just_above_the_headline),
		cmocka_unit_test(then_the_one_below_the_article),
		cmocka_unit_test(a_date_far_above_is_the_page_headers),
		cmocka_unit_test(a_date_to_come_is_none),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
