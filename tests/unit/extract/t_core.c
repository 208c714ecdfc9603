#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/core.h"
#include "tests/unit/extract/tools.h"

#define TEN  "десять раз по десять "
#define TEXT TEN TEN TEN TEN TEN

struct given {
	struct blocks blocks;
	struct core core;
};

/* The places of a page's passages; those of TEXT are kept and good. */
static struct given
places(const struct tools *t, const char *html)
{
	struct given g;
	const struct dom dom = tools_tree(t, html);
	blocks_read(t->arena, &dom, &g.blocks);
	for (size_t i = 0; i < g.blocks.passages.n; i++) {
		struct passage *p = &g.blocks.passages.v[i];
		p->kept = str_starts(p->text, STR(TEN));
		p->value = p->kept ? (double)p->size.runes : -8;
	}
	core_find(t->arena, &dom, &g.blocks, &g.core);
	return g;
}

static void
lists_and_quotes_stand_where_their_paragraphs_do(void **state)
{
	const struct given g = places(*state,
	    "<div class=a><p>" TEXT "<ul><li>один<li>два</ul>"
	    "<blockquote><p>слово</blockquote><table><tr><td>1<td>2</table>"
	    "</div><div class=b><p>чужое</div>");
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(g.core.place[i], PLACE_HOME);
	assert_int_equal(g.core.place[5], PLACE_STRANGE);
	assert_int_equal(g.core.first, 0);
	assert_int_equal(g.core.past, 1);
}

static void
a_cell_of_a_layout_is_a_home_of_its_own(void **state)
{
	const struct given g = places(*state,
	    "<table><tr><td class=a><p>" TEXT
	    "<p>конец<td class=b><p>меню<p>опрос</table>");
	assert_int_equal(g.core.place[1], PLACE_HOME);
	assert_int_equal(g.core.place[2], PLACE_STRANGE);
}

static void
elements_of_one_look_are_one_body(void **state)
{
	const struct given g = places(*state,
	    "<main><div class='part n1'><p>" TEXT
	    "</div><div class='part n2'><p>" TEXT
	    "</div><div class='part n3'><p>конец</div></main>");
	assert_int_equal(g.core.place[2], PLACE_HOME);
	assert_int_equal(g.core.past, 2);
	const struct given h = places(*state,
	    "<article><div><div class=p><p>" TEXT
	    "</div></div></article><article><div><div class=p><p>чужое"
	    "</div></div></article>");
	assert_int_equal(h.core.place[1], PLACE_LIKE);
}

static void
a_look_of_little_text_is_a_guest(void **state)
{
	const struct given g = places(*state,
	    "<div class=a><p>" TEXT "<p>" TEXT "<p>" TEXT "<p>" TEXT "<p>" TEXT
	    "</div><div class=b><p>" TEXT "</div>");
	assert_int_equal(g.core.place[4], PLACE_HOME);
	assert_int_equal(g.core.place[5], PLACE_GUEST);
	assert_int_equal(g.core.past, 5);
}

static void
nothing_good_has_no_core(void **state)
{
	struct given g = places(*state, "<p>меню<p>поиск");
	assert_int_equal(g.core.first, g.core.past);
	g = places(*state, "");
	assert_int_equal(g.core.first, g.core.past);
}

static void
a_wider_core_reaches_to_what_is_kept_since(void **state)
{
	struct given g = places(*state,
	    "<div><p>" TEXT "<p>конец наступил, сказал он.</div>");
	assert_int_equal(g.core.past, 1);
	g.blocks.passages.v[1].kept = true;
	g.blocks.passages.v[1].value = 10;
	core_widen(&g.blocks, &g.core);
	assert_int_equal(g.core.past, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    lists_and_quotes_stand_where_their_paragraphs_do),
		cmocka_unit_test(a_cell_of_a_layout_is_a_home_of_its_own),
		cmocka_unit_test(elements_of_one_look_are_one_body),
		cmocka_unit_test(a_look_of_little_text_is_a_guest),
		cmocka_unit_test(nothing_good_has_no_core),
		cmocka_unit_test(a_wider_core_reaches_to_what_is_kept_since),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
