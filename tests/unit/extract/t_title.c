#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/title.h"
#include "tests/unit/extract/tools.h"

static struct str
choose(const struct tools *t, const char *html, const char *said,
    const char *site)
{
	const struct dom dom = tools_tree(t, html);
	const struct str all[] = { STR_NONE, str_c(said) };
	const struct titles titles = { .said = all,
		.n = 2,
		.sitename = str_c(site) };
	struct blocks blocks;
	blocks_read(t->arena, &dom, &blocks);
	return title_choose(t->arena, &dom, &blocks.passages, &titles);
}

static void
a_heading_that_agrees_wins(void **state)
{
	assert_str(choose(*state,
		       "<h1>Новости</h1><h2>Города получат новый план "
		       "развития</h2>",
		       "Города получат новый план развития - Сайт.kz", NULL),
	    "Города получат новый план развития");
}

static void
the_sites_part_goes(void **state)
{
	assert_str(choose(*state, "", "Города получат план | Сайт.kz", NULL),
	    "Города получат план");
	assert_str(choose(*state, "",
		       "Города получат план — новости Казахстана и мира",
		       "Новости Казахстана и мира"),
	    "Города получат план");
	assert_str(choose(*state, "", "Сайт - Города получат план", "Сайт"),
	    "Города получат план");
	assert_str(choose(*state, "", "Города получат план - Экономика - Сайт",
		       NULL),
	    "Города получат план");
}

static void
a_dash_within_the_headline_stays(void **state)
{
	assert_str(choose(*state, "",
		       "Работа есть - но её не хватает на всех жителей города",
		       NULL),
	    "Работа есть - но её не хватает на всех жителей города");
}

static void
the_part_that_the_page_shows_is_the_headline(void **state)
{
	assert_str(choose(*state, "<b>Завод снова даёт металл</b>",
		       "Городская газета :: Завод снова даёт металл", NULL),
	    "Завод снова даёт металл");
}

/* A page whose Open Graph and JSON-LD titles are given. */
static struct str
choose_of_two(const struct tools *t, const char *html, const char *og,
    const char *jsonld)
{
	const struct dom dom = tools_tree(t, html);
	const struct str all[] = { str_c(og), str_c(jsonld), STR_NONE };
	const struct titles titles = { .said = all,
		.n = 3,
		.sitename = STR("Сайт") };
	struct blocks blocks;
	blocks_read(t->arena, &dom, &blocks);
	return title_choose(t->arena, &dom, &blocks.passages, &titles);
}

static void
two_sources_that_agree_win_over_a_heading(void **state)
{
	assert_str(choose_of_two(*state, "<h1>Завод даёт металл</h1>",
		       "После ремонта: завод снова даёт металл - Сайт",
		       "После ремонта: завод снова даёт металл - Сайт"),
	    "После ремонта: завод снова даёт металл");
	/* A short end stays when both write it and it is not the site. */
	assert_str(choose_of_two(*state, "",
		       "Завод закрыт до весны - и снова без денег",
		       "Завод закрыт до весны - и снова без денег"),
	    "Завод закрыт до весны - и снова без денег");
	assert_str(choose_of_two(*state, "<h1>Завод снова даёт металл</h1>",
		       "Завод снова даёт металл", "Металл дают снова"),
	    "Завод снова даёт металл");
}

static void
a_long_site_name_behind_the_heading_goes(void **state)
{
	assert_str(choose(*state, "<h1>Школа закрыта</h1>",
		       "Школа закрыта - Новая городская газета Степного края",
		       NULL),
	    "Школа закрыта");
	assert_str(choose_of_two(*state,
		       "<h1>Порт: Паром вернулся в Курык</h1>",
		       "Порт: Паром вернулся в Курык - Сайт.kz",
		       "Порт: Паром вернулся в Курык - Сайт.kz"),
	    "Порт: Паром вернулся в Курык");
	/* The name may stand in front, and be a heading, too. */
	assert_str(choose(*state,
		       "<h1>Городская газета</h1><h2>Школа закрыта</h2>",
		       "Городская газета - Школа закрыта", "Городская газета"),
	    "Школа закрыта");
}

static void
a_kicker_is_no_part_of_the_headline(void **state)
{
	assert_str(choose(*state,
		       "<h1><span>Промышленность:</span> Завод снова даёт "
		       "металл</h1>",
		       "Завод снова даёт металл | Сайт", NULL),
	    "Завод снова даёт металл");
}

static void
a_silent_page_is_titled_by_its_heading(void **state)
{
	assert_str(choose(*state, "<h1>План <i>готов</i></h1>", NULL, NULL),
	    "План готов");
	assert_null(choose(*state, "<p>x", NULL, NULL).s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_heading_that_agrees_wins),
		cmocka_unit_test(the_sites_part_goes),
		cmocka_unit_test(a_dash_within_the_headline_stays),
		cmocka_unit_test(the_part_that_the_page_shows_is_the_headline),
		cmocka_unit_test(two_sources_that_agree_win_over_a_heading),
		cmocka_unit_test(a_long_site_name_behind_the_heading_goes),
		cmocka_unit_test(a_kicker_is_no_part_of_the_headline),
		cmocka_unit_test(a_silent_page_is_titled_by_its_heading),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
