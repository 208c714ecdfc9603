#include "store/claims.h"

#include <stdlib.h>
#include <string.h>

#include "common/hash.h"
#include "common/mem.h"

#define HEADS_MIN 1024 /* a power of two */
#define NOBODY    UINT32_MAX

struct entry {
	struct claim claim;
	char *bytes; /* its texts */
	uint64_t hash;
	uint32_t next;
};

/* A value that somebody gave for a claim. */
struct given {
	uint32_t claim;
	double value;
};

struct claims {
	struct entry *v;
	size_t n;
	size_t room;
	uint32_t *heads; /* by hash */
	size_t nheads;
	struct given *given;
	size_t ngiven;
	size_t given_room;
};

struct claims *
claims_new(void)
{
	return mem_zero(1, sizeof(struct claims));
}

void
claims_free(struct claims *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->n; i++)
		free(c->v[i].bytes);
	free(c->v);
	free(c->heads);
	free(c->given);
	free(c);
}

static uint64_t
name_hash(const struct claimed *x)
{
	return hash64(x->lemma,
	    hash64(x->kind, hash64(x->unit, x->unit.s != NULL)));
}

static bool
same_text(struct str a, struct str b)
{
	return (a.s == NULL) == (b.s == NULL) && str_eq(a, b);
}

static bool
is_of(const struct claim *c, const struct claimed *x)
{
	return str_eq(c->lemma, x->lemma) && str_eq(c->kind, x->kind) &&
	    same_text(c->unit, x->unit);
}

static uint32_t *
head_of(struct claims *c, uint64_t hash)
{
	return &c->heads[(size_t)hash & (c->nheads - 1)];
}

static void
entry_link(struct claims *c, size_t i)
{
	uint32_t *head = head_of(c, c->v[i].hash);
	c->v[i].next = *head;
	*head = (uint32_t)i;
}

static void
heads_grow(struct claims *c)
{
	c->nheads = c->nheads > 0 ? 2 * c->nheads : HEADS_MIN;
	c->heads = mem_grow(c->heads, c->nheads, sizeof(*c->heads));
	memset(c->heads, 0xFF, c->nheads * sizeof(*c->heads));
	for (size_t i = 0; i < c->n; i++)
		entry_link(c, i);
}

/* Copies a text to *at and moves on; what is unknown stays so. */
static struct str
text_keep(char **at, struct str x)
{
	char *here = *at;
	if (x.s == NULL)
		return STR_NONE;
	memcpy(here, x.s, x.n);
	*at += x.n;
	return str_n(here, x.n);
}

static size_t
entry_add(struct claims *c, const struct claimed *x, uint64_t hash)
{
	if (c->n == c->room) {
		c->room = mem_room(c->room, c->n + 1);
		c->v = mem_grow(c->v, c->room, sizeof(*c->v));
	}
	char *at = mem_alloc(x->lemma.n + x->kind.n + x->unit.n + 1);
	struct entry *e = &c->v[c->n];
	*e = (struct entry){ .hash = hash, .bytes = at };
	e->claim.lemma = text_keep(&at, x->lemma);
	e->claim.kind = text_keep(&at, x->kind);
	e->claim.unit = text_keep(&at, x->unit);
	e->claim.least = x->value;
	e->claim.most = x->value;
	entry_link(c, c->n);
	return c->n++;
}

static size_t
entry_of(struct claims *c, const struct claimed *x)
{
	const uint64_t hash = name_hash(x);
	if (c->n >= c->nheads)
		heads_grow(c);
	for (uint32_t i = *head_of(c, hash); i != NOBODY; i = c->v[i].next)
		if (c->v[i].hash == hash && is_of(&c->v[i].claim, x))
			return i;
	return entry_add(c, x, hash);
}

void
claims_add(struct claims *c, const struct claimed *x)
{
	const size_t i = entry_of(c, x);
	struct claim *claim = &c->v[i].claim;
	claim->figures++;
	claim->pages += claim->reading != x->reading;
	claim->reading = x->reading;
	claim->last = x->fact;
	if (x->value < claim->least)
		claim->least = x->value;
	if (x->value > claim->most)
		claim->most = x->value;
	if (c->ngiven == c->given_room) {
		c->given_room = mem_room(c->given_room, c->ngiven + 1);
		c->given = mem_grow(c->given, c->given_room, sizeof(*c->given));
	}
	c->given[c->ngiven++] = (struct given){ (uint32_t)i, x->value };
}

static int
given_cmp(const void *a, const void *b)
{
	const struct given *x = a;
	const struct given *y = b;
	if (x->claim != y->claim)
		return x->claim < y->claim ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

static void
values_count(struct claims *c)
{
	if (c->ngiven > 1)
		qsort(c->given, c->ngiven, sizeof(*c->given), given_cmp);
	for (size_t i = 0; i < c->ngiven; i++)
		if (i == 0 || given_cmp(&c->given[i - 1], &c->given[i]) != 0)
			c->v[c->given[i].claim].claim.values++;
}

/* More pages first: a table with twenty rows of a noun is no better a reason
 * to follow it than one figure. */
static int
claim_cmp(const void *a, const void *b)
{
	const struct claim *x = &((const struct entry *)a)->claim;
	const struct claim *y = &((const struct entry *)b)->claim;
	if (x->pages != y->pages)
		return x->pages > y->pages ? -1 : 1;
	if (x->figures != y->figures)
		return x->figures > y->figures ? -1 : 1;
	int c = str_cmp(x->lemma, y->lemma);
	if (c == 0)
		c = str_cmp(x->kind, y->kind);
	return c != 0 ? c : str_cmp(x->unit, y->unit);
}

void
claims_rank(struct claims *c)
{
	values_count(c);
	if (c->n > 1)
		qsort(c->v, c->n, sizeof(*c->v), claim_cmp);
}

const struct claim *
claims_get(const struct claims *c, size_t i)
{
	return i < c->n ? &c->v[i].claim : NULL;
}
