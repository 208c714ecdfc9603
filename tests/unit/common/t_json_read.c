#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/json.h"
#include "tests/unit/arena.h"

static struct json_value *
read_ok(struct arena *a, struct str x)
{
	struct err err = { 0 };
	struct json_value *v = NULL;
	if (json_read(a, x, &v, &err) != RC_OK)
		fail_msg("%.*s: %s", STR_ARG(str_head(x, 80)), err.reason);
	return v;
}

static void
assert_refused(struct arena *a, struct str x, const char *part)
{
	struct err err = { 0 };
	struct json_value *v = NULL;
	assert_int_equal(json_read(a, x, &v, &err), RC_BAD);
	if (strstr(err.reason, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err.reason, part);
}

static void
assert_written(struct arena *a, const char *in, const char *out)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	struct json j = json_to(&b);
	json_value(&j, read_ok(a, str_c(in)));
	assert_string_equal(buf_view(&b).s, out);
	buf_free(&b);
}

static void
a_tree_is_written_as_it_was_read(void **state)
{
	static const char *const same[] = {
		"null",
		"true",
		"\"\"",
		"{}",
		"[]",
		"{\"z\":1,\"a\":{\"b\":[1,2.5,\"x\",null,false]},\"m\":{}}",
		"[-9223372036854775808,9223372036854775807]",
		"[343600000000,0.1,-5.6,1e+300]",
		"{\"\":\"қазақ \\u2028 \\\"\"}",
	};
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_written(*state, same[i], same[i]);
}

static void
other_spellings_become_the_shortest(void **state)
{
	assert_written(*state, " [ 1.0 , 1e3,-0, \"\\u0431\\/\" ] \n",
	    "[1,1000,0,\"б/\"]");
}

static void
whole_numbers_are_exact(void **state)
{
	const struct json_value *v =
	    read_ok(*state, STR("[9007199254740993,27.0,27.5,1e15]"));
	const struct json_value *n = v->first;
	assert_true(n->whole);
	assert_true(n->integer == 9007199254740993);
	n = n->next;
	assert_true(n->whole);
	assert_int_equal(n->integer, 27);
	n = n->next;
	assert_false(n->whole);
	assert_true(n->number == 27.5);
	n = n->next;
	assert_true(n->whole);
	assert_true(n->integer == 1000000000000000);
}

static void
an_integer_past_64_bits_becomes_a_real(void **state)
{
	const struct json_value *v =
	    read_ok(*state, STR("[27,123456789012345678901234567890]"));
	assert_int_equal(v->first->integer, 27);
	assert_false(v->first->next->whole);
	assert_true(v->first->next->number == 123456789012345678901234567890.0);
}

static void
members_are_found_by_key(void **state)
{
	const struct json_value *v = read_ok(*state, STR("{\"a\":1,\"ab\":2}"));
	assert_int_equal(json_get(v, "ab")->integer, 2);
	assert_null(json_get(v, "b"));
	assert_null(json_get(v->first, "a"));
	assert_null(json_get(NULL, "a"));
}

static void
rotten_json_is_refused(void **state)
{
	static const struct {
		const char *text;
		const char *part;
	} rows[] = {
		{ "", "byte 0" },
		{ "{", "byte 1" },
		{ "[1,]", "byte 3" },
		{ "[1 2]", "not JSON" },
		{ "{\"a\":1,\"a\":2}", "duplicate" },
		{ "{\"a\":1,\"\\u0061\":2}", "duplicate" },
		{ "{a:1}", "not JSON" },
		{ "{'a':1}", "not JSON" },
		{ "1 2", "end of file expected" },
		{ "{}x", "end of file expected" },
		{ "NaN", "not JSON" },
		{ "01", "not JSON" },
		{ "+1", "not JSON" },
		{ ".5", "not JSON" },
		{ "1e999", "overflow" },
		{ "\"\\ud800\"", "not JSON" },
		{ "\"\\x41\"", "not JSON" },
		{ "\"a\nb\"", "not JSON" },
		{ "\"\xff\"", "byte 0xff" },
		{ "\"\xc0\xaf\"", "byte 0xc0" },
		{ "\"\xed\xa0\x80\"", "byte 0xed" },
		{ "\"\xd0", "byte 0xd0" },
		{ "\"\\u0000\"", "\\u0000" },
		{ "[\"a\"", "not JSON" },
		{ "/* */ 1", "not JSON" },
		{ "tru", "not JSON" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(*state, str_c(rows[i].text), rows[i].part);
	assert_refused(*state, str_n("[1]\0", 4), "not JSON");
	assert_refused(*state, str_n("\"a\0b\"", 5), "not JSON");
}

/* `head`, then `part` n times, then `tail`. */
static struct str
repeated(struct arena *a, struct str head, struct str part, size_t n,
    struct str tail)
{
	struct buf b;
	buf_init(&b, (size_t)64 << 20);
	buf_str(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_str(&b, part);
	buf_str(&b, tail);
	const struct str x = arena_str(a, buf_view(&b));
	buf_free(&b);
	return x;
}

static void
nesting_has_a_ceiling_of_512(void **state)
{
	struct arena *a = *state;
	const struct str none = STR("");
	const struct str half = repeated(a, none, STR("["), 512, none);
	const struct json_value *v =
	    read_ok(a, repeated(a, half, STR("]"), 512, none));
	for (int i = 0; i < 511; i++)
		v = v->first;
	assert_null(v->first);
	assert_refused(a, repeated(a, half, STR("["), 1, none), "too deep");
	assert_refused(a, repeated(a, none, STR("{\"a\":"), 1 << 20, none),
	    "too deep");
}

static void
brackets_in_strings_are_no_nesting(void **state)
{
	const struct json_value *v = read_ok(*state,
	    repeated(*state, STR("\""), STR("\\\"["), 1000, STR("\"")));
	assert_int_equal(v->string.n, 2000);
}

static void
millions_of_values_are_refused_before_they_cost(void **state)
{
	struct arena *large = arena_new((size_t)512 << 20);
	const struct str x =
	    repeated(*state, STR("[0"), STR(",0"), 5 << 20, STR("]"));
	assert_refused(large, x, "too many values");
	arena_free(large);
}

static void
doubled_keys_are_found_among_many(void **state)
{
	struct buf b;
	buf_init(&b, (size_t)1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%c\"k%d\":0", i == 0 ? '{' : ',', i);
	buf_chr(&b, '}');
	(void)read_ok(*state, buf_view(&b));
	buf_cut(&b, b.n - 1);
	buf_text(&b, ",\"k\\u0037\":0}");
	assert_refused(*state, buf_view(&b), "duplicate");
	buf_free(&b);
}

static void
escapes_become_what_they_stand_for(void **state)
{
	const struct json_value *v = read_ok(*state,
	    STR("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\","
		"\"a long plain part \\uD83D\\ude00 and \\u049b on\"]"));
	assert_string_equal(v->first->string.s, "\"\\/\b\f\n\r\t");
	assert_string_equal(v->first->next->string.s,
	    "a long plain part \xf0\x9f\x98\x80 and \xd2\x9b on");
}

static void
half_a_surrogate_pair_stands_for_nothing(void **state)
{
	static const char *const rotten[] = { "\"\\ud83d\"", "\"\\ude00\"",
		"\"\\ud83d\\ud83d\"", "\"\\ud83dx\"", "\"\\ud83d\\n\"",
		"\"\\ude00\\ud83d\"", "\"\\ud83d\\ude0\"", "\"\\u12\"" };
	for (size_t i = 0; i < sizeof(rotten) / sizeof(*rotten); i++)
		assert_refused(*state, str_c(rotten[i]), "no such escape");
}

static void
reals_are_the_nearest_double(void **state)
{
	static const char *const texts[] = { "0.1", "5.6", "1e22", "1e23",
		"123456789.123456789", "9007199254740993.0", "0.3e1",
		"2.2250738585072014e-308", "4.9e-324", "1e-400",
		"1.7976931348623157e308", "0e000000000000000000009",
		"1e0000000000000000000002", "-0.0",
		"0.00000000000000000000000000000012345",
		"179769313486231570000000000000000000000.5e-10" };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const struct json_value *v = read_ok(*state, str_c(texts[i]));
		const double want = strtod(texts[i], NULL);
		assert_memory_equal(&v->number, &want, sizeof(want));
	}
}

static void
a_tree_past_the_arena_is_refused(void **state)
{
	struct arena *small = arena_new(1 << 20);
	const struct str x =
	    repeated(*state, STR("[0"), STR(",0"), 100000, STR("]"));
	assert_refused(small, x, "too much memory");
	arena_free(small);
	(void)read_ok(*state, x);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)
	const struct CMUnitTest tests[] = {
		T(a_tree_is_written_as_it_was_read),
		T(other_spellings_become_the_shortest),
		T(whole_numbers_are_exact),
		T(an_integer_past_64_bits_becomes_a_real),
		T(members_are_found_by_key),
		T(rotten_json_is_refused),
		T(nesting_has_a_ceiling_of_512),
		T(brackets_in_strings_are_no_nesting),
		T(millions_of_values_are_refused_before_they_cost),
		T(doubled_keys_are_found_among_many),
		T(escapes_become_what_they_stand_for),
		T(half_a_surrogate_pair_stands_for_nothing),
		T(reals_are_the_nearest_double),
		T(a_tree_past_the_arena_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
