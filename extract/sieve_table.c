#include "extract/sieve_table.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

#define STATES_MAX ((size_t)16384) /* then the table is emptied */
#define SLOTS      (2 * STATES_MAX)

_Static_assert(STATES_MAX <= TABLE_STATE, "a way has room for any state");

static void
members_grow(struct table_members *m)
{
	m->cap = mem_room(m->cap > 0 ? m->cap : 256, m->n + 1);
	m->v = mem_grow(m->v, m->cap, sizeof(*m->v));
}

static inline void
push(struct table_members *m, uint32_t state)
{
	if (m->n == m->cap)
		members_grow(m);
	m->v[m->n++] = state;
}

static void
table_empty(struct sieve *s)
{
	memset(s->slots, 0, SLOTS * sizeof(*s->slots));
	s->members.n = 0;
	s->n = 2;
	s->start = TABLE_UNKNOWN;
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

static void
found_clear(struct sieve *s)
{
	s->found.n = 0;
	s->round += 2;
}

static bool
is_of(const struct sieve *s, const struct net_state *v, unsigned byte)
{
	return byte < TABLE_EDGE &&
	    (s->net.sets[v->what].bytes[byte / 64] >> (byte % 64) & 1) != 0;
}

static bool
leads_on(const struct sieve *s, const struct net_state *v, unsigned byte)
{
	switch (v->kind) {
	case NET_BYTE:
		return v->what == byte;
	case NET_SET:
		return is_of(s, v, byte);
	case NET_EDGE:
		return byte == TABLE_EDGE;
	default:
		return false;
	}
}

static void
found_add(struct sieve *s, uint32_t at)
{
	if (s->seen[at] != s->round)
		push(&s->found, at);
	s->seen[at] = s->round;
}

/* The same, over what asks for the next byte: that is known now.  What fits
 * before the byte is found behind it. */
static void
follow_next(struct sieve *s, uint32_t from, unsigned byte)
{
	push(&s->nexts, from);
	while (s->nexts.n > 0) {
		const uint32_t at = s->nexts.v[--s->nexts.n];
		if (at == NET_NONE || s->asked_next[at] == s->round)
			continue;
		s->asked_next[at] = s->round;
		const struct net_state *v = &s->net.v[at];
		const bool next = v->kind == NET_NEXT &&
		    (byte == TABLE_EDGE || is_of(s, v, byte));
		if (next || v->kind == NET_FORK)
			push(&s->nexts, v->next);
		if (v->kind == NET_FORK)
			push(&s->nexts, v->other);
		if (v->kind == NET_FITS || v->kind == NET_OPEN)
			found_add(s, at);
		if (leads_on(s, v, byte))
			reach(s, v->next);
	}
}

/* Where a member leads by a byte. */
static void
follow(struct sieve *s, uint32_t member, unsigned byte)
{
	const struct net_state *v = &s->net.v[member];
	if (v->kind == NET_NEXT)
		follow_next(s, member, byte);
	else if (leads_on(s, v, byte))
		reach(s, v->next);
}

/* Where the members of the start lead, class by class; those that fit before
 * any byte is read fit everywhere. */
static void
starts_make(struct sieve *s)
{
	found_clear(s);
	reach_starts(s);
	for (size_t i = 0; i < s->found.n; i++) {
		const struct net_state *v = &s->net.v[s->found.v[i]];
		if (v->kind == NET_FITS)
			sieve_set_add(&s->always, v->pattern);
		else
			push(&s->starts, s->found.v[i]);
	}
	for (unsigned c = 0; c < s->nclasses; c++) {
		unsigned byte = 0;
		while (s->class_of[byte] != c)
			byte++;
		found_clear(s);
		for (size_t i = 0; i < s->starts.n; i++)
			follow(s, s->starts.v[i], byte);
		s->after[c] = s->after_starts.n;
		for (size_t i = 0; i < s->found.n; i++)
			push(&s->after_starts, s->found.v[i]);
	}
	s->after[s->nclasses] = s->after_starts.n;
}

static void
reach_after_starts(struct sieve *s, size_t class)
{
	for (size_t i = s->after[class]; i < s->after[class + 1]; i++)
		found_add(s, s->after_starts.v[i]);
}

/* What the first text makes, once all patterns are there. */
void
table_make(struct sieve *s)
{
	s->nclasses = net_bytes(&s->net, s->class_of);
	net_shorten(&s->net);
	s->v = mem_zero(STATES_MAX, sizeof(*s->v));
	s->ways = mem_alloc(STATES_MAX * s->nclasses * sizeof(*s->ways));
	s->slots = mem_alloc(SLOTS * sizeof(*s->slots));
	s->seen = mem_zero(s->net.n, sizeof(*s->seen));
	s->asked_next = mem_zero(s->net.n, sizeof(*s->asked_next));
	table_empty(s);
	if (s->way == SIEVE_ANYWHERE)
		starts_make(s);
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
found_sort(struct sieve *s, struct table_state *to)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->found.n; i++) {
		const struct net_state *v = &s->net.v[s->found.v[i]];
		if (v->kind == NET_OPEN)
			sieve_set_add(&to->open, v->pattern);
		if (v->kind == NET_FITS || v->kind == NET_OPEN)
			sieve_set_add(&to->fits, v->pattern);
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
is_state(const struct sieve *s, const struct table_state *v,
    const struct table_state *x)
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

static uint16_t
way_to(size_t state, bool any)
{
	return (uint16_t)(state | (any ? TABLE_FITS : 0));
}

/* The way to the state with the members found, built when it is new. */
static uint16_t
state_of_found(struct sieve *s)
{
	struct table_state made = { .first = 0 };
	found_sort(s, &made);
	bool any = false;
	for (size_t i = 0; i < SIEVE_WORDS; i++)
		any = any || made.fits.bits[i] != 0;
	if (made.n == 0 && !any && s->way != SIEVE_ANYWHERE)
		return TABLE_DEAD;
	made.hash += made.fits.bits[0];
	if (s->n == STATES_MAX)
		table_empty(s);
	size_t i = (size_t)made.hash & (SLOTS - 1);
	for (; s->slots[i] != 0; i = (i + 1) & (SLOTS - 1))
		if (is_state(s, &s->v[s->slots[i]], &made))
			return way_to(s->slots[i], any);
	const uint16_t at = (uint16_t)s->n++;
	s->slots[i] = at;
	made.first = s->members.n;
	s->v[at] = made;
	for (size_t k = 0; k < s->found.n; k++)
		push(&s->members, s->found.v[k]);
	memset(&s->ways[(size_t)at * s->nclasses], 0,
	    s->nclasses * sizeof(*s->ways));
	s->built++;
	return way_to(at, any);
}

uint16_t
table_start(struct sieve *s)
{
	if (s->start == TABLE_UNKNOWN) {
		found_clear(s);
		if (s->way != SIEVE_ANYWHERE)
			reach_starts(s);
		s->start = state_of_found(s);
	}
	return s->start;
}

/* The way that nobody has gone yet. */
uint16_t
table_step(struct sieve *s, uint16_t from, unsigned byte)
{
	const struct table_state *v = &s->v[from];
	const size_t kept = s->built;
	found_clear(s);
	for (size_t i = 0; i < v->n; i++)
		follow(s, s->members.v[v->first + i], byte);
	if (s->way == SIEVE_ANYWHERE)
		reach_after_starts(s, s->class_of[byte]);
	const size_t states = s->n;
	const uint16_t to = state_of_found(s);
	/* Unless the table, and `from` with it, was emptied. */
	if (s->n >= states || s->built == kept)
		s->ways[(size_t)from * s->nclasses + s->class_of[byte]] = to;
	return to;
}

void
table_free(struct sieve *s)
{
	free(s->v);
	free(s->ways);
	free(s->slots);
	free(s->members.v);
	free(s->found.v);
	free(s->stack.v);
	free(s->starts.v);
	free(s->after_starts.v);
	free(s->seen);
	free(s->asked_next);
	free(s->nexts.v);
}
