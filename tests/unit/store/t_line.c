#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/line.h"

#define POINTS_MAX 16
#define DAY        86400

/* What one page says, in short: its source is a letter, the order of the
 * rows is the order of the days. */
struct page {
	double value;
	double high;   /* 0: the value alone */
	double from;   /* 0: no change stated */
	int authority; /* 0: 50 */
	int story;     /* 0: its own */
	int lane;
	char source;
	bool undated;
	bool plan;
};

static struct line_point
point_of(const struct page *p, size_t nth)
{
	const double none = (double)NAN;
	const double from = p->from > 0 ? p->from : none;
	return (struct line_point){
		.lane = (size_t)p->lane,
		.dated = !p->undated,
		.actual = !p->plan,
		.reported = (int64_t)nth * DAY,
		.says = { .said = p->value,
		    .low = p->value,
		    .high = p->high > 0 ? p->high : p->value },
		.from = { .said = from, .low = from, .high = from },
		.source = p->source,
		.story = p->story > 0 ? p->story : 100 + (int64_t)nth,
		.authority = p->authority > 0 ? p->authority : 50,
	};
}

/* One letter a status, in the order of the enum. */
static const char letters[] = "LrpsxuA";

static void
walk_gives(const struct page *pages, size_t n, bool stock, const char *want)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct line_point points[POINTS_MAX];
	const struct line_rule rule = { .stock = stock,
		.window = (int64_t)5 * DAY };
	char got[POINTS_MAX + 1] = "";
	for (size_t i = 0; i < n; i++)
		points[i] = point_of(&pages[i], i);
	line_walk(a, points, n, &rule);
	for (size_t i = 0; i < n; i++)
		got[i] = letters[points[i].status];
	assert_string_equal(got, want);
	arena_free(a);
}

#define SAY(s, v)                                                              \
	{                                                                      \
		.source = (s), .value = (v)                                    \
	}
#define SAY_AND(s, v, ...)                                                     \
	{                                                                      \
		.source = (s), .value = (v), __VA_ARGS__                       \
	}

#define STOCK_GIVES(pages, want)                                               \
	walk_gives(pages, sizeof(pages) / sizeof(*(pages)), true, want)
#define RATE_GIVES(pages, want)                                                \
	walk_gives(pages, sizeof(pages) / sizeof(*(pages)), false, want)

static void
a_stated_change_moves_the_line_once_and_the_old_number_is_stale(void **state)
{
	static const struct page pages[] = { SAY('A', 27), SAY('B', 27),
		SAY_AND('A', 20, .from = 27), SAY('C', 20), SAY('B', 27),
		SAY('A', 20) };
	(void)state;
	STOCK_GIVES(pages, "LrLrsr");
}

static void
a_stray_number_between_is_one_change_not_four(void **state)
{
	static const struct page pages[] = { SAY('A', 27), SAY('B', 27),
		SAY('C', 20), SAY('D', 20), SAY('B', 27), SAY('E', 21),
		SAY('A', 20) };
	(void)state;
	STOCK_GIVES(pages, "LrLrsxr");
}

static void
a_new_number_that_is_taken_back_is_a_contradiction(void **state)
{
	static const struct page pages[] = { SAY('A', 27), SAY('B', 20),
		SAY('A', 27) };
	(void)state;
	STOCK_GIVES(pages, "Lxr");
}

static void
one_confirmed_later_moves_the_line_from_its_first_day(void **state)
{
	static const struct page pages[] = { SAY('A', 27), SAY('B', 20),
		SAY('C', 27), SAY('E', 21), SAY('D', 20), SAY('C', 27) };
	(void)state;
	STOCK_GIVES(pages, "LLsxrs");
}

static void
a_source_that_takes_its_own_number_back_was_wrong(void **state)
{
	static const struct page own[] = { SAY('A', 20), SAY('A', 21),
		SAY('A', 20) };
	static const struct page other[] = { SAY('A', 27), SAY('A', 20),
		SAY('B', 27) };
	(void)state;
	STOCK_GIVES(own, "Lxr");
	STOCK_GIVES(other, "LLs");
}

static void
the_newest_number_stands_until_somebody_takes_it_back(void **state)
{
	static const struct page pages[] = { SAY('A', 27), SAY('B', 20) };
	(void)state;
	STOCK_GIVES(pages, "LL");
}

static void
less_authority_does_not_move_the_line_and_more_does(void **state)
{
	static const struct page less[] = { SAY_AND('A', 27, .authority = 90),
		SAY('B', 20), SAY('C', 20) };
	static const struct page more[] = { SAY('A', 27),
		SAY_AND('S', 20, .authority = 90), SAY('B', 27) };
	(void)state;
	STOCK_GIVES(less, "Lxx");
	STOCK_GIVES(more, "LLs");
}

static void
a_stated_change_needs_no_authority(void **state)
{
	static const struct page pages[] = { SAY_AND('A', 27, .authority = 90),
		SAY_AND('B', 20, .from = 27) };
	(void)state;
	STOCK_GIVES(pages, "LL");
}

static void
a_stated_change_from_before_a_stray_number_counts(void **state)
{
	static const struct page pages[] = { SAY('A', 27), SAY('B', 21),
		SAY_AND('A', 20, .from = 27), SAY('B', 27) };
	(void)state;
	STOCK_GIVES(pages, "LxLs");
}

static void
a_stated_former_value_is_old_though_never_seen(void **state)
{
	static const struct page pages[] = { SAY_AND('A', 20, .from = 27),
		SAY('B', 27), SAY('C', 20) };
	(void)state;
	STOCK_GIVES(pages, "Lsr");
}

static void
reprints_of_one_story_neither_repeat_nor_confirm(void **state)
{
	static const struct page pages[] = { SAY('A', 27),
		SAY_AND('B', 20, .story = 7), SAY_AND('C', 20, .story = 7),
		SAY('D', 27) };
	(void)state;
	STOCK_GIVES(pages, "Lxpr");
}

static void
intervals_that_overlap_do_not_differ(void **state)
{
	static const struct page pages[] = { SAY_AND('A', 1250000,
						 .high = 1350000),
		SAY('B', 1312000), SAY_AND('C', 1250000, .high = 1350000),
		SAY_AND('D', 1350000, .high = 1450000) };
	(void)state;
	STOCK_GIVES(pages, "LrrL");
}

static void
the_narrower_value_stays_when_both_meet(void **state)
{
	static const struct page pages[] = { SAY_AND('A', 20, .high = 1000),
		SAY('B', 27), SAY('C', 30) };
	(void)state;
	STOCK_GIVES(pages, "LrL");
}

static void
pages_without_a_date_never_move_the_line(void **state)
{
	static const struct page seeds[] = { SAY('A', 20),
		SAY_AND('B', 27, .undated = true),
		SAY_AND('C', 20, .from = 27, .undated = true) };
	static const struct page alone[] = { SAY_AND('A', 20, .undated = true),
		SAY_AND('B', 27, .undated = true) };
	static const struct page newer[] = { SAY('A', 27),
		SAY_AND('B', 20, .undated = true) };
	(void)state;
	STOCK_GIVES(seeds, "Lsr");
	STOCK_GIVES(alone, "uu");
	STOCK_GIVES(newer, "Lu");
}

static void
plans_and_denials_stand_aside(void **state)
{
	static const struct page pages[] = { SAY('A', 27),
		SAY_AND('B', 15, .plan = true), SAY('C', 27) };
	(void)state;
	STOCK_GIVES(pages, "LAr");
}

static void
lanes_do_not_see_each_other(void **state)
{
	static const struct page pages[] = { SAY('A', 27),
		SAY_AND('B', 40, .lane = 2015), SAY('C', 27),
		SAY_AND('D', 40, .lane = 2015) };
	(void)state;
	STOCK_GIVES(pages, "LLrr");
}

static void
a_rate_may_come_back_to_an_old_value(void **state)
{
	static const struct page own[] = { SAY('A', 12), SAY('A', 14),
		SAY('A', 12) };
	static const struct page lagging[] = { SAY('A', 12), SAY('A', 14),
		SAY('B', 12) };
	static const struct page later[] = { SAY('A', 12), SAY('A', 14),
		SAY('A', 14), SAY('A', 14), SAY('A', 14), SAY('A', 14),
		SAY('A', 14), SAY('A', 14), SAY('B', 12) };
	(void)state;
	RATE_GIVES(own, "LLL");
	RATE_GIVES(lagging, "LLs");
	RATE_GIVES(later, "LLrrrrrrL");
}

static void
what_goes_with_a_point_is_told(void **state)
{
	static const struct page pages[] = { SAY('A', 27),
		SAY_AND('A', 20, .from = 27), SAY('B', 27), SAY('C', 20) };
	struct line_point points[4];
	const struct line_rule rule = { .stock = true };
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	for (size_t i = 0; i < 4; i++)
		points[i] = point_of(&pages[i], i);
	line_walk(a, points, 4, &rule);
	assert_true(points[0].other == LINE_NOBODY);
	assert_int_equal(points[1].other, 0);
	assert_int_equal(points[2].other, 1);
	assert_int_equal(points[3].other, 1);
	arena_free(a);
}

/* The lists of former values and doubts are bounded; a long quarrel must
 * neither overrun them nor take long. */
static void
a_long_quarrel_ends(void **state)
{
	enum {
		MANY = 50000
	};
	struct arena *a = arena_new((size_t)256 << 20);
	struct line_point *points = calloc(MANY, sizeof(*points));
	const struct line_rule rule = { .stock = true };
	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		struct page p = { .source = (char)('A' + i % 7),
			.value = (double)(i % 3 == 0 ? 1 : i) };
		points[i] = point_of(&p, i);
	}
	line_walk(a, points, MANY, &rule);
	for (size_t i = 0; i < MANY; i++)
		assert_true(
		    points[i].other == LINE_NOBODY || points[i].other < MANY);
	free(points);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_stated_change_moves_the_line_once_and_the_old_number_is_stale),
		cmocka_unit_test(a_stray_number_between_is_one_change_not_four),
		cmocka_unit_test(
		    a_new_number_that_is_taken_back_is_a_contradiction),
		cmocka_unit_test(
		    one_confirmed_later_moves_the_line_from_its_first_day),
		cmocka_unit_test(
		    a_source_that_takes_its_own_number_back_was_wrong),
		cmocka_unit_test(
		    the_newest_number_stands_until_somebody_takes_it_back),
		cmocka_unit_test(
		    less_authority_does_not_move_the_line_and_more_does),
		cmocka_unit_test(a_stated_change_needs_no_authority),
		cmocka_unit_test(
		    a_stated_change_from_before_a_stray_number_counts),
		cmocka_unit_test(
		    a_stated_former_value_is_old_though_never_seen),
		cmocka_unit_test(
		    reprints_of_one_story_neither_repeat_nor_confirm),
		cmocka_unit_test(intervals_that_overlap_do_not_differ),
		cmocka_unit_test(the_narrower_value_stays_when_both_meet),
		cmocka_unit_test(pages_without_a_date_never_move_the_line),
		cmocka_unit_test(plans_and_denials_stand_aside),
		cmocka_unit_test(lanes_do_not_see_each_other),
		cmocka_unit_test(a_rate_may_come_back_to_an_old_value),
		cmocka_unit_test(what_goes_with_a_point_is_told),
		cmocka_unit_test(a_long_quarrel_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
