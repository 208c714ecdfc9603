#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/json_string.h"
#include "common/utf8.h"

/*
 * The reader copies its input once and settles the strings in that copy, so a
 * tree costs the arena one node a value.
 */
#define JSON_DEPTH_MAX  512 /* of nesting; our own records need 5 */
#define JSON_VALUES_MAX ((size_t)1 << 22)
#define JSON_POOL       64 /* nodes taken from the arena together */
/* Whole doubles up to 2^53 stand for one integer each; a product or quotient
 * of one and a power of ten up to 10^22, exact itself, is rounded once. */
#define JSON_EXACT_MAX 9007199254740992.0
#define JSON_POWER_MAX 22
#define JSON_DIGITS    18 /* any so many fit 64 bits */
/* From here on doubled keys are found by sorting. */
#define JSON_MEMBERS_FEW 32

struct reader {
	struct arena *arena;
	struct err *err;
	char *s; /* a NUL behind its n bytes */
	size_t n;
	size_t at;
	size_t depth;
	size_t values;
	struct json_value *pool;
	size_t left; /* in the pool */
};

static enum rc value_read(struct reader *, struct json_value *);

static enum rc
refused(struct reader *r, const char *why)
{
	return err_set(r->err, RC_BAD, "not JSON at byte %zu: %s", r->at, why);
}

static void
space_skip(struct reader *r)
{
	while (r->s[r->at] == ' ' || r->s[r->at] == '\t' ||
	    r->s[r->at] == '\n' || r->s[r->at] == '\r')
		r->at++;
}

/* Takes `c`, with the white space before it. */
static bool
took(struct reader *r, char c)
{
	space_skip(r);
	const bool here = r->s[r->at] == c;
	r->at += here;
	return here;
}

static struct json_value *
node_new(struct reader *r)
{
	if (r->left == 0) {
		r->left = JSON_POOL;
		r->pool = arena_bytes(r->arena, r->left * sizeof(*r->pool));
	}
	r->left--;
	r->values++;
	*r->pool = (struct json_value){ .kind = JSON_NULL };
	return r->pool++;
}

static enum rc
string_read(struct reader *r, struct str *out)
{
	r->at++;
	const enum rc rc = json_string_settle(r->s, r->n, &r->at, out, r->err);
	if (rc != RC_OK)
		err_prefix(r->err, "not JSON at byte %zu", r->at);
	return rc;
}

/* A number as RFC 8259, section 6, spells it. */
struct spelling {
	size_t digits;  /* of the whole and the fraction */
	uint64_t whole; /* all digits, when JSON_DIGITS at most */
	int power;      /* of ten; huge ones only so far that they stay huge */
	bool negative;
	bool integer; /* neither point nor exponent */
};

static size_t
digits_take(struct reader *r, struct spelling *n)
{
	const size_t from = r->at;
	for (; r->s[r->at] >= '0' && r->s[r->at] <= '9'; r->at++)
		if (n->digits++ < JSON_DIGITS)
			n->whole =
			    n->whole * 10 + (uint64_t)(r->s[r->at] - '0');
	return r->at - from;
}

static bool
exponent_take(struct reader *r, struct spelling *n)
{
	struct spelling exponent = { 0 };
	r->at++;
	const bool minus = r->s[r->at] == '-';
	r->at += minus || r->s[r->at] == '+';
	if (digits_take(r, &exponent) == 0)
		return false;
	if (exponent.digits > JSON_DIGITS) /* mostly zeros: not the short way */
		n->digits = exponent.digits;
	const int size = exponent.whole < 1000 ? (int)exponent.whole : 1000;
	n->power += minus ? -size : size;
	n->integer = false;
	return true;
}

static bool
number_spelt(struct reader *r, struct spelling *n)
{
	n->integer = true;
	n->negative = r->s[r->at] == '-';
	r->at += n->negative;
	const bool zero = r->s[r->at] == '0';
	const size_t whole = digits_take(r, n);
	if (whole == 0 || (zero && whole > 1))
		return false;
	if (r->s[r->at] == '.') {
		r->at++;
		const size_t fraction = digits_take(r, n);
		if (fraction == 0)
			return false;
		n->integer = false;
		n->power = fraction < 1000 ? -(int)fraction : -1000;
	}
	if (r->s[r->at] == 'e' || r->s[r->at] == 'E')
		return exponent_take(r, n);
	return true;
}

/* The short way is as exact as strtod(): one rounding of exact operands. */
static double
number_real(const char *s, const struct spelling *n)
{
	static const double powers[JSON_POWER_MAX + 1] = { 1e0, 1e1, 1e2, 1e3,
		1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
		1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
	const double whole = (double)n->whole;
	const bool divided = n->power < 0;
	const unsigned power = (unsigned)abs(n->power);
	if (n->digits > JSON_DIGITS || whole > JSON_EXACT_MAX ||
	    power > JSON_POWER_MAX)
		return strtod(s, NULL);
	const double v =
	    divided ? whole / powers[power] : whole * powers[power];
	return n->negative ? -v : v;
}

/* The whole number that a value stands for, if it is one exactly. */
static bool
number_whole(const char *s, const struct spelling *n, double v, int64_t *out)
{
	if (n->integer) {
		errno = 0;
		*out = strtoll(s, NULL, 10);
		return errno == 0;
	}
	if (fabs(v) > JSON_EXACT_MAX || v != trunc(v))
		return false;
	*out = (int64_t)v;
	return true;
}

static enum rc
number_read(struct reader *r, struct json_value *v)
{
	struct spelling n = { 0 };
	const char *s = r->s + r->at;
	if (!number_spelt(r, &n))
		return refused(r, "no number goes on so");
	v->kind = JSON_NUMBER;
	if (n.integer && n.digits <= JSON_DIGITS) {
		v->whole = true;
		v->integer = n.negative ? -(int64_t)n.whole : (int64_t)n.whole;
		v->number = (double)v->integer;
		return RC_OK;
	}
	v->number = number_real(s, &n);
	if (!isfinite(v->number))
		return refused(r, "number overflow");
	v->whole = number_whole(s, &n, v->number, &v->integer);
	return RC_OK;
}

static enum rc
word_read(struct reader *r, struct json_value *v)
{
	static const struct {
		struct str word;
		enum json_kind kind;
		bool truth;
	} words[] = {
		{ { "true", 4 }, JSON_BOOL, true },
		{ { "false", 5 }, JSON_BOOL, false },
		{ { "null", 4 }, JSON_NULL, false },
	};
	const struct str rest = str_n(r->s + r->at, r->n - r->at);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!str_starts(rest, words[i].word))
			continue;
		v->kind = words[i].kind;
		v->truth = words[i].truth;
		r->at += words[i].word.n;
		return RC_OK;
	}
	return refused(r, r->at == r->n ? "it ends" : "no value begins so");
}

static int
key_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Many members: their keys side by side in order, which takes n log n. */
static bool
doubled_among(struct arena *a, const struct json_value *v, size_t n)
{
	struct str *keys = arena_array(a, n, sizeof(*keys));
	size_t i = 0;
	for (const struct json_value *m = v->first; m != NULL; m = m->next)
		keys[i++] = m->key;
	qsort(keys, n, sizeof(*keys), key_cmp);
	for (i = 1; i < n; i++)
		if (str_eq(keys[i - 1], keys[i]))
			return true;
	return false;
}

/* One of 64 bits by what tells most keys apart. */
static uint64_t
key_bit(struct str key)
{
	if (key.n == 0)
		return 1;
	const size_t first = (unsigned char)key.s[0];
	const size_t last = (unsigned char)key.s[key.n - 1];
	return UINT64_C(1) << ((key.n * 19 + first * 5 + last) & 63);
}

static bool
is_before(const struct json_value *first, const struct json_value *m)
{
	for (; first != m; first = first->next)
		if (str_eq(first->key, m->key))
			return true;
	return false;
}

static bool
doubled(struct arena *a, const struct json_value *v, size_t n)
{
	uint64_t seen = 0;
	if (n > JSON_MEMBERS_FEW)
		return doubled_among(a, v, n);
	for (const struct json_value *m = v->first; m != NULL; m = m->next) {
		const uint64_t bit = key_bit(m->key);
		if ((seen & bit) != 0 && is_before(v->first, m))
			return true;
		seen |= bit;
	}
	return false;
}

/* "key": before a member of an object. */
static enum rc
key_read(struct reader *r, struct str *key)
{
	space_skip(r);
	if (r->s[r->at] != '"')
		return refused(r, "no key");
	const enum rc rc = string_read(r, key);
	if (rc != RC_OK)
		return rc;
	return took(r, ':') ? RC_OK : refused(r, "no colon behind the key");
}

static enum rc
member_read(struct reader *r, bool object, struct json_value *m)
{
	const enum rc rc = object ? key_read(r, &m->key) : RC_OK;
	return rc == RC_OK ? value_read(r, m) : rc;
}

static enum rc
members_read(struct reader *r, struct json_value *v)
{
	const bool object = v->kind == JSON_OBJECT;
	const char close = object ? '}' : ']';
	struct json_value **end = &v->first;
	size_t n = 0;
	r->at++;
	if (took(r, close))
		return RC_OK;
	do {
		*end = node_new(r);
		const enum rc rc = member_read(r, object, *end);
		if (rc != RC_OK)
			return rc;
		end = &(*end)->next;
		n++;
	} while (took(r, ','));
	if (!took(r, close))
		return refused(r, "neither comma nor end");
	if (object && doubled(r->arena, v, n))
		return refused(r, "duplicate object key");
	return RC_OK;
}

static enum rc
container_read(struct reader *r, struct json_value *v, enum json_kind kind)
{
	v->kind = kind;
	if (++r->depth > JSON_DEPTH_MAX)
		return refused(r, "too deep");
	const enum rc rc = members_read(r, v);
	r->depth--;
	return rc;
}

/* Recursion ends at JSON_DEPTH_MAX. */
static enum rc
value_read(struct reader *r, struct json_value *v)
{
	if (r->values > JSON_VALUES_MAX)
		return refused(r, "too many values");
	if (arena_full(r->arena))
		return err_set(r->err, RC_BAD, "JSON needs too much memory");
	space_skip(r);
	switch (r->s[r->at]) {
	case '{':
		return container_read(r, v, JSON_OBJECT);
	case '[':
		return container_read(r, v, JSON_ARRAY);
	case '"':
		v->kind = JSON_STRING;
		return string_read(r, &v->string);
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return number_read(r, v);
	default:
		return word_read(r, v);
	}
}

enum rc
json_read(struct arena *a, struct str x, struct json_value **out,
    struct err *err)
{
	struct reader r = { .arena = a, .err = err, .n = x.n };
	r.at = utf8_valid(x);
	if (r.at < x.n)
		return err_set(err, RC_BAD,
		    "not JSON at byte %zu: no UTF-8, byte 0x%02x", r.at,
		    (unsigned)(unsigned char)x.s[r.at]);
	r.at = 0;
	r.s = arena_cstr(a, x);
	struct json_value *v = node_new(&r);
	enum rc rc = value_read(&r, v);
	space_skip(&r);
	if (rc == RC_OK && r.at < r.n)
		rc = refused(&r, "end of file expected");
	if (rc == RC_OK && arena_full(a))
		rc = err_set(err, RC_BAD, "JSON needs too much memory");
	if (rc == RC_OK)
		*out = v;
	return rc;
}
