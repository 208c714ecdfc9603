#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/stretch.h"
#include "tests/unit/extract/tools.h"

/* Passages of the given values; a note where it is not NOTE_NONE. */
static struct block_range
find(const struct tools *t, const double *values,
    const enum passage_note *notes, size_t n)
{
	struct passages p = { .n = 0 };
	for (size_t i = 0; i < n; i++) {
		struct passage *one = passages_add(t->arena, &p, STR("x"));
		one->value = values[i];
		one->note = notes == NULL ? NOTE_NONE : notes[i];
	}
	return stretch_find(&p, stretch_sums(t->arena, &p),
	    (struct block_range){ 0, n });
}

#define N(a) (sizeof(a) / sizeof((a)[0]))

static void
edges_of_junk_are_trimmed(void **state)
{
	const double v[] = { -5, -5, 100, -3, 80, -8, -8 };
	const struct block_range r = find(*state, v, NULL, N(v));
	assert_int_equal(r.first, 2);
	assert_int_equal(r.past, 5);
}

static void
good_text_far_from_the_article_stays_out(void **state)
{
	const double v[] = { 40, -20, -20, -20, 300, 200 };
	const struct block_range r = find(*state, v, NULL, N(v));
	assert_int_equal(r.first, 4);
	assert_int_equal(r.past, 6);
}

static void
what_readers_wrote_is_cut(void **state)
{
	const double v[] = { 300, -60, 500, 500 };
	const enum passage_note n[] = { NOTE_NONE, NOTE_END, NOTE_NONE,
		NOTE_NONE };
	assert_int_equal(find(*state, v, n, N(v)).past, 1);
}

/* "Comments (3)" under the headline is a link to them. */
static void
a_link_to_what_readers_wrote_cuts_no_long_text(void **state)
{
	const struct tools *t = *state;
	const double v[] = { 200, -60, 900, 1400 };
	struct passages p = { .n = 0 };
	for (size_t i = 0; i < N(v); i++)
		passages_add(t->arena, &p, STR("x"))->value = v[i];
	p.v[1].note = NOTE_END;
	p.v[1].linked = 1;
	const struct block_range all = { 0, p.n };
	assert_int_equal(stretch_find(&p, stretch_sums(t->arena, &p), all).past,
	    4);
	p.v[3].value = 100;
	assert_int_equal(stretch_find(&p, stretch_sums(t->arena, &p), all).past,
	    1);
}

static void
a_list_of_other_articles_cuts_when_it_ends_the_page(void **state)
{
	const enum passage_note n[] = { NOTE_NONE, NOTE_MORE, NOTE_NONE };
	const double little[] = { 300, -15, 100 };
	const double much[] = { 300, -15, 400 };
	assert_int_equal(find(*state, little, n, N(n)).past, 1);
	assert_int_equal(find(*state, much, n, N(n)).past, 3);
}

static void
a_head_before_any_text_cuts_nothing(void **state)
{
	const double v[] = { -60, 300 };
	const enum passage_note n[] = { NOTE_END, NOTE_NONE };
	assert_int_equal(find(*state, v, n, N(v)).past, 2);
}

static void
nothing_good_is_nothing(void **state)
{
	const double v[] = { -1, -2 };
	const struct block_range r = find(*state, v, NULL, N(v));
	assert_int_equal(r.first, r.past);
	assert_int_equal(find(*state, v, NULL, 0).past, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edges_of_junk_are_trimmed),
		cmocka_unit_test(good_text_far_from_the_article_stays_out),
		cmocka_unit_test(what_readers_wrote_is_cut),
		cmocka_unit_test(
		    a_link_to_what_readers_wrote_cuts_no_long_text),
		cmocka_unit_test(
		    a_list_of_other_articles_cuts_when_it_ends_the_page),
		cmocka_unit_test(a_head_before_any_text_cuts_nothing),
		cmocka_unit_test(nothing_good_is_nothing),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
