#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/blocks.h"
#include "tests/unit/extract/tools.h"

/* The passages of a page, each as "kind:text", joined by newlines. */
static struct str
passages_of(const struct tools *t, const char *html)
{
	const struct dom dom = tools_tree(t, html);
	struct blocks blocks;
	struct buf b;
	blocks_read(t->arena, &dom, &blocks);
	buf_init(&b, 100000);
	for (size_t i = 0; i < blocks.passages.n; i++) {
		const struct passage *p = &blocks.passages.v[i];
		buf_printf(&b, "%s%.*s:%.*s", i > 0 ? "\n" : "",
		    STR_ARG(passage_kind_name(p->kind)), STR_ARG(p->text));
	}
	const struct str all = arena_str(t->arena, buf_view(&b));
	buf_free(&b);
	return all;
}

static void
blocks_and_line_breaks_part_passages(void **state)
{
	assert_str(passages_of(*state,
		       "<div>a <a>b</a><p>c</p>d<br>e<hr>f</div>"
		       "<h2>g</h2><ul><li>h<li><p>i</p></ul>"
		       "<blockquote><p>j</blockquote>"),
	    "paragraph:a b\nparagraph:c\nparagraph:d\nparagraph:e\n"
	    "paragraph:f\nheading:g\nitem:h\nitem:i\nquote:j");
}

static void
preformatted_lines_stay_lines(void **state)
{
	assert_str(passages_of(*state, "<pre>a b\nc\n\n d</pre>"),
	    "paragraph:a b\nparagraph:c\nparagraph:d");
}

static void
small_table_rows_become_one_passage(void **state)
{
	assert_str(passages_of(*state,
		       "<table><tr><th>Год<th>Доля<tr><td>2024<td><p>29 %"
		       "</p></table>"),
	    "row:Год | Доля\nrow:2024 | 29 %");
}

static void
a_table_that_lays_out_a_page_is_no_row(void **state)
{
	assert_str(passages_of(*state,
		       "<table><tr><td>меню<td><p>a</p><p>b</p></table>"),
	    "paragraph:меню\nparagraph:a\nparagraph:b");
}

static void
links_are_weighed(void **state)
{
	const struct tools *t = *state;
	const struct dom dom = tools_tree(t, "<p>ab<a>cd</a></p>");
	struct blocks b;
	blocks_read(t->arena, &dom, &b);
	assert_int_equal(b.passages.n, 1);
	assert_true(
	    b.passages.v[0].linked > 0.49 && b.passages.v[0].linked < 0.51);
}

static void
elements_know_their_passages(void **state)
{
	const struct tools *t = *state;
	const struct dom dom =
	    tools_tree(t, "<p>a</p><div>b<p>c</p>d</div><p>e</p>");
	struct blocks b;
	blocks_read(t->arena, &dom, &b);
	const struct node *div = node_find(dom.root, TAG_DIV);
	assert_int_equal(b.of[div->index].first, 1);
	assert_int_equal(b.of[div->index].past, 4);
	assert_int_equal(b.of[dom.root->index].first, 0);
	assert_int_equal(b.of[dom.root->index].past, 5);
}

static void
rows_take_their_cells_ranges(void **state)
{
	const struct tools *t = *state;
	const struct dom dom =
	    tools_tree(t, "<table><tr><td>a<td>b<tr><td>c<td>d</table><p>e");
	struct blocks b;
	blocks_read(t->arena, &dom, &b);
	for (const struct node *n = dom.root; n != NULL;
	     n = node_after(dom.root, n)) {
		const struct block_range r = b.of[n->index];
		assert_true(r.first <= r.past);
		assert_true(r.past <= b.passages.n);
	}
}

static void
a_very_long_text_is_cut_between_letters(void **state)
{
	const struct tools *t = *state;
	const struct str text = tools_repeat(t, "ж", 700000);
	const struct dom dom = tools_tree(t, text.s);
	struct blocks b;
	blocks_read(t->arena, &dom, &b);
	assert_int_equal(b.passages.n, 2);
	assert_int_equal(b.passages.v[0].size.runes +
		b.passages.v[1].size.runes,
	    700000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_and_line_breaks_part_passages),
		cmocka_unit_test(preformatted_lines_stay_lines),
		cmocka_unit_test(small_table_rows_become_one_passage),
		cmocka_unit_test(a_table_that_lays_out_a_page_is_no_row),
		cmocka_unit_test(links_are_weighed),
		cmocka_unit_test(elements_know_their_passages),
		cmocka_unit_test(rows_take_their_cells_ranges),
		cmocka_unit_test(a_very_long_text_is_cut_between_letters),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
