#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/arena.h"
#include "common/pattern.h"

static struct pattern *
compiled(const char *regex, unsigned flags)
{
	struct pattern *p = NULL;
	struct err err = { 0 };
	assert_int_equal(pattern_new(str_c(regex), flags, &p, NULL, &err),
	    RC_OK);
	return p;
}

static void
groups_come_back_as_byte_offsets(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct pattern_match m;
	struct pattern *p =
	    compiled("(?<number>\\d+)\\s+(?<noun>\\pL+)|(?<none>x)", 0);
	const struct str text = STR("в 27 городах");
	assert_int_equal(pattern_find(p, text, 0, &m, &err), RC_OK);
	assert_int_equal(m.at[0], 3);
	assert_int_equal(m.at[2], 3);
	assert_int_equal(m.at[3], 5);
	assert_int_equal(m.at[5], text.n);
	assert_int_equal(pattern_find(p, text, m.at[1], &m, &err), RC_END);
	const struct pattern_groups groups = pattern_groups(p);
	assert_int_equal(groups.n, 3);
	assert_true(str_is(groups.v[0].name, "number"));
	assert_true(str_is(groups.v[2].name, "none"));
	assert_int_equal(groups.v[2].number, 3);
	pattern_free(p);
}

static void
case_is_folded_in_cyrillic_too(void **state)
{
	(void)state;
	struct pattern *p = compiled("^теңге$", PATTERN_NOCASE);
	assert_true(pattern_matches(p, STR("ТЕҢГЕ")));
	assert_false(pattern_matches(p, STR("ТЕНГЕ")));
	pattern_free(p);
}

static void
a_broken_pattern_is_named_with_its_offset(void **state)
{
	(void)state;
	struct pattern *p = NULL;
	struct err err = { 0 };
	size_t at = 0;
	assert_int_equal(pattern_new(STR("ab(c"), 0, &p, &at, &err), RC_BAD);
	assert_null(p);
	assert_int_equal(at, 4);
	assert_non_null(strstr(err.reason, "parenthes"));
}

static void
a_late_pattern_answers_as_any(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct pattern_match m;
	struct pattern *p = pattern_later(STR("(?<n>\\d+)(?=,)"), PATTERN_TIED);
	assert_int_equal(pattern_here(p, STR("1 27,"), 0, &m, &err), RC_END);
	assert_int_equal(pattern_here(p, STR("1 27,"), 2, &m, &err), RC_OK);
	assert_int_equal(m.at[3], 4);
	assert_true(str_is(pattern_groups(p).v[0].name, "n"));
	assert_true(pattern_code(p) > 0);
	pattern_free(p);
	p = pattern_later(STR("[78]"), 0);
	assert_true(pattern_matches(p, STR("7")));
	pattern_free(p);
	pattern_free(pattern_later(STR("a"), 0));
}

static void
a_late_pattern_that_is_broken_is_so_at_each_question(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct pattern_match m;
	struct pattern *p = pattern_later(STR("ab("), 0);
	assert_int_equal(pattern_find(p, STR("ab"), 0, &m, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "parenthes"));
	assert_int_equal(pattern_find(p, STR("ab"), 0, &m, &err), RC_BAD);
	assert_int_equal(pattern_groups(p).n, 0);
	assert_int_equal(pattern_code(p), 0);
	pattern_free(p);
}

static void
a_pattern_that_runs_away_is_stopped(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct pattern_match m;
	struct pattern *p = compiled("^(a+)+$", 0);
	char text[64];
	memset(text, 'a', sizeof(text));
	text[63] = 'b';
	assert_int_equal(pattern_find(p, str_n(text, 64), 0, &m, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "limit"));
	pattern_free(p);
}

static void
bytes_that_are_no_utf8_are_searched_as_bytes(void **state)
{
	(void)state;
	struct pattern *p = compiled("^/a.b", PATTERN_BYTES);
	assert_true(pattern_matches(p,
	    STR("/a\xFF"
		"b")));
	pattern_free(p);
}

static void
a_search_past_the_end_finds_nothing(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct pattern_match m;
	struct pattern *p = compiled("", 0);
	assert_int_equal(pattern_find(p, STR("ab"), 2, &m, &err), RC_OK);
	assert_int_equal(pattern_find(p, STR("ab"), 3, &m, &err), RC_END);
	assert_true(pattern_matches(p, STR_NONE));
	pattern_free(p);
}

static void
a_tied_match_begins_where_it_is_asked_or_not_at_all(void **state)
{
	struct pattern *p = NULL;
	struct pattern_match m;
	struct err err = { .reason = "" };
	const struct str text = STR("ab x abc");
	(void)state;
	assert_int_equal(pattern_new(STR("(?<!\\p{L})ab(?:c| x)"), PATTERN_TIED,
			     &p, NULL, &err),
	    RC_OK);
	/* Long enough for both the interpreter and JIT. */
	for (int i = 0; i < 60; i++) {
		assert_int_equal(pattern_here(p, text, 0, &m, &err), RC_OK);
		assert_int_equal(pattern_here(p, text, 1, &m, &err), RC_END);
		assert_int_equal(pattern_here(p, text, 5, &m, &err), RC_OK);
		assert_int_equal(m.at[0], 5);
		assert_int_equal(pattern_find(p, text, 1, &m, &err), RC_OK);
		assert_int_equal(m.at[0], 5);
	}
	pattern_free(p);
	assert_int_equal(pattern_new(STR("abc"), PATTERN_TIED, &p, NULL, &err),
	    RC_OK);
	for (int i = 0; i < 60; i++)
		assert_int_equal(pattern_here(p, text, 0, &m, &err), RC_END);
	pattern_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_come_back_as_byte_offsets),
		cmocka_unit_test(case_is_folded_in_cyrillic_too),
		cmocka_unit_test(a_broken_pattern_is_named_with_its_offset),
		cmocka_unit_test(a_late_pattern_answers_as_any),
		cmocka_unit_test(
		    a_late_pattern_that_is_broken_is_so_at_each_question),
		cmocka_unit_test(a_pattern_that_runs_away_is_stopped),
		cmocka_unit_test(bytes_that_are_no_utf8_are_searched_as_bytes),
		cmocka_unit_test(a_search_past_the_end_finds_nothing),
		cmocka_unit_test(
		    a_tied_match_begins_where_it_is_asked_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
