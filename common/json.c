#include "common/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Below 2^53 every whole double is written as a plain integer. */
#define JSON_WHOLE_MAX 9007199254740992.0
/* Any 15 digits read back as themselves, and from here on printf() has no
 * exponent for them. */
#define JSON_DIGITS_MAX 1e15
#define JSON_PLAIN_MIN  1e-4
#define EACH_BYTE(c)    (UINT64_C(0x0101010101010101) * (c))

struct json
json_to(struct buf *out)
{
	return (struct json){ .out = out };
}

/* A comma is due unless the value opens its container or follows its key:
 * the byte before tells, since no value ends in one of these three. */
static void
comma(struct json *j)
{
	const struct buf *out = j->out;
	if (j->depth == 0 || out->n == 0)
		return;
	const char last = out->s[out->n - 1];
	if (last != '{' && last != '[' && last != ':')
		buf_chr(j->out, ',');
}

static void
level_open(struct json *j, char c)
{
	comma(j);
	buf_chr(j->out, c);
	j->depth++;
}

static void
level_close(struct json *j, char c)
{
	assert(j->depth > 0);
	j->depth--;
	buf_chr(j->out, c);
}

void
json_object(struct json *j)
{
	level_open(j, '{');
}

void
json_array(struct json *j)
{
	level_open(j, '[');
}

void
json_end_object(struct json *j)
{
	level_close(j, '}');
}

void
json_end_array(struct json *j)
{
	level_close(j, ']');
}

/* How many bytes at the front must be escaped as one: 0, 1, or 3 for the
 * line separators U+2028 and U+2029 (E2 80 A8, E2 80 A9), at which readers
 * that take JSON Lines for text would cut a record in two. */
static size_t
escape_length(struct str x)
{
	const unsigned char c = (unsigned char)x.s[0];
	if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f)
		return 1;
	if (c != 0xe2 || x.n < 3 || (unsigned char)x.s[1] != 0x80)
		return 0;
	const unsigned char last = (unsigned char)x.s[2];
	return last == 0xa8 || last == 0xa9 ? 3 : 0;
}

/* Whether escape_length() may be more than 0 at one of eight bytes.  The
 * borrow of a subtraction can only give a false alarm, never hide one. */
static bool
word_may_escape(uint64_t w)
{
	const uint64_t one = EACH_BYTE(1);
	const uint64_t quote = w ^ EACH_BYTE('"');
	const uint64_t slash = w ^ EACH_BYTE('\\');
	const uint64_t rubout = w ^ EACH_BYTE(0x7f);
	const uint64_t separator = w ^ EACH_BYTE(0xe2);
	const uint64_t hit = ((w - EACH_BYTE(0x20)) & ~w) |
	    ((quote - one) & ~quote) | ((slash - one) & ~slash) |
	    ((rubout - one) & ~rubout) | ((separator - one) & ~separator);
	return (hit & EACH_BYTE(0x80)) != 0;
}

/* The first byte from i on that must be escaped, or the end. */
static size_t
plain_end(struct str x, size_t i)
{
	uint64_t w;
	while (i < x.n) {
		size_t stop = x.n;
		if (x.n - i >= sizeof(w)) {
			memcpy(&w, x.s + i, sizeof(w));
			stop = i + sizeof(w);
			if (!word_may_escape(w))
				i = stop;
		} else if (x.n >= sizeof(w)) {
			/* The last ones, with some that were seen. */
			memcpy(&w, x.s + x.n - sizeof(w), sizeof(w));
			if (!word_may_escape(w))
				return x.n;
		}
		for (; i < stop; i++)
			if (escape_length(str_n(x.s + i, x.n - i)) > 0)
				return i;
	}
	return i;
}

static void
escape_write(struct buf *out, struct str x)
{
	static const char named[] = "\"\\\b\f\n\r\t";
	static const char letter[] = "\"\\bfnrt";
	const char *at =
	    x.n == 1 ? memchr(named, x.s[0], sizeof(named) - 1) : NULL;
	if (at != NULL) {
		buf_chr(out, '\\');
		buf_chr(out, letter[at - named]);
	} else if (x.n == 1) {
		buf_printf(out, "\\u%04x", (unsigned)(unsigned char)x.s[0]);
	} else {
		buf_text(out, x.s[2] == '\xa8' ? "\\u2028" : "\\u2029");
	}
}

static void
string_write(struct buf *out, struct str x)
{
	buf_chr(out, '"');
	for (size_t i = 0; i < x.n;) {
		const size_t end = plain_end(x, i);
		buf_add(out, x.s + i, end - i);
		if (end == x.n)
			break;
		i = end + escape_length(str_n(x.s + end, x.n - end));
		escape_write(out, str_n(x.s + end, i - end));
	}
	buf_chr(out, '"');
}

void
json_key_str(struct json *j, struct str key)
{
	comma(j);
	string_write(j->out, key);
	buf_chr(j->out, ':');
}

void
json_key(struct json *j, const char *key)
{
	const struct str k = str_n(key, strlen(key));
	comma(j);
	char *to = buf_room(j->out, k.n + 3);
	if (to == NULL)
		return;
	to[0] = '"';
	memcpy(to + 1, k.s, k.n);
	to[k.n + 1] = '"';
	to[k.n + 2] = ':';
	buf_grown(j->out, k.n + 3);
}

void
json_str(struct json *j, struct str x)
{
	comma(j);
	if (x.s == NULL)
		buf_text(j->out, "null");
	else
		string_write(j->out, x);
}

/* Digits, at least so many, that end before `end`; where they begin. */
static char *
digits_put(char *end, uint64_t v, size_t least)
{
	size_t n = 0;
	for (; v > 0 || n < least; n++, v /= 10)
		*--end = (char)('0' + v % 10);
	return end;
}

/* These two write JSON_REAL_MAX characters at most, which end before `end`. */
static struct str
whole_text(char *end, int64_t v)
{
	const uint64_t size = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char *at = digits_put(end, size, 1);
	if (v < 0)
		*--at = '-';
	return str_n(at, (size_t)(end - at));
}

void
json_int(struct json *j, int64_t v)
{
	char text[JSON_REAL_MAX];
	comma(j);
	buf_str(j->out, whole_text(text + sizeof(text), v));
}

/* A number of few decimals: the same text as the long way's, which rounds no
 * 15 digits.  STR_NONE when it needs that way. */
static struct str
decimals_text(char *end, double v)
{
	static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
	const double size = fabs(v);
	size_t k = 1;
	uint64_t whole = 0;
	if (size < JSON_PLAIN_MIN)
		return STR_NONE;
	for (; k < sizeof(powers) / sizeof(*powers); k++) {
		if (size * powers[k] >= JSON_DIGITS_MAX)
			return STR_NONE;
		whole = (uint64_t)(size * powers[k] + 0.5);
		if ((double)whole / powers[k] == size)
			break;
	}
	if (k == sizeof(powers) / sizeof(*powers))
		return STR_NONE;
	const uint64_t power = (uint64_t)powers[k];
	char *at = digits_put(end, whole % power, k);
	*--at = '.';
	at = digits_put(at, whole / power, 1);
	if (v < 0)
		*--at = '-';
	return str_n(at, (size_t)(end - at));
}

static void
long_text(char out[JSON_REAL_MAX], double v)
{
	for (int digits = 15; digits <= 17; digits++) {
		(void)snprintf(out, JSON_REAL_MAX, "%.*g", digits, v);
		if (strtod(out, NULL) == v)
			break;
	}
	/* A library that set a locale may have made the mark a comma. */
	char *mark = strchr(out, ',');
	if (mark != NULL)
		*mark = '.';
}

void
json_real_text(double v, char out[JSON_REAL_MAX])
{
	char room[JSON_REAL_MAX];
	char *end = room + sizeof(room);
	struct str text = STR("null");
	if (isfinite(v))
		text = fabs(v) < JSON_WHOLE_MAX && v == trunc(v)
		    ? whole_text(end, (int64_t)v)
		    : decimals_text(end, v);
	if (text.s == NULL) {
		long_text(out, v);
		return;
	}
	memcpy(out, text.s, text.n);
	out[text.n] = '\0';
}

void
json_real(struct json *j, double v)
{
	char text[JSON_REAL_MAX];
	json_real_text(v, text);
	comma(j);
	buf_text(j->out, text);
}

void
json_bool(struct json *j, bool v)
{
	comma(j);
	buf_text(j->out, v ? "true" : "false");
}

void
json_null(struct json *j)
{
	comma(j);
	buf_text(j->out, "null");
}

void
json_raw(struct json *j, struct str ready)
{
	comma(j);
	buf_str(j->out, ready);
}

const struct json_value *
json_get(const struct json_value *v, const char *key)
{
	if (v == NULL || v->kind != JSON_OBJECT)
		return NULL;
	for (const struct json_value *m = v->first; m != NULL; m = m->next)
		if (str_is(m->key, key))
			return m;
	return NULL;
}

static void
number_write(struct json *j, const struct json_value *v)
{
	if (v->whole)
		json_int(j, v->integer);
	else
		json_real(j, v->number);
}

/* Recursion ends at the depth ceiling json_read() has checked. */
void
json_value(struct json *j, const struct json_value *v)
{
	switch (v->kind) {
	case JSON_NULL:
		json_null(j);
		return;
	case JSON_BOOL:
		json_bool(j, v->truth);
		return;
	case JSON_NUMBER:
		number_write(j, v);
		return;
	case JSON_STRING:
		json_str(j, v->string);
		return;
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
	const bool object = v->kind == JSON_OBJECT;
	level_open(j, object ? '{' : '[');
	for (const struct json_value *m = v->first; m != NULL; m = m->next) {
		if (object)
			json_key_str(j, m->key);
		json_value(j, m);
	}
	level_close(j, object ? '}' : ']');
}
