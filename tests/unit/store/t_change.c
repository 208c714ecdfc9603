#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "store/change.h"

static struct figure
figure(double value)
{
	return (struct figure){ .value = value,
		.low = value,
		.high = value,
		.bound = STR("exact") };
}

/* A figure of source 1 that the line judged so. */
static struct observation
said(double value, enum line_status status, size_t other)
{
	return (struct observation){
		.figure = figure(value),
		.former = figure((double)NAN),
		.modality = STR("actual"),
		.period_basis = STR("published"),
		.source = 1,
		.document = (int64_t)other + 100,
		.version = 1,
		.status = status,
		.other = other,
	};
}

static struct observation
states(double former, double value, enum line_status status, size_t other)
{
	struct observation o = said(value, status, other);
	o.former = figure(former);
	return o;
}

/* The kinds told of each figure, OR-ed, and what the last change says. */
static void
assert_told(struct observation *v, size_t n, const unsigned kinds[],
    const char *last)
{
	struct arena *a = arena_new((size_t)1 << 20);
	const struct observations seen = { .v = v, .n = n };
	struct change_list all;
	changes_of(a, &seen, &all);
	for (size_t i = 0; i < n; i++) {
		unsigned told = 0;
		for (size_t k = 0; k < all.n; k++)
			if (all.v[k].said == &v[i])
				told |= (unsigned)all.v[k].kind;
		assert_int_equal(told, kinds[i]);
	}
	if (last != NULL) {
		assert_true(all.n > 0);
		const struct str text = change_text(a, &all.v[all.n - 1]);
		assert_string_equal(arena_cstr(a, text), last);
	}
	arena_free(a);
}

static void
a_line_that_begins_is_no_change_and_one_that_moves_is(void **state)
{
	struct observation v[] = {
		said(27, LINE_MOVED, LINE_NOBODY),
		said(27, LINE_REPEAT, 0),
		said(27, LINE_REPRINT, 0),
		said(20, LINE_MOVED, 0),
	};
	(void)state;
	assert_told(v, 4, (unsigned[]){ 0, 0, 0, CHANGE_MOVED }, "27 -> 20");
}

static void
old_numbers_and_other_ones_are_told_apart(void **state)
{
	struct observation v[] = {
		said(20, LINE_MOVED, LINE_NOBODY),
		said(27, LINE_STALE, 0),
		said(21, LINE_CONTRADICTION, 0),
		said(19, LINE_UNDATED, 0),
		said(18, LINE_ASIDE, LINE_NOBODY),
	};
	(void)state;
	assert_told(v, 2, (unsigned[]){ 0, CHANGE_STALE }, "27 again, now 20");
	assert_told(v, 5,
	    (unsigned[]){ 0, CHANGE_STALE, CHANGE_CONTRADICTION, 0, 0 },
	    "21 beside 20");
}

static void
a_stated_change_is_told_once_when_no_page_showed_it(void **state)
{
	struct observation unseen[] = {
		states(27, 20, LINE_MOVED, LINE_NOBODY),
		states(27, 20, LINE_REPEAT, 0),
	};
	struct observation seen[] = {
		said(27, LINE_MOVED, LINE_NOBODY),
		states(27, 20, LINE_MOVED, 0),
		states(27, 20, LINE_REPEAT, 1),
	};
	(void)state;
	assert_told(unseen, 2, (unsigned[]){ CHANGE_STATED, 0 }, "27 -> 20");
	assert_told(seen, 3, (unsigned[]){ 0, CHANGE_MOVED, 0 }, "27 -> 20");
}

static void
a_move_from_another_value_than_the_text_says_is_both(void **state)
{
	struct observation v[] = {
		said(24, LINE_MOVED, LINE_NOBODY),
		states(22, 20, LINE_MOVED, 0),
	};
	(void)state;
	assert_told(v, 2, (unsigned[]){ 0, CHANGE_MOVED | CHANGE_STATED },
	    "22 -> 20");
}

static struct observation
of_2024(double value, enum line_status status, size_t other, int64_t source)
{
	struct observation o = said(value, status, other);
	o.period_basis = STR("text");
	o.period_from = STR("2024-01-01");
	o.period_until = STR("2025-01-01");
	o.source = source;
	return o;
}

static void
who_moves_the_own_value_of_a_period_revises_it(void **state)
{
	struct observation v[] = {
		of_2024(1000, LINE_MOVED, LINE_NOBODY, 1),
		of_2024(1100, LINE_MOVED, 0, 1),
		of_2024(1200, LINE_MOVED, 1, 2),
	};
	(void)state;
	assert_told(v, 3, (unsigned[]){ 0, CHANGE_REVISION, CHANGE_MOVED },
	    "1100 -> 1200");
}

static void
an_edit_and_a_plan_are_told_beside_the_line(void **state)
{
	struct observation v[] = {
		said(23, LINE_MOVED, LINE_NOBODY),
		said(24, LINE_MOVED, 0),
		of_2024(18, LINE_ASIDE, LINE_NOBODY, 1),
		of_2024(20, LINE_MOVED, LINE_NOBODY, 1),
	};
	(void)state;
	v[0].document = v[1].document = 7;
	v[1].version = 2;
	v[2].modality = STR("plan");
	assert_told(v, 4,
	    (unsigned[]){ 0, CHANGE_MOVED | CHANGE_EDITED, CHANGE_PLAN, 0 },
	    "18 meant, now 20");
}

static void
every_kind_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (unsigned kind = 1; kind <= CHANGE_ALL; kind <<= 1)
		assert_int_equal(change_kind_named(
				     change_kind_name((enum change_kind)kind)),
		    kind);
	assert_int_equal(change_kind_named(STR("changed")), CHANGE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_line_that_begins_is_no_change_and_one_that_moves_is),
		cmocka_unit_test(old_numbers_and_other_ones_are_told_apart),
		cmocka_unit_test(
		    a_stated_change_is_told_once_when_no_page_showed_it),
		cmocka_unit_test(
		    a_move_from_another_value_than_the_text_says_is_both),
		cmocka_unit_test(
		    who_moves_the_own_value_of_a_period_revises_it),
		cmocka_unit_test(an_edit_and_a_plan_are_told_beside_the_line),
		cmocka_unit_test(every_kind_has_a_name_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
