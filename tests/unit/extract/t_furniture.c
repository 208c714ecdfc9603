#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/furniture.h"
#include "tests/unit/extract/tools.h"

static void
assert_note(const struct tools *t, const char *line, enum passage_note want)
{
	const enum passage_note got =
	    furniture_note(t->furniture, t->arena, str_c(line));
	if (got != want)
		fail_msg("\"%s\": %d, want %d", line, (int)got, (int)want);
}

static void
section_heads_are_known_in_three_languages(void **state)
{
	assert_note(*state, "Комментарии", NOTE_END);
	assert_note(*state, "Комментарии (12)", NOTE_END);
	assert_note(*state, "ПІКІРЛЕР:", NOTE_END);
	assert_note(*state, "Leave a comment", NOTE_END);
	assert_note(*state, "Популярное", NOTE_MORE);
	assert_note(*state, "» Читайте также", NOTE_MORE);
	assert_note(*state, "Ең көп оқылғандар", NOTE_MORE);
	assert_note(*state, "Related stories", NOTE_MORE);
}

static void
sentences_that_begin_alike_are_none(void **state)
{
	assert_note(*state, "Комментарии эксперта о рынке нефти", NOTE_NONE);
	assert_note(*state, "Обсуждение бюджета началось в мажилисе.",
	    NOTE_NONE);
	assert_note(*state, "Популярное направление выбрали 27 %.", NOTE_NONE);
	assert_note(*state, "Фотографы сняли 20 моногородов.", NOTE_NONE);
	assert_note(*state, "", NOTE_NONE);
	assert_note(*state, "—", NOTE_NONE);
}

static void
lines_of_furniture_are_known(void **state)
{
	assert_note(*state, "Читайте также: Что стало с городом", NOTE_SKIP);
	assert_note(*state, "Оқи отырыңыз: жаңа мектеп", NOTE_SKIP);
	assert_note(*state, "Поделиться", NOTE_SKIP);
	assert_note(*state, "Подпишись на наш канал в Telegram", NOTE_SKIP);
	assert_note(*state, "Меню", NOTE_SKIP);
	assert_note(*state, "All rights reserved.", NOTE_SKIP);
}

static void
captions_are_known(void **state)
{
	assert_note(*state, "Фото: пресс-служба", NOTE_CAPTION);
	assert_note(*state, "Сурет: ашық дереккөз", NOTE_CAPTION);
	assert_note(*state, "© Агентство", NOTE_CAPTION);
}

static void
marks_are_known_by_the_beginnings_of_words(void **state)
{
	const struct tools *t = *state;
	const struct furniture *f = t->furniture;
	assert_int_equal(furniture_mark(f, STR("comments-list")), MARK_END);
	assert_int_equal(furniture_mark(f, STR("b-related_news")), MARK_JUNK);
	assert_int_equal(furniture_mark(f, STR("relatedNews")), MARK_JUNK);
	assert_int_equal(furniture_mark(f, STR("article-body")), MARK_BODY);
	assert_int_equal(furniture_mark(f, STR("text has-sidebar")), MARK_BODY);
	assert_int_equal(furniture_mark(f, STR("no-comments")), MARK_NONE);
	assert_int_equal(furniture_mark(f, STR("sidebar-has-text")), MARK_JUNK);
	assert_int_equal(furniture_mark(f, STR("article comments")), MARK_END);
	assert_int_equal(furniture_mark(f, STR("navy col-2")), MARK_NONE);
	assert_int_equal(furniture_mark(f,
			     STR("relative md:sidebar [&_nav]:m")),
	    MARK_NONE);
	assert_int_equal(furniture_mark(f, STR("wrap")), MARK_NONE);
	assert_int_equal(furniture_mark(f, STR("")), MARK_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(section_heads_are_known_in_three_languages),
		cmocka_unit_test(sentences_that_begin_alike_are_none),
		cmocka_unit_test(lines_of_furniture_are_known),
		cmocka_unit_test(captions_are_known),
		cmocka_unit_test(marks_are_known_by_the_beginnings_of_words),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
