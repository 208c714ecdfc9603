#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/json.h"

static int
open_buf(void **state)
{
	static struct buf b;
	buf_init(&b, 1 << 20);
	*state = &b;
	return 0;
}

static int
close_buf(void **state)
{
	buf_free(*state);
	return 0;
}

static void
commas_stand_between_members_only(void **state)
{
	struct json j = json_to(*state);
	json_object(&j);
	json_key(&j, "a");
	json_int(&j, 1);
	json_key(&j, "b");
	json_array(&j);
	json_bool(&j, true);
	json_null(&j);
	json_object(&j);
	json_end_object(&j);
	json_array(&j);
	json_end_array(&j);
	json_end_array(&j);
	json_key(&j, "c");
	json_str(&j, STR(":"));
	json_key(&j, "d");
	json_str(&j, STR_NONE);
	json_end_object(&j);
	assert_string_equal(buf_view(*state).s,
	    "{\"a\":1,\"b\":[true,null,{},[]],\"c\":\":\",\"d\":null}");
}

static void
a_second_value_in_one_buffer_needs_no_comma(void **state)
{
	for (int i = 0; i < 2; i++) {
		struct json j = json_to(*state);
		json_object(&j);
		json_end_object(&j);
		buf_chr(*state, '\n');
	}
	assert_string_equal(buf_view(*state).s, "{}\n{}\n");
}

static void
strings_that_look_like_openers_do_not_eat_commas(void **state)
{
	struct json j = json_to(*state);
	json_array(&j);
	json_str(&j, STR("["));
	json_str(&j, STR("{"));
	json_str(&j, STR(""));
	json_end_array(&j);
	assert_string_equal(buf_view(*state).s, "[\"[\",\"{\",\"\"]");
}

static void
controls_and_line_separators_are_escaped(void **state)
{
	struct json j = json_to(*state);
	json_str(&j,
	    STR("\"\\/\b\f\n\r\t\x01\x1f\x7f\xe2\x80\xa8\xe2\x80\xa9"
		"\xe2\x80\xa7я"));
	assert_string_equal(buf_view(*state).s,
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\\u2028\\u2029"
	    "\xe2\x80\xa7я\"");
}

static void
a_nul_is_escaped_not_an_end(void **state)
{
	struct json j = json_to(*state);
	json_str(&j, str_n("a\0b", 3));
	assert_string_equal(buf_view(*state).s, "\"a\\u0000b\"");
}

static void
ready_members_join_the_others(void **state)
{
	struct json j = json_to(*state);
	json_object(&j);
	json_key(&j, "a");
	json_int(&j, INT64_MIN);
	json_raw(&j, STR("\"b\":[1]"));
	json_end_object(&j);
	assert_string_equal(buf_view(*state).s,
	    "{\"a\":-9223372036854775808,\"b\":[1]}");
}

static void
deep_nesting_keeps_its_commas(void **state)
{
	struct json j = json_to(*state);
	for (int i = 0; i < 200; i++) {
		json_array(&j);
		json_int(&j, 1);
	}
	for (int i = 0; i < 200; i++)
		json_end_array(&j);
	const struct str x = buf_view(*state);
	assert_int_equal(x.n, 200 + 200 + 199 + 200);
	assert_true(str_starts(x, STR("[1,[1,[1,")));
}

static void
reals_take_the_fewest_digits(void **state)
{
	static const struct {
		double v;
		const char *text;
	} rows[] = {
		{ 27, "27" },
		{ 5.6, "5.6" },
		{ 0.1, "0.1" },
		{ 33.3, "33.3" },
		{ 0.1 + 0.2, "0.30000000000000004" },
		{ 343600000000, "343600000000" },
		{ 11200000000000, "11200000000000" },
		{ 9007199254740991, "9007199254740991" },
		{ -1350000, "-1350000" },
		{ -0.0, "0" },
		{ 1e-7, "1e-07" },
		{ 1.7976931348623157e308, "1.7976931348623157e+308" },
		{ (double)NAN, "null" },
		{ (double)INFINITY, "null" },
		{ -(double)INFINITY, "null" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[JSON_REAL_MAX];
		json_real_text(rows[i].v, text);
		assert_string_equal(text, rows[i].text);
	}
}

static void
every_real_reads_back_the_same(void **state)
{
	(void)state;
	uint64_t seed = 88172645463325252ULL;
	for (int i = 0; i < 20000; i++) {
		char text[JSON_REAL_MAX];
		double v;
		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		memcpy(&v, &seed, sizeof(v));
		if (!isfinite(v))
			continue;
		json_real_text(v, text);
		assert_true(strtod(text, NULL) == v);
	}
}

static void
few_decimals_look_as_printf_writes_them(void **state)
{
	static const double powers[] = { 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7 };
	uint64_t seed = 88172645463325252ULL;
	(void)state;
	for (int i = 0; i < 100000; i++) {
		char text[JSON_REAL_MAX];
		char known[JSON_REAL_MAX];
		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		const uint64_t whole = seed >> (14 + seed % 50);
		const double v =
		    (double)whole / powers[i % 7] * (i % 2 * 2 - 1);
		int digits = 15;
		do
			(void)snprintf(known, sizeof(known), "%.*g", digits, v);
		while (strtod(known, NULL) != v && ++digits <= 17);
		json_real_text(v, text);
		if (v != trunc(v))
			assert_string_equal(text, known);
	}
}

static void
an_escape_is_found_at_any_place_of_a_string(void **state)
{
	char text[40];
	for (size_t n = 1; n < sizeof(text); n++)
		for (size_t i = 0; i < n; i++) {
			buf_clear(*state);
			struct json j = json_to(*state);
			memset(text, 'a', n);
			text[i] = '\n';
			json_str(&j, str_n(text, n));
			const struct str x = buf_view(*state);
			assert_int_equal(x.n, n + 3);
			assert_memory_equal(x.s + 1 + i, "\\n", 2);
		}
}

static void
what_does_not_fit_spoils_the_buffer_once(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b, 8);
	struct json j = json_to(&b);
	json_array(&j);
	json_str(&j, STR("more than eight bytes"));
	json_end_array(&j);
	assert_true(b.bad);
	buf_free(&b);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, open_buf, close_buf)
	const struct CMUnitTest tests[] = {
		T(commas_stand_between_members_only),
		T(a_second_value_in_one_buffer_needs_no_comma),
		T(strings_that_look_like_openers_do_not_eat_commas),
		T(controls_and_line_separators_are_escaped),
		T(a_nul_is_escaped_not_an_end),
		T(ready_members_join_the_others),
		T(deep_nesting_keeps_its_commas),
		T(reals_take_the_fewest_digits),
		T(every_real_reads_back_the_same),
		T(few_decimals_look_as_printf_writes_them),
		T(an_escape_is_found_at_any_place_of_a_string),
		T(what_does_not_fit_spoils_the_buffer_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
