#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/macros.h"
#include "tests/unit/extract/tools.h"

#define INLINE 80 /* bytes of a class that may stand in place */

static enum rc
fill(const struct tools *t, const char *regex, char *out, size_t n,
    struct err *err)
{
	static struct yaml_pair given[] = {
		{ .key.v = { "dash", 4 }, .value.v = { "[-]", 3 } },
		{ .key.v = { "end.kk", 6 }, .value.v = { "kk", 2 } },
		{ .key.v = { "end", 3 }, .value.v = { "any{dash}", 9 } },
		{ .key.v = { "self", 4 }, .value.v = { "{self}", 6 } },
	};
	static struct yaml_pair marks[] = {
		{ .key.v = { "number", 6 }, .value.v = { "\\x{E000}", 8 } },
	};
	struct macros m = {
		.lexicon = t->lexicon,
		.arena = t->arena,
		.given = { given, 4 },
		.marks = { marks, 1 },
	};
	m.parts = parts_new(t->arena, &m.marks);
	struct macro_filling b = { .inline_max = INLINE };
	buf_init(&b.text, MACRO_PATTERN_MAX);
	const enum rc rc = macros_fill(&m, STR("ru"), str_c(regex), &b, err);
	macros_define(&b);
	(void)snprintf(out, n, "%.*s", (int)b.text.n,
	    b.text.s != NULL ? b.text.s : "");
	if (rc == RC_OK)
		assert_int_equal(b.marks != 0,
		    str_find(str_c(regex), STR("{number}")) < str_c(regex).n);
	buf_free(&b.text);
	return rc;
}

static void
assert_fill(void **state, const char *regex, const char *want)
{
	char out[512];
	struct err err = { .reason = "" };
	if (fill(*state, regex, out, sizeof(out), &err) != RC_OK)
		fail_msg("%s", err.reason);
	assert_string_equal(out, want);
}

static void
a_macro_is_wrapped_and_may_use_others(void **state)
{
	assert_fill(state, "a{dash}?", "a(?:[-])?");
	assert_fill(state, "{end}", "(?:any(?:[-]))");
	assert_fill(state, "{number}", "(?:\\x{E000})");
}

static void
braces_of_pcre2_are_left_alone(void **state)
{
	assert_fill(state, "\\p{L}{2,3}\\x{2013}\\{dash}",
	    "\\p{L}{2,3}\\x{2013}\\{dash}");
	assert_fill(state, "a{2}b{,3}{", "a{2}b{,3}{");
}

/* A class of few words, and one whose words pass INLINE. */
static void
a_short_class_stands_in_place(void **state)
{
	assert_fill(state, "{half}", "(?:(?:с[\\s\\x{A0}]+половино(?:й|ю)))");
}
static void
a_long_class_becomes_a_call_of_a_group(void **state)
{
	char out[65536];
	struct err err = { .reason = "" };
	assert_int_equal(fill(*state, "{currency}{2}", out, sizeof(out), &err),
	    RC_OK);
	assert_true(str_starts(str_c(out),
	    STR("(?:(?&L_currency)){2}(?(DEFINE)(?<L_currency>")));
}

static void
what_is_unknown_or_endless_is_refused(void **state)
{
	char out[64];
	struct err err = { .reason = "" };
	assert_int_equal(fill(*state, "{nothing}", out, sizeof(out), &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "{nothing}"));
	assert_int_equal(fill(*state, "{self}", out, sizeof(out), &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "{self}"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_macro_is_wrapped_and_may_use_others),
		cmocka_unit_test(braces_of_pcre2_are_left_alone),
		cmocka_unit_test(a_short_class_stands_in_place),
		cmocka_unit_test(a_long_class_becomes_a_call_of_a_group),
		cmocka_unit_test(what_is_unknown_or_endless_is_refused),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
