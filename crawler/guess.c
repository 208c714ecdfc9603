#include "crawler/guess.h"

#include <ctype.h>

#define SHARE_MIN    10 /* a shape has at least one of so many addresses */
#define NUMBER_LEAST 4  /* digits of an id that stands alone ... */
#define NUMBER_LONG  5  /* ... and of one that is surely no year */

struct guess
guess_in(struct arena *arena)
{
	return (struct guess){
		.groups = arena_array(arena, GUESS_GROUPS_MAX,
		    sizeof(struct guess_group)),
	};
}

/* Words are alike whatever they say: sections share a template. */
static bool
is_alike(const struct shape *a, const struct shape *b)
{
	if (a->n != b->n || a->slash != b->slash)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].kind != b->v[i].kind ||
		    !str_eq(a->v[i].extension, b->v[i].extension))
			return false;
	return true;
}

static bool
is_year(struct str digits)
{
	return digits.n == 4 &&
	    (str_starts(digits, STR("19")) || str_starts(digits, STR("20")));
}

/* A title or id somewhere; a number alone only when it is no day or page. */
static bool
is_article(const struct shape *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].kind == SHAPE_SLUG)
			return true;
	const struct shape_segment *last = &s->v[s->n > 0 ? s->n - 1 : 0];
	return s->n > 0 && last->kind == SHAPE_NUMBER &&
	    last->text.n >= NUMBER_LEAST && !is_year(last->text);
}

static bool
is_digit_at(struct str x, size_t i)
{
	return i < x.n && isdigit((unsigned char)x.s[i]);
}

static bool
ends_in_number(struct str x)
{
	size_t n = x.n;
	while (n > 0 && is_digit_at(x, n - 1))
		n--;
	return n < x.n && n > 0 && (x.s[n - 1] == '-' || x.s[n - 1] == '_');
}

static bool
begins_with_number(struct str x)
{
	size_t n = 0;
	while (is_digit_at(x, n))
		n++;
	return n > 0 && n < x.n && x.s[n] == '-';
}

static struct guess_place
place_of(const struct shape_segment *s)
{
	return (struct guess_place){
		.first = *s,
		.same = true,
		.joined = str_chr(s->text, '-') < s->text.n,
		.ends_number = ends_in_number(s->text),
		.begins_number = begins_with_number(s->text),
		.shortest = s->text.n,
		.longest = s->text.n,
	};
}

static void
place_meet(struct guess_place *p, const struct shape_segment *s)
{
	const struct guess_place other = place_of(s);
	p->same = p->same && str_eq(p->first.text, s->text);
	p->joined = p->joined && other.joined;
	p->ends_number = p->ends_number && other.ends_number;
	p->begins_number = p->begins_number && other.begins_number;
	p->shortest =
	    other.shortest < p->shortest ? other.shortest : p->shortest;
	p->longest = other.longest > p->longest ? other.longest : p->longest;
}

void
guess_add(struct guess *g, struct str url)
{
	const struct shape shape = shape_of(url);
	if (!is_article(&shape))
		return;
	for (size_t i = 0; i < g->n; i++) {
		struct guess_group *to = &g->groups[i];
		if (!is_alike(&to->shape, &shape))
			continue;
		for (size_t k = 0; k < shape.n; k++)
			place_meet(&to->places[k], &shape.v[k]);
		to->n++;
		return;
	}
	if (g->n == GUESS_GROUPS_MAX)
		return;
	struct guess_group *to = &g->groups[g->n++];
	*to = (struct guess_group){ .shape = shape, .n = 1 };
	for (size_t k = 0; k < shape.n; k++)
		to->places[k] = place_of(&shape.v[k]);
}

/* As it stands, within a regular expression. */
static void
literal_write(struct buf *out, struct str x)
{
	for (size_t i = 0; i < x.n; i++) {
		const unsigned char c = (unsigned char)x.s[i];
		if (!isalnum(c) && c < 0x80 && c != '_' && c != '-')
			buf_chr(out, '\\');
		buf_chr(out, (char)c);
	}
}

static void
number_write(struct buf *out, const struct guess_place *p)
{
	if (p->shortest == p->longest && p->longest <= 4)
		buf_printf(out, "\\d{%zu}", p->longest);
	else if (p->shortest >= NUMBER_LONG)
		buf_printf(out, "\\d{%d,}", NUMBER_LONG);
	else
		buf_text(out, "\\d+");
}

static void
place_write(struct buf *out, const struct guess_place *p)
{
	buf_chr(out, '/');
	if (p->first.kind != SHAPE_NUMBER && p->same)
		literal_write(out, p->first.text);
	else if (p->first.kind == SHAPE_WORD)
		buf_text(out, "[a-zA-Z_-]+");
	else if (p->first.kind == SHAPE_NUMBER)
		number_write(out, p);
	else if (p->ends_number)
		buf_text(out, "[^/?]+[-_]\\d+");
	else if (p->begins_number)
		buf_text(out, "\\d+-[^/?]+");
	else
		buf_text(out, p->joined ? "[^/?]+-[^/?]+" : "[^/?]+");
	literal_write(out, p->first.extension);
}

/* The largest group that is smaller than `than` (or comes after it); NULL. */
static const struct guess_group *
next_group(const struct guess *g, const struct guess_group *than)
{
	const struct guess_group *best = NULL;
	for (size_t i = 0; i < g->n; i++) {
		const struct guess_group *x = &g->groups[i];
		if (than != NULL &&
		    (x->n > than->n || (x->n == than->n && x <= than)))
			continue;
		if (best == NULL || x->n > best->n)
			best = x;
	}
	return best;
}

bool
guess_pattern(const struct guess *g, struct str domain, struct buf *out)
{
	size_t all = 0;
	size_t taken = 0;
	const struct guess_group *x = next_group(g, NULL);
	for (size_t i = 0; i < g->n; i++)
		all += g->groups[i].n;
	if (x == NULL || x->n < GUESS_LEAST)
		return false;
	buf_text(out, "^https?://([^/]+\\.)?");
	literal_write(out, domain);
	buf_text(out, "(:\\d+)?(");
	for (; x != NULL && taken < GUESS_PATTERNS_MAX; taken++) {
		if (x->n < GUESS_LEAST || x->n * SHARE_MIN < all)
			break;
		buf_text(out, taken > 0 ? "|" : "");
		for (size_t i = 0; i < x->shape.n; i++)
			place_write(out, &x->places[i]);
		buf_text(out, x->shape.slash ? "/" : "");
		x = next_group(g, x);
	}
	buf_text(out, ")(\\?|$)");
	return true;
}
