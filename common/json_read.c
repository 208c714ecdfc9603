#include <math.h>
#include <string.h>

/* jansson and common/json.h share some names; here jansson's get others.
 * (At link time ours are hidden, see json.h.) */
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

#define JSON_DEPTH_MAX 512 /* of nesting; our own records need 5 */
/* What 16 MiB of rotten JSON may cost in memory: an empty object takes
 * jansson some 300 bytes, any other value about 100. */
#define JSON_CONTAINERS_MAX ((size_t)1 << 20)
#define JSON_VALUES_MAX     ((size_t)1 << 22)
/* Whole doubles up to 2^53 stand for one integer each. */
#define JSON_EXACT_MAX 9007199254740992.0

struct shape {
	size_t depth;
	size_t containers;
	size_t values;
};

/* The byte behind a string that begins at i. */
static size_t
string_end(struct str x, size_t i)
{
	for (i++; i < x.n && x.s[i] != '"'; i++)
		if (x.s[i] == '\\')
			i++;
	return i + 1;
}

static bool
shape_fits(const struct shape *s)
{
	return s->depth <= JSON_DEPTH_MAX &&
	    s->containers <= JSON_CONTAINERS_MAX &&
	    s->values <= JSON_VALUES_MAX;
}

/* Depth and numbers of values, before any memory is spent on them.  Broken
 * JSON gives some answer too; jansson refuses it afterwards. */
static enum rc
shape_check(struct str x, struct err *err)
{
	struct shape s = { .values = 1 };
	for (size_t i = 0; i < x.n; i++) {
		switch (x.s[i]) {
		case '"':
			i = string_end(x, i) - 1;
			continue;
		case '[':
		case '{':
			s.depth++;
			s.containers++;
			s.values++;
			break;
		case ']':
		case '}':
			s.depth -= s.depth > 0;
			continue;
		case ',':
			s.values++;
			break;
		default:
			continue;
		}
		if (!shape_fits(&s))
			return err_set(err, RC_BAD,
			    "JSON is too deep or has too many values at byte "
			    "%zu",
			    i);
	}
	return RC_OK;
}

/* jansson's "... near 'text'" quotes bytes of the input; the place is
 * enough, and is valid UTF-8 for certain. */
static enum rc
refused(const json_error_t *e, struct err *err)
{
	const char *near = strstr(e->text, " near ");
	const int n =
	    near != NULL ? (int)(near - e->text) : (int)strlen(e->text);
	return err_set(err, RC_BAD, "not JSON at byte %d: %.*s", e->position, n,
	    e->text);
}

/* An integer past 64 bits is read as a real, like those with a fraction. */
static json_t *
tree_load(struct str x, json_error_t *e)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	json_t *t = json_loadb(x.s, x.n, flags, e);
	if (t == NULL && json_error_code(e) == json_error_numeric_overflow)
		t = json_loadb(x.s, x.n, flags | JSON_DECODE_INT_AS_REAL, e);
	return t;
}

static void
number_set(struct json_value *v, const json_t *t)
{
	v->kind = JSON_NUMBER;
	v->number = json_number_value(t);
	if (json_is_integer(t)) {
		v->whole = true;
		v->integer = (int64_t)json_integer_value(t);
	} else if (fabs(v->number) <= JSON_EXACT_MAX &&
	    v->number == trunc(v->number)) {
		v->whole = true;
		v->integer = (int64_t)v->number;
	}
}

static struct json_value *value_take(struct arena *, json_t *);

static void
array_take(struct arena *a, json_t *t, struct json_value *v)
{
	struct json_value **end = &v->first;
	const size_t n = json_array_size(t);
	for (size_t i = 0; i < n && !arena_full(a); i++) {
		*end = value_take(a, json_array_get(t, i));
		end = &(*end)->next;
	}
}

static void
object_take(struct arena *a, json_t *t, struct json_value *v)
{
	struct json_value **end = &v->first;
	void *it = json_object_iter(t);
	for (; it != NULL && !arena_full(a);
	     it = json_object_iter_next(t, it)) {
		*end = value_take(a, json_object_iter_value(it));
		(*end)->key = arena_str(a,
		    str_n(json_object_iter_key(it),
			json_object_iter_key_len(it)));
		end = &(*end)->next;
	}
}

/* A copy in the arena; cut short once the arena is full.  Recursion ends at
 * JSON_DEPTH_MAX. */
static struct json_value *
value_take(struct arena *a, json_t *t)
{
	struct json_value *v = arena_alloc(a, sizeof(*v));
	switch (json_typeof(t)) {
	case JANSSON_OBJECT:
		v->kind = JSON_OBJECT;
		object_take(a, t, v);
		break;
	case JANSSON_ARRAY:
		v->kind = JSON_ARRAY;
		array_take(a, t, v);
		break;
	case JANSSON_STRING:
		v->kind = JSON_STRING;
		v->string = arena_str(a,
		    str_n(json_string_value(t), json_string_length(t)));
		break;
	case JSON_INTEGER:
	case JSON_REAL:
		number_set(v, t);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		v->kind = JSON_BOOL;
		v->truth = json_is_true(t);
		break;
	case JANSSON_NULL:
		v->kind = JSON_NULL;
		break;
	}
	return v;
}

enum rc
json_read(struct arena *a, struct str x, struct json_value **out,
    struct err *err)
{
	const enum rc rc = shape_check(x, err);
	if (rc != RC_OK)
		return rc;
	json_error_t why;
	json_t *t = tree_load(x, &why);
	if (t == NULL)
		return refused(&why, err);
	*out = value_take(a, t);
	json_decref(t);
	if (arena_full(a))
		return err_set(err, RC_BAD, "JSON needs too much memory");
	return RC_OK;
}
