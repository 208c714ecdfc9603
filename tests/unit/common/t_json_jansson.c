#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* jansson and common/json.h share some names; here jansson's get others. */
#define JSON_OBJECT JANSSON_OBJECT
#define JSON_ARRAY  JANSSON_ARRAY
#define JSON_STRING JANSSON_STRING
#define JSON_NULL   JANSSON_NULL
#define json_object jansson_object
#define json_array  jansson_array
#define json_real   jansson_real
#define json_null   jansson_null
#include <jansson.h>
#undef JSON_OBJECT
#undef JSON_ARRAY
#undef JSON_STRING
#undef JSON_NULL
#undef json_object
#undef json_array
#undef json_real
#undef json_null

#include "common/json.h"

/*
 * The reader against a well-known one: what one of them takes the other takes
 * too, and reads the same.  Inputs are seeds, and what thousands of small
 * injuries make of them.
 */
#define INJURED   40000
#define INPUT_MAX 4096

static const char *const seeds[] = {
	"{\"v\":1,\"type\":\"document\",\"id\":\"7f\",\"text\":\"Моногородов "
	"27.\\n\\nЕщё \\\"20\\\".\",\"facts\":[{\"start\":12,\"length\":2,"
	"\"sentence\":{\"start\":0,\"length\":15},\"value\":27,\"low\":26.5,"
	"\"high\":null,\"noun\":{\"surface\":\"моногородов\"},\"ok\":true}]}",
	"[0,-0,1.5,-2e3,1E+2,1e-2,123456789012345678,1234567890123456789,"
	"0.1234567890123456789,9007199254740993.0,1e308,5e-324]",
	"{\"a\":{\"b\":[[],{},[{}]]},\"\":\"\",\"\\u0430\":\"\\ud83d\\ude00\","
	"\"t\":\" \\b\\f\\n\\r\\t\\/\\\\\"}",
	" [ \"қазақ тілі\" , { \"x\" : false } , null ] \n",
	"\"Ұлттық банк 16,25 %\"",
	"-12.75",
};
#define SEEDS (sizeof(seeds) / sizeof(*seeds))

/* Pieces that JSON is made of, and some that spoil it. */
static const char *const pieces[] = { "{", "}", "[", "]", "\"", ":", ",", "\\",
	"\\u00", "\\ud83d", "\\ude00", "e", "E", "+", "-", ".", "0", "1", "9",
	"true", "null", " ", "\t", "\n", "\x01", "\x7f", "\xd0", "\xb0",
	"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xef\xbb\xbf", "a",
	"\"a\":", "[[[[", "]]]]", "\\n", "/" };
#define PIECES (sizeof(pieces) / sizeof(*pieces))

/* xorshift64*: the same inputs on every machine. */
static size_t
draw(uint64_t *seed, size_t below)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return (size_t)(*seed * UINT64_C(2685821657736338717) >> 33) % below;
}

static void
put(struct buf *b, size_t at, size_t drop, struct str piece)
{
	char rest[INPUT_MAX];
	const size_t from = at + drop < b->n ? at + drop : b->n;
	const size_t n = b->n - from;
	memcpy(rest, b->s + from, n);
	buf_cut(b, at);
	buf_str(b, piece);
	buf_add(b, rest, n);
}

/* No NUL: jansson loses one behind a number.  A byte changed, a piece put in, a
 * stretch taken out or said twice. */
static void
injure(struct buf *b, uint64_t *seed)
{
	const size_t at = b->n > 0 ? draw(seed, b->n) : 0;
	const size_t length = 1 + draw(seed, 12);
	char again[16];
	size_t n = length < b->n - at ? length : b->n - at;
	switch (draw(seed, 5)) {
	case 0:
		put(b, at, 1,
		    str_n((char[]){ (char)(1 + draw(seed, 255)) }, 1));
		break;
	case 1:
		put(b, at, length, STR(""));
		break;
	case 2:
		memcpy(again, b->s + at, n);
		put(b, at, 0, str_n(again, n));
		break;
	default:
		put(b, at, draw(seed, 2), str_c(pieces[draw(seed, PIECES)]));
	}
}

static void same(const struct json_value *, json_t *, bool as_real);

static void
same_members(const struct json_value *v, json_t *t, bool as_real)
{
	size_t n = 0;
	const struct json_value *m = v->first;
	for (; m != NULL; m = m->next, n++)
		same(m,
		    v->kind == JSON_ARRAY
			? json_array_get(t, n)
			: json_object_getn(t, m->key.s, m->key.n),
		    as_real);
	assert_int_equal(n,
	    v->kind == JSON_ARRAY ? json_array_size(t) : json_object_size(t));
}

static void
same_number(const struct json_value *v, json_t *t, bool as_real)
{
	const double want = json_number_value(t);
	assert_true(json_is_number(t));
	assert_true(v->number == want);
	if (json_is_integer(t)) {
		assert_true(v->whole);
		assert_true(v->integer == json_integer_value(t));
	} else if (!as_real) {
		assert_true(!v->whole || (double)v->integer == want);
	}
}

static void
same(const struct json_value *v, json_t *t, bool as_real)
{
	static const json_type types[] = {
		[JSON_NULL] = JANSSON_NULL,
		[JSON_STRING] = JANSSON_STRING,
		[JSON_ARRAY] = JANSSON_ARRAY,
		[JSON_OBJECT] = JANSSON_OBJECT,
	};
	assert_non_null(t);
	if (v->kind == JSON_NUMBER) {
		same_number(v, t, as_real);
		return;
	}
	if (v->kind == JSON_BOOL) {
		assert_true(json_is_boolean(t) && json_is_true(t) == v->truth);
		return;
	}
	assert_int_equal(json_typeof(t), types[v->kind]);
	if (v->kind == JSON_STRING)
		assert_true(str_eq(v->string,
		    str_n(json_string_value(t), json_string_length(t))));
	else
		same_members(v, t, as_real);
}

/* Both readers over one input; whether they take it. */
static bool
compare(struct arena *a, struct str x)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	struct err err = { 0 };
	struct json_value *v = NULL;
	json_error_t why;
	json_t *t = json_loadb(x.s, x.n, flags, &why);
	/* It reads all integers as reals once one is past 64 bits. */
	const bool as_real =
	    t == NULL && json_error_code(&why) == json_error_numeric_overflow;
	if (as_real)
		t = json_loadb(x.s, x.n, flags | JSON_DECODE_INT_AS_REAL, &why);
	const enum rc rc = json_read(a, x, &v, &err);
	if ((rc == RC_OK) != (t != NULL))
		fail_msg("%.*s: jansson %s, we %s", STR_ARG(x),
		    t != NULL ? "takes it" : why.text,
		    rc == RC_OK ? "take it" : err.reason);
	if (t != NULL)
		same(v, t, as_real);
	json_decref(t);
	return t != NULL;
}

static void
both_read_every_seed_alike(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	(void)state;
	for (size_t i = 0; i < SEEDS; i++)
		assert_true(compare(a, str_c(seeds[i])));
	arena_free(a);
}

static void
both_judge_thousands_of_injured_inputs_alike(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	uint64_t seed = UINT64_C(0x5EED5A4D);
	size_t taken = 0;
	struct buf b;
	(void)state;
	buf_init(&b, INPUT_MAX);
	for (size_t i = 0; i < INJURED; i++) {
		buf_clear(&b);
		buf_text(&b, seeds[i % SEEDS]);
		for (size_t n = 1 + draw(&seed, 3); n > 0; n--)
			injure(&b, &seed);
		assert_false(b.bad);
		taken += compare(a, buf_view(&b));
		arena_reset(a);
	}
	/* The comparison says something only where both kinds occur. */
	assert_in_range(taken, INJURED / 20, INJURED - INJURED / 20);
	buf_free(&b);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_read_every_seed_alike),
		cmocka_unit_test(both_judge_thousands_of_injured_inputs_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
