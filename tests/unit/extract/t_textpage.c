#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/textpage.h"
#include "tests/unit/extract/prose.h"
#include "tests/unit/extract/tools.h"

static struct textpage
page_of(const struct tools *t, const char *text)
{
	struct textpage p;
	textpage_read(t->arena, t->furniture, str_c(text), &p);
	return p;
}

/* The kept lines as "kind:text", joined by newlines. */
static struct str
kept(const struct tools *t, const char *text)
{
	const struct textpage p = page_of(t, text);
	struct buf b;
	buf_init(&b, 100000);
	for (size_t i = 0; i < p.passages.n; i++)
		if (p.passages.v[i].kept)
			buf_printf(&b, "%s%.*s:%.*s", b.n > 0 ? "\n" : "",
			    STR_ARG(passage_kind_name(p.passages.v[i].kind)),
			    STR_ARG(p.passages.v[i].text));
	const struct str all =
	    arena_str(t->arena, b.n > 0 ? buf_view(&b) : STR(""));
	buf_free(&b);
	return all;
}

static void
menus_and_tickers_go(void **state)
{
	assert_str(kept(*state,
		       "Меню\nВойти\nКурсы валют\nUSD\n516.1\nEUR\n602.0\n\n"
		       "План для моногородов\n\n" ONE "\n\n" TWO
		       "\n\n0\n0\nПоделиться\n"),
	    "paragraph:" ONE "\nparagraph:" TWO);
}

static void
headlines_behind_the_article_go(void **state)
{
	assert_str(kept(*state,
		       ONE "\n" TWO "\n" THREE
			   "\nАлматы\nВ городе открыли новую школу\nБокс\n"
			   "Почему чемпион не вышел на ринг в столице страны?\n"
			   "Погода\nСиноптики рассказали о выходных\n"),
	    "paragraph:" ONE "\nparagraph:" TWO "\nparagraph:" THREE);
}

static void
numbered_trending_lists_go(void **state)
{
	assert_str(kept(*state,
		       ONE
		       "\n" TWO
		       "\n-\n1Почему зимой самолёты обрабатывают от льда уже с "
		       "пассажирами на борту?\n-\n3925\n-\n2\n-\n37\n-\n-\n"
		       "2Ваш ребёнок играет в игры? Тогда вы должны это знать "
		       "уже сейчас.\n-\n3363\n-\n0\n-\n12\n"),
	    "paragraph:" ONE "\nparagraph:" TWO);
}

static void
comments_go_however_long(void **state)
{
	assert_str(kept(*state,
		       ONE "\n" TWO "\n" THREE "\nКомментарии (2)\n" TWO
			   "\n" THREE "\n" TWO "\n" ONE "\n"),
	    "paragraph:" ONE "\nparagraph:" TWO "\nparagraph:" THREE);
}

static void
subheads_and_items_keep_their_kinds(void **state)
{
	assert_str(kept(*state,
		       ONE
		       "\n\nЧто предлагают\n\n • Создать малые зоны на базе "
		       "заброшенных предприятий.\n 2. Расширить программу "
		       "арендного жилья, включая сёла.\n\n" TWO "\n"),
	    "paragraph:" ONE "\nheading:Что предлагают\n"
	    "item:Создать малые зоны на базе заброшенных предприятий.\n"
	    "item:Расширить программу арендного жилья, включая сёла.\n"
	    "paragraph:" TWO);
}

static void
captions_inside_go(void **state)
{
	assert_str(kept(*state, ONE "\nФото: пресс-служба\n" TWO),
	    "paragraph:" ONE "\nparagraph:" TWO);
}

static void
the_line_above_the_article_is_its_title(void **state)
{
	assert_str(page_of(*state,
		       "Новости\n28.01.2026, 18:54\n\nЗаводам дадут вторую "
		       "жизнь\n\nНовости страны 0 590\n\n" ONE "\n" TWO)
		       .title,
	    "Заводам дадут вторую жизнь");
	assert_null(page_of(*state, ONE "\n" TWO).title.s);
}

static void
numbers_at_a_line_begin_are_no_markers(void **state)
{
	const struct textpage p =
	    page_of(*state, "27 моногородов\n5.6 раза\n3) 4 завода\n* пункт");
	assert_str(p.passages.v[0].text, "27 моногородов");
	assert_str(p.passages.v[1].text, "5.6 раза");
	assert_str(p.passages.v[2].text, "3) 4 завода");
	assert_str(p.passages.v[3].text, "пункт");
}

static void
any_text_is_read(void **state)
{
	const struct tools *t = *state;
	assert_str(kept(t, ""), "");
	assert_str(kept(t, "\n\n \n"), "");
	assert_str(kept(t, tools_repeat(t, "1\n", 200000).s), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(menus_and_tickers_go),
		cmocka_unit_test(headlines_behind_the_article_go),
		cmocka_unit_test(numbered_trending_lists_go),
		cmocka_unit_test(comments_go_however_long),
		cmocka_unit_test(subheads_and_items_keep_their_kinds),
		cmocka_unit_test(captions_inside_go),
		cmocka_unit_test(the_line_above_the_article_is_its_title),
		cmocka_unit_test(numbers_at_a_line_begin_are_no_markers),
		cmocka_unit_test(any_text_is_read),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
