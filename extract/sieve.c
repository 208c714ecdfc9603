#include "extract/sieve.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "extract/net.h"

#define STATES_MAX ((size_t)4096) /* then the table is emptied */
#define SLOTS      (2 * STATES_MAX)
#define UNKNOWN    0               /* a way nobody has gone yet */
#define DEAD       1               /* nothing can fit any more */
#define BUILT_FREE ((size_t)20000) /* states that may be built at once */
#define BUILT_PART 8               /* and one for so many bytes of text */
#define EDGE       NET_BYTES_EDGE  /* the byte behind the last */

/* States of the net that a text may have led to, as one. */
struct state {
	struct sieve_set fits;
	struct sieve_set open; /* of those, what may go on for long */
	bool any;              /* one fits */
	size_t first;          /* its members in `members` */
	size_t n;
	uint64_t hash;
};

struct members {
	uint32_t *v;
	size_t n;
	size_t cap;
};

struct sieve {
	enum sieve_way way;
	struct net net;
	struct sieve_set always;
	uint16_t class_of[EDGE + 1]; /* bytes that no pattern tells apart */
	size_t nclasses;
	struct state *v; /* from 2: UNKNOWN and DEAD are none */
	size_t n;
	uint16_t *ways;  /* [state * nclasses + class] */
	uint16_t *slots; /* by hash */
	struct members members;
	struct members found; /* of the state being built */
	struct members stack;
	/* By the net's states: `round` when it was reached for the state being
	 * built, `round` + 1 when it is a member of it. */
	uint32_t *seen;
	uint32_t round;
	uint16_t start; /* 0: to be built */
	size_t built;
	size_t asked; /* bytes */
};

struct sieve *
sieve_new(enum sieve_way way)
{
	struct sieve *s = mem_zero(1, sizeof(*s));
	s->way = way;
	net_init(&s->net, way == SIEVE_BACK, way == SIEVE_ANYWHERE);
	return s;
}

void
sieve_free(struct sieve *s)
{
	if (s == NULL)
		return;
	net_free(&s->net);
	free(s->v);
	free(s->ways);
	free(s->slots);
	free(s->members.v);
	free(s->found.v);
	free(s->stack.v);
	free(s->seen);
	free(s);
}

static void
set_add(struct sieve_set *set, size_t i)
{
	set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}

static void
set_join(struct sieve_set *set, const struct sieve_set *more)
{
	for (size_t i = 0; i < SIEVE_WORDS; i++)
		set->bits[i] |= more->bits[i];
}

void
sieve_add(struct sieve *s, struct str pattern, size_t i)
{
	if (i < SIEVE_MAX && !net_add(&s->net, pattern, (uint8_t)i))
		set_add(&s->always, i);
}

static void
push(struct members *m, uint32_t state)
{
	if (m->n == m->cap) {
		m->cap = mem_room(m->cap > 0 ? m->cap : 256, m->n + 1);
		m->v = mem_grow(m->v, m->cap, sizeof(*m->v));
	}
	m->v[m->n++] = state;
}

static void
table_empty(struct sieve *s)
{
	memset(s->slots, 0, SLOTS * sizeof(*s->slots));
	s->members.n = 0;
	s->n = 2;
	s->start = UNKNOWN;
}

/* What the first text makes, once all patterns are there. */
static void
table_make(struct sieve *s)
{
	s->nclasses = net_bytes(&s->net, s->class_of);
	net_shorten(&s->net);
	s->v = mem_zero(STATES_MAX, sizeof(*s->v));
	s->ways = mem_alloc(STATES_MAX * s->nclasses * sizeof(*s->ways));
	s->slots = mem_alloc(SLOTS * sizeof(*s->slots));
	s->seen = mem_zero(s->net.n, sizeof(*s->seen));
	table_empty(s);
}

/* All states that are reached from `from` without a byte. */
static void
reach(struct sieve *s, uint32_t from)
{
	s->stack.n = 0;
	push(&s->stack, from);
	while (s->stack.n > 0) {
		const uint32_t at = s->stack.v[--s->stack.n];
		if (at == NET_NONE || s->seen[at] == s->round)
			continue;
		s->seen[at] = s->round;
		const struct net_state *v = &s->net.v[at];
		if (v->kind != NET_FORK) {
			push(&s->found, at);
			continue;
		}
		push(&s->stack, v->next);
		push(&s->stack, v->other);
	}
}

static void
reach_starts(struct sieve *s)
{
	for (size_t i = 0; i < s->net.nstarts; i++)
		reach(s, s->net.starts[i]);
}

/* Of one member; a state's is the sum, in whatever order they were found. */
static uint64_t
member_hash(uint32_t member)
{
	const uint64_t x = (member + UINT64_C(1)) * 0x9E3779B97F4A7C15;
	return (x ^ x >> 29) * 0xBF58476D1CE4E5B9;
}

/* Takes out of the members found what fits, and all of the patterns that need
 * not be followed on: those that are open, and read forwards those that fit. */
static void
found_sort(struct sieve *s, struct state *to)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->found.n; i++) {
		const struct net_state *v = &s->net.v[s->found.v[i]];
		if (v->kind == NET_OPEN)
			set_add(&to->open, v->pattern);
		if (v->kind == NET_FITS || v->kind == NET_OPEN)
			set_add(&to->fits, v->pattern);
	}
	const struct sieve_set *done =
	    s->way == SIEVE_BACK ? &to->open : &to->fits;
	for (size_t i = 0; i < s->found.n; i++) {
		const struct net_state *v = &s->net.v[s->found.v[i]];
		if (v->kind == NET_FITS || sieve_has(done, v->pattern))
			continue;
		to->hash += member_hash(s->found.v[i]);
		s->seen[s->found.v[i]] = s->round + 1;
		s->found.v[kept++] = s->found.v[i];
	}
	s->found.n = to->n = kept;
}

static bool
is_state(const struct sieve *s, const struct state *v, const struct state *x)
{
	if (v->hash != x->hash || v->n != x->n ||
	    memcmp(&v->fits, &x->fits, sizeof(x->fits)) != 0 ||
	    memcmp(&v->open, &x->open, sizeof(x->open)) != 0)
		return false;
	for (size_t i = 0; i < v->n; i++)
		if (s->seen[s->members.v[v->first + i]] != s->round + 1)
			return false;
	return true;
}

/* The state with the members found, built when it is new. */
static uint16_t
state_of_found(struct sieve *s)
{
	struct state made = { .first = 0 };
	found_sort(s, &made);
	for (size_t i = 0; i < SIEVE_WORDS; i++)
		made.any = made.any || made.fits.bits[i] != 0;
	if (made.n == 0 && !made.any)
		return DEAD;
	made.hash += made.fits.bits[0];
	if (s->n == STATES_MAX)
		table_empty(s);
	size_t i = (size_t)made.hash & (SLOTS - 1);
	for (; s->slots[i] != 0; i = (i + 1) & (SLOTS - 1))
		if (is_state(s, &s->v[s->slots[i]], &made))
			return s->slots[i];
	const uint16_t at = (uint16_t)s->n++;
	s->slots[i] = at;
	made.first = s->members.n;
	s->v[at] = made;
	for (size_t k = 0; k < s->found.n; k++)
		push(&s->members, s->found.v[k]);
	memset(&s->ways[(size_t)at * s->nclasses], 0,
	    s->nclasses * sizeof(*s->ways));
	s->built++;
	return at;
}

static void
found_clear(struct sieve *s)
{
	s->found.n = 0;
	s->round += 2;
}

static uint16_t
start_of(struct sieve *s)
{
	if (s->start == UNKNOWN) {
		found_clear(s);
		reach_starts(s);
		s->start = state_of_found(s);
	}
	return s->start;
}

static bool
leads_on(const struct sieve *s, const struct net_state *v, unsigned byte)
{
	switch (v->kind) {
	case NET_BYTE:
		return v->what == byte;
	case NET_SET:
		return byte < EDGE &&
		    (s->net.sets[v->what].bytes[byte / 64] >> (byte % 64) &
			1) != 0;
	case NET_EDGE:
		return byte == EDGE;
	default:
		return false;
	}
}

/* The way that nobody has gone yet. */
static uint16_t
way_make(struct sieve *s, uint16_t from, unsigned byte)
{
	const struct state *v = &s->v[from];
	const size_t kept = s->built;
	found_clear(s);
	for (size_t i = 0; i < v->n; i++) {
		const struct net_state *m =
		    &s->net.v[s->members.v[v->first + i]];
		if (leads_on(s, m, byte))
			reach(s, m->next);
	}
	if (s->way == SIEVE_ANYWHERE)
		reach_starts(s);
	const size_t states = s->n;
	const uint16_t to = state_of_found(s);
	/* Unless the table, and `from` with it, was emptied. */
	if (s->n >= states || s->built == kept)
		s->ways[(size_t)from * s->nclasses + s->class_of[byte]] = to;
	return to;
}

static inline uint16_t
way_of(struct sieve *s, uint16_t from, unsigned byte)
{
	const size_t way = (size_t)from * s->nclasses + s->class_of[byte];
	const uint16_t to = s->ways[way];
	return to != UNKNOWN ? to : way_make(s, from, byte);
}

/* Whether a text is worth the states that it may need. */
static bool
is_worth(struct sieve *s, struct str text)
{
	if (s->v == NULL)
		table_make(s);
	s->asked += text.n;
	return s->built < BUILT_FREE + s->asked / BUILT_PART;
}

void
sieve_ask(struct sieve *s, struct str text, struct sieve_set *out)
{
	if (!is_worth(s, text)) {
		memset(out, 0xFF, sizeof(*out));
		return;
	}
	*out = s->always;
	uint16_t at = start_of(s);
	for (size_t i = 0; at != DEAD; i++) {
		if (s->v[at].any)
			set_join(out, &s->v[at].fits);
		if (i == text.n)
			return;
		at = way_of(s, at, (unsigned char)text.s[i]);
	}
}

static void
trail_add(struct sieve_trail *t, const struct state *v, size_t at)
{
	if (!v->any)
		return;
	set_join(&t->any, &v->fits);
	set_join(&t->v[0].set, &v->open);
	t->v[t->n++] = (struct sieve_begin){ .at = at, .set = v->fits };
}

void
sieve_trace(struct sieve *s, struct str text, struct sieve_trail *t)
{
	t->n = 0;
	t->unknown = !is_worth(s, text) || text.n > SIEVE_TRAIL;
	t->any = s->always;
	if (t->unknown) {
		memset(&t->any, 0xFF, sizeof(t->any));
		return;
	}
	t->v[t->n++] = (struct sieve_begin){ .at = 0, .set = s->always };
	uint16_t at = start_of(s);
	for (size_t i = text.n; at != DEAD; i--) {
		trail_add(t, &s->v[at], i);
		if (i == 0) {
			at = way_of(s, at, EDGE);
			if (at != DEAD)
				trail_add(t, &s->v[at], 0);
			return;
		}
		at = way_of(s, at, (unsigned char)text.s[i - 1]);
	}
}

size_t
sieve_begin(const struct sieve_trail *t, size_t i)
{
	if (t->unknown || i >= SIEVE_MAX || sieve_has(&t->v[0].set, i))
		return 0;
	for (size_t k = t->n; k > 1; k--)
		if (sieve_has(&t->v[k - 1].set, i))
			return t->v[k - 1].at;
	return 0;
}
