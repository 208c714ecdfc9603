#include "common/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Below 2^53 every whole double is written as a plain integer. */
#define JSON_WHOLE_MAX 9007199254740992.0

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
	size_t plain = 0; /* bytes before this one are written */
	buf_chr(out, '"');
	for (size_t i = 0; i < x.n;) {
		const size_t n = escape_length(str_from(x, i));
		if (n > 0) {
			buf_add(out, x.s + plain, i - plain);
			escape_write(out, str_n(x.s + i, n));
			plain = i + n;
		}
		i += n > 0 ? n : 1;
	}
	if (x.n > plain)
		buf_add(out, x.s + plain, x.n - plain);
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
	json_key_str(j, str_c(key));
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

void
json_int(struct json *j, int64_t v)
{
	comma(j);
	buf_printf(j->out, "%lld", (long long)v);
}

void
json_real_text(double v, char out[JSON_REAL_MAX])
{
	if (!isfinite(v)) {
		(void)snprintf(out, JSON_REAL_MAX, "null");
		return;
	}
	if (fabs(v) < JSON_WHOLE_MAX && v == trunc(v)) {
		(void)snprintf(out, JSON_REAL_MAX, "%lld", (long long)v);
		return;
	}
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
