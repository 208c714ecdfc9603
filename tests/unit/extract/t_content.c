#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/content.h"
#include "tests/unit/extract/prose.h"
#include "tests/unit/extract/tools.h"

#define MENU "<ul class=x><li><a>Главная</a><li><a>Экономика</a></ul>"

/* The kept passages of a page, joined by newlines; its first <h1> is the
 * headline when it shall have one. */
static struct str
kept_of(const struct tools *t, const char *html, bool headed)
{
	const struct dom dom = tools_tree(t, html);
	struct blocks blocks;
	struct buf b;
	blocks_read(t->arena, &dom, &blocks);
	for (size_t i = blocks.passages.n; headed && i-- > 0;)
		if (blocks.passages.v[i].kind == PASSAGE_HEADING)
			blocks.headline = i;
	score_blocks(t->furniture, t->arena, &dom, &blocks);
	content_choose(t->arena, &dom, &blocks);
	buf_init(&b, 100000);
	for (size_t i = 0; i < blocks.passages.n; i++) {
		const struct passage *p = &blocks.passages.v[i];
		if (p->kept)
			buf_printf(&b, "%s%.*s", b.n > 0 ? "\n" : "",
			    STR_ARG(p->text));
	}
	const struct str all =
	    arena_str(t->arena, b.n > 0 ? buf_view(&b) : STR(""));
	buf_free(&b);
	return all;
}

static struct str
kept(const struct tools *t, const char *html)
{
	return kept_of(t, html, false);
}

static struct str
kept_under(const struct tools *t, const char *html)
{
	return kept_of(t, html, true);
}

static void
the_article_stays_and_the_menu_goes(void **state)
{
	assert_str(kept(*state,
		       MENU "<div><h1>Моногорода получат план</h1><p>" ONE
			    "</p><p>" TWO "</p></div>" MENU),
	    ONE "\n" TWO);
}

static void
a_lead_beside_the_body_is_taken_in(void **state)
{
	assert_str(kept(*state,
		       "<div><div class=lead>" ONE "</div><div><p>" TWO
		       "</p><p>" THREE "</p></div></div>"),
	    ONE "\n" TWO "\n" THREE);
}

static void
lines_parted_by_breaks_are_an_article_too(void **state)
{
	assert_str(kept(*state,
		       "<table><tr><td>" MENU "<td>" ONE "<br><br>" TWO
		       "<br>" THREE "</table>"),
	    ONE "\n" TWO "\n" THREE);
}

static void
captions_and_read_also_lines_go(void **state)
{
	assert_str(kept(*state,
		       "<div><p>" ONE "</p><figure><img><figcaption>" TWO
		       "</figcaption></figure><p>Фото: пресс-служба</p>"
		       "<p>Читайте также: <a>Другая новость</a></p><p>" THREE
		       "</p></div>"),
	    ONE "\n" THREE);
}

static void
subheadings_stand_in_their_place(void **state)
{
	assert_str(kept(*state,
		       "<div><p>" ONE "</p><h2>Что дальше</h2><p>" TWO
		       "</p></div>"),
	    ONE "\nЧто дальше\n" TWO);
}

static void
comments_are_cut_off(void **state)
{
	assert_str(kept(*state,
		       "<div><p>" ONE "</p><p>" TWO "</p><p>" THREE
		       "</p><h3>Комментарии</h3><p>" ONE "</p><p>" TWO
		       "</p></div>"),
	    ONE "\n" TWO "\n" THREE);
}

static void
a_page_of_links_has_no_article(void **state)
{
	assert_str(kept(*state, MENU MENU MENU), "");
	assert_str(kept(*state, ""), "");
}

static void
what_follows_in_another_element_goes(void **state)
{
	assert_str(kept(*state,
		       "<main><div class=text><p>" ONE "</p><p>" TWO
		       "</p><p>" THREE "</p><p>" ONE "</p><p>" TWO
		       "</p></div><div class=who><p>" THREE
		       "</p></div></main>"),
	    ONE "\n" TWO "\n" THREE "\n" ONE "\n" TWO);
}

static void
a_tail_of_short_lines_stays_in_its_element(void **state)
{
	assert_str(kept(*state,
		       "<main><div class=text><p>" ONE "</p><p>" TWO
		       "</p><p>3 мая - Абай</p><ul><li>5 мая - Курмет</ul>"
		       "</div><div class=more><p>Вход</p></div></main>"),
	    ONE "\n" TWO "\n3 мая - Абай\n5 мая - Курмет");
}

static void
a_list_of_lines_is_no_byline(void **state)
{
#define DAY(n) "<p>" n " мая - Абай</p>"
	assert_str(kept(*state,
		       "<main><div class=text>" DAY("1") DAY("2") DAY("3")
			   DAY("4") DAY("5") "<p>" ONE "</p></div></main>"),
	    ONE);
	assert_str(kept_under(*state,
		       "<main><div class=text><h1>План</h1>" DAY("1")
			   DAY("2") "<p>" ONE "</p></div></main>"),
	    ONE);
	assert_str(kept_under(*state,
		       "<main><div class=text><h1>План</h1>" DAY("1") DAY("2")
			   DAY("3") DAY("4") DAY("5") "<p>" ONE
						      "</p></div></main>"),
	    "1 мая - Абай\n2 мая - Абай\n3 мая - Абай\n4 мая - Абай\n"
	    "5 мая - Абай\n" ONE);
}

static void
labels_between_the_paragraphs_go(void **state)
{
	assert_str(kept(*state,
		       "<div class=text><p>" ONE
		       "</p><div class=ad><div>Объявление "
		       "сбоку</div></div><p>" TWO "</p></div>"),
	    ONE "\n" TWO);
}

#define PART(text) "<div class=x><div class=text><p>" text "</div></div>"

static void
a_marked_part_of_the_bodys_look_stays(void **state)
{
	assert_str(kept(*state,
		       "<main>" PART(ONE) "<section class=promo>" PART(
			   TWO) "</section>" PART(THREE) PART(ONE) "</main>"),
	    ONE "\n" TWO "\n" THREE "\n" ONE);
	assert_str(kept(*state,
		       "<main>" PART(ONE) "<section class=promo><p>" TWO
					  "</section>" PART(THREE)
					      PART(ONE) "</main>"),
	    ONE "\n" THREE "\n" ONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_article_stays_and_the_menu_goes),
		cmocka_unit_test(a_lead_beside_the_body_is_taken_in),
		cmocka_unit_test(lines_parted_by_breaks_are_an_article_too),
		cmocka_unit_test(captions_and_read_also_lines_go),
		cmocka_unit_test(subheadings_stand_in_their_place),
		cmocka_unit_test(comments_are_cut_off),
		cmocka_unit_test(a_page_of_links_has_no_article),
		cmocka_unit_test(what_follows_in_another_element_goes),
		cmocka_unit_test(a_tail_of_short_lines_stays_in_its_element),
		cmocka_unit_test(a_list_of_lines_is_no_byline),
		cmocka_unit_test(labels_between_the_paragraphs_go),
		cmocka_unit_test(a_marked_part_of_the_bodys_look_stays),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
