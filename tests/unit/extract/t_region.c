#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/region.h"
#include "tests/unit/extract/tools.h"

#define LINE                                                                   \
	"<p>In the north the road stayed closed for a second day, so lorries " \
	"waited at the bridge, and drivers were given tea by the village.</p>"
#define OTHER                                                                  \
	"<p>A museum opens in spring, its rooms will show maps, and guides "   \
	"are being trained now, as the town hall has told us today.</p>"

/* How many passages keep a value above 0, of which the headline is the first
 * passage of the page. */
static size_t
good_passages(const struct tools *t, const char *html)
{
	const struct dom dom = tools_tree(t, html);
	struct blocks b;
	size_t good = 0;
	blocks_read(t->arena, &dom, &b);
	b.headline = 0;
	for (size_t i = 0; i < b.passages.n; i++)
		b.passages.v[i].value = score_passage(&b.passages.v[i]);
	region_judge(t->furniture, t->arena, &dom, &b);
	for (size_t i = 0; i < b.passages.n; i++)
		good += b.passages.v[i].value > 0;
	return good;
}

static void
marked_elements_lose_their_value(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE LINE LINE
			     "<div class=sidebar>" OTHER "</div>"),
	    3);
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE LINE LINE
			     "<div hidden>" OTHER "</div>"),
	    3);
}

static void
a_mark_is_void_for_what_holds_much_together(void **state)
{
	/* Each holds a fifth only; all of one look are the article. */
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>"
			     "<div class='part-promo n1'>" LINE "</div>"
			     "<div class='part-promo n2'>" LINE "</div>"
			     "<div class='part-promo n3'>" LINE "</div>"
			     "<div class='part-promo n4'>" LINE "</div>"
			     "<div class=sidebar>" OTHER "</div>"),
	    4);
}

static void
what_readers_wrote_is_never_spared(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE LINE LINE
			     "<div class=comments>" OTHER OTHER OTHER OTHER
				 OTHER OTHER OTHER "</div>"),
	    3);
	/* Before any text it is no more than a name. */
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>"
			     "<div class=comment>" LINE LINE LINE "</div>"),
	    3);
}

static void
asides_are_never_taken_together(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE LINE LINE LINE
			     "<aside>" OTHER "</aside><aside>" OTHER "</aside>"
			     "<aside>" OTHER "</aside>"),
	    4);
}

static void
an_aside_that_is_called_one_is_never_spared(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE "<aside>" OTHER OTHER
			     "</aside>"),
	    3);
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE
			     "<aside class=sidebar>" OTHER OTHER "</aside>"),
	    1);
}

static void
pictures_and_boxes_say_so_in_their_class(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE LINE LINE LINE
			     "<div class=photo-carousel>" OTHER "</div>"
			     "<div class=factbox>" OTHER "</div>"),
	    4);
}

static void
parts_that_react_sends_late_are_text(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<h1>Road closed</h1>" LINE LINE LINE
			     "<div hidden id='S:1'>" LINE "</div>"),
	    4);
}

static void
an_article_beside_that_of_the_headline_is_another(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<article><h1>Road closed</h1>" LINE LINE LINE
			     "</article><article><h2>Museum</h2>" OTHER OTHER
			     "</article>"),
	    3);
	/* With little in the first, it is no more than a box. */
	assert_int_equal(good_passages(*state,
			     "<article><h1>Road closed</h1></article>"
			     "<article>" OTHER OTHER "</article>"),
	    2);
}

static void
articles_within_the_article_may_be_its_entries(void **state)
{
	assert_int_equal(good_passages(*state,
			     "<article><h1>Live: road closed</h1>" LINE LINE
			     "<article class=entry>" OTHER "</article>"
			     "<article class=entry>" OTHER "</article>"
			     "</article>"),
	    4);
	assert_int_equal(good_passages(*state,
			     "<article><h1>Road closed</h1>" LINE LINE LINE LINE
			     "<article class=box>" OTHER
			     "</article></article>"),
	    4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marked_elements_lose_their_value),
		cmocka_unit_test(a_mark_is_void_for_what_holds_much_together),
		cmocka_unit_test(what_readers_wrote_is_never_spared),
		cmocka_unit_test(asides_are_never_taken_together),
		cmocka_unit_test(an_aside_that_is_called_one_is_never_spared),
		cmocka_unit_test(pictures_and_boxes_say_so_in_their_class),
		cmocka_unit_test(parts_that_react_sends_late_are_text),
		cmocka_unit_test(
		    an_article_beside_that_of_the_headline_is_another),
		cmocka_unit_test(
		    articles_within_the_article_may_be_its_entries),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
