#include "extract/finds.h"

#include <stdlib.h>

#define FINDS_MAX 4096 /* in one sentence, of all rules */

static void
keep(struct finds *s, const struct rule *r, const struct near_match *m)
{
	if (s->n == s->cap) {
		const size_t cap = s->cap == 0 ? 32 : 2 * s->cap;
		s->v = arena_grow(s->arena, s->v, s->n, cap, sizeof(*s->v));
		s->cap = cap;
	}
	struct find *f = &s->v[s->n++];
	*f = (struct find){ .rule = r,
		.start = m->from,
		.end = m->end,
		.ncaptures = m->ncaptures };
	f->captures = arena_array(s->arena, m->ncaptures, sizeof(*f->captures));
	for (size_t i = 0; i < m->ncaptures; i++)
		f->captures[i] = m->captures[i];
	for (size_t i = marks_from(&s->marked, m->start);
	     i < s->marked.n && s->marked.v[i].at < m->end; i++)
		f->marks[i / 64] |= (uint64_t)1 << (i % 64);
}

void
finds_sift(struct finds *s, struct near *near)
{
	const struct marked *m = &s->marked;
	s->may = arena_bytes(s->arena, m->n * sizeof(*s->may));
	near_begin(near);
	for (size_t i = 0; i < m->n; i++) {
		near_may(near, str_from(m->text, m->v[i].at), &s->may[i]);
		sieve_set_join(&s->any, &s->may[i]);
	}
}

/* At each mark that a rule may begin with. */
static void
at_marks(struct finds *s, struct near *near, const struct rule *r, size_t i)
{
	struct near_match m;
	for (size_t k = 0; k < s->marked.n && s->n < FINDS_MAX; k++)
		if (sieve_has(&s->may[k], i) &&
		    near_match(near, r, s->marked.text, s->marked.v[k].at, &m))
			keep(s, r, &m);
}

/* All places where a rule fits; the next is sought behind the first mark of
 * the last, so that finds of one rule may overlap. */
void
finds_rule(struct finds *s, struct near *near, const struct rule *r, size_t i)
{
	struct near_match m;
	size_t at = 0;
	if ((r->marks != 0 && (r->marks & s->marked.names) == 0) ||
	    s->marked.n < r->least)
		return;
	if (near_headed(near, r)) {
		at_marks(s, near, r, i);
		return;
	}
	while (
	    s->n < FINDS_MAX && near_match(near, r, s->marked.text, at, &m)) {
		keep(s, r, &m);
		const size_t mark = marks_from(&s->marked, m.start);
		at = r->phase == PHASE_MARKED && mark < s->marked.n
		    ? s->marked.v[mark].at + MARK_BYTES
		    : m.end;
		if (at <= m.start)
			at = m.start + 1;
	}
}

/* Periods that the raw rules took are finds as well. */
void
finds_periods(struct finds *s)
{
	for (size_t i = 0; i < s->marked.n; i++) {
		const struct number_mark *m = &s->marked.v[i];
		if (!str_is(m->rule->kind, "period"))
			continue;
		const struct near_match match = { .start = m->at,
			.end = m->at + MARK_BYTES,
			.from = m->at };
		keep(s, m->rule, &match);
	}
}

static int
by_rank(const void *a, const void *b)
{
	const struct find *x = a;
	const struct find *y = b;
	if (x->rule->order != y->rule->order)
		return x->rule->order < y->rule->order ? -1 : 1;
	const size_t xn = x->end - x->start;
	const size_t yn = y->end - y->start;
	if (xn != yn)
		return xn > yn ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->rule->index < y->rule->index ? -1 : 1;
}

/* Marks the finds that stand: a number belongs to the first in rank. */
void
finds_settle(struct finds *s)
{
	uint64_t taken[MARK_WORDS] = { 0 };
	if (s->n > 1)
		qsort(s->v, s->n, sizeof(*s->v), by_rank);
	for (size_t i = 0; i < s->n; i++) {
		struct find *f = &s->v[i];
		uint64_t shared = 0;
		for (size_t k = 0; k < MARK_WORDS; k++)
			shared |= taken[k] & f->marks[k];
		f->stands = shared == 0;
		for (size_t k = 0; k < MARK_WORDS && f->stands; k++)
			taken[k] |= f->marks[k];
	}
}

void
finds_drop(struct finds *s)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].stands && !s->v[i].rule->trap)
			s->v[kept++] = s->v[i];
	s->n = kept;
}

const struct find *
finds_winner(const struct finds *s, const struct find *loser)
{
	for (const struct find *f = s->v; f < loser; f++)
		for (size_t k = 0; k < MARK_WORDS && f->stands; k++)
			if ((f->marks[k] & loser->marks[k]) != 0)
				return f;
	return NULL;
}

static int
by_place(const void *a, const void *b)
{
	const struct find *x = a;
	const struct find *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return x->rule->index < y->rule->index ? -1 : 1;
}

void
finds_sort(struct finds *s)
{
	if (s->n > 1)
		qsort(s->v, s->n, sizeof(*s->v), by_place);
}
