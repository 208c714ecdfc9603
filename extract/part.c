#include "extract/part.h"

#include "common/buf.h"
#include "common/hash.h"
#include "common/mem.h"
#include "common/pattern.h"

#define NAME_MAX_BYTES 64
#define PART_MAX       ((size_t)256 << 10) /* bytes, with stand-ins */
#define BUCKETS        256                 /* parts are some hundred */

#define STAND_IN "(?:x*|z-a)"

struct known {
	uint64_t hash;
	struct str text;
	struct part part;
	struct known *next;
};

struct parts {
	struct arena *arena;
	const struct yaml_pairs *marks;
	struct known *buckets[BUCKETS];
};

struct parts *
parts_new(struct arena *arena, const struct yaml_pairs *marks)
{
	struct parts *p = arena_alloc(arena, sizeof(*p));
	*p = (struct parts){ .arena = arena, .marks = marks };
	return p;
}

size_t
part_pair(const struct yaml_pairs *pairs, struct str name)
{
	size_t i = 0;
	while (i < pairs->n && !str_eq(pairs->v[i].key.v, name))
		i++;
	return i;
}

/* The length of "{name}" at the front of x, or 0: a name begins with a
 * letter, which PCRE2's {2,3} do not. */
static size_t
macro_length(struct str x)
{
	size_t i = 1;
	if (x.n < 3 || x.s[0] != '{' || x.s[1] < 'a' || x.s[1] > 'z')
		return 0;
	while (i < x.n && i < NAME_MAX_BYTES &&
	    ((x.s[i] >= 'a' && x.s[i] <= 'z') || x.s[i] == '_' ||
		(x.s[i] >= '0' && x.s[i] <= '9')))
		i++;
	return i < x.n && x.s[i] == '}' ? i + 1 : 0;
}

/* An escape at the front of x; of \p{L} and \x{2013} without the name, which
 * is not ours. */
static size_t
escape_length(struct str x)
{
	if (x.n < 2)
		return x.n;
	return x.n > 2 && x.s[2] == '{' ? 3 : 2;
}

void
part_next(struct str *rest, struct str *plain, struct str *name)
{
	const struct str x = *rest;
	size_t i = 0;
	*name = STR_NONE;
	while (i < x.n) {
		if (x.s[i] == '\\') {
			i += escape_length(str_from(x, i));
			continue;
		}
		const size_t n =
		    x.s[i] == '{' ? macro_length(str_from(x, i)) : 0;
		if (n == 0) {
			i++;
			continue;
		}
		*plain = str_head(x, i);
		*name = str_n(x.s + i + 1, n - 2);
		*rest = str_from(x, i + n);
		return;
	}
	*plain = x;
	*rest = str_from(x, x.n);
}

static size_t
number_take(struct str *x)
{
	size_t n = 0;
	while (x->n > 0 && x->s[0] >= '0' && x->s[0] <= '9' && n < PART_MAX) {
		n = 10 * n + (size_t)(x->s[0] - '0');
		*x = str_from(*x, 1);
	}
	return n;
}

/* The higher number of a repeat like {2,8} at the front of x; 1: none. */
static size_t
repeat_of(struct str x)
{
	if (!str_starts(x, STR("{")))
		return 1;
	x = str_from(x, 1);
	const size_t least = number_take(&x);
	if (str_starts(x, STR(",")))
		x = str_from(x, 1);
	const size_t most = number_take(&x);
	const size_t n = least > most ? least : most;
	return n > 1 ? n : 1;
}

/* The end of a class like [^])-] that begins x. */
static size_t
class_end(struct str x)
{
	size_t i = 1;
	i += i < x.n && x.s[i] == '^';
	i += i < x.n && x.s[i] == ']';
	while (i < x.n && x.s[i] != ']')
		i += x.s[i] == '\\' ? 2 : 1;
	return i;
}

size_t
part_copies(struct str rest)
{
	size_t copies = repeat_of(rest);
	size_t depth = 0;
	for (size_t i = 0; i < rest.n && copies < PART_MAX; i++) {
		const char c = rest.s[i];
		if (c == '\\')
			i++;
		else if (c == '[')
			i += class_end(str_from(rest, i));
		else if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (c == ')')
			copies *= repeat_of(str_from(rest, i + 1));
	}
	return copies;
}

/* The text with marks filled and stand-ins for macros. */
static void
stand_in(const struct parts *p, struct str text, struct buf *out)
{
	struct str plain;
	struct str name;
	buf_text(out, "(?J)(?:");
	while (text.n > 0) {
		part_next(&text, &plain, &name);
		buf_str(out, plain);
		if (name.n == 0)
			break;
		const size_t mark = part_pair(p->marks, name);
		buf_text(out, "(?:");
		if (mark < p->marks->n)
			buf_str(out, p->marks->v[mark].value.v);
		else
			buf_text(out, STAND_IN);
		buf_chr(out, ')');
	}
	buf_chr(out, ')');
}

static struct part
check(const struct parts *p, struct str text)
{
	struct part part = { .sound = false };
	struct pattern *re = NULL;
	struct err err;
	struct buf b;
	buf_init(&b, PART_MAX);
	stand_in(p, text, &b);
	if (!b.bad && pattern_new(buf_view(&b), 0, &re, NULL, &err) == RC_OK) {
		part.sound = true;
		part.code = pattern_code(re);
		part.groups = pattern_groups(re).n;
	}
	pattern_free(re);
	buf_free(&b);
	return part;
}

const struct part *
parts_of(struct parts *p, struct str text)
{
	const uint64_t hash = hash64(text, 0);
	struct known **bucket = &p->buckets[hash % BUCKETS];
	for (const struct known *k = *bucket; k != NULL; k = k->next)
		if (k->hash == hash && str_eq(k->text, text))
			return &k->part;
	struct known *k = arena_alloc(p->arena, sizeof(*k));
	*k = (struct known){ .hash = hash,
		.text = text,
		.part = check(p, text),
		.next = *bucket };
	*bucket = k;
	return &k->part;
}
