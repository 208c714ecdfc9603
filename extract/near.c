#include "extract/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/log.h"
#include "common/mem.h"
#include "extract/marks.h"

/* A sieve has numbers for so many rules' `before`, and behind them for their
 * `not_before`; the others are always asked. */
#define BEFORES ((size_t)SIEVE_MAX / 2)
#define TAILS   ((size_t)32) /* places of one text that are remembered */

_Static_assert(NEAR_BYTES <= SIEVE_TRAIL, "a window has room in a trail");

/* Groups in `before` that belong to the figure itself. */
static const char *const own_groups[] = { "bound", "unit", "sign" };

/* The last NEAR_BYTES before `at`, from the beginning of a word on. */
static struct str
window(struct str text, size_t at, size_t *shift)
{
	size_t from = at > NEAR_BYTES ? at - NEAR_BYTES : 0;
	while (from > 0 && from < at && text.s[from - 1] != ' ')
		from++;
	*shift = from;
	return str_n(text.s + from, at - from);
}

/* What stands before a place, and which rules' `before` it may be. */
struct tail {
	unsigned round; /* of near_begin(); 0: none */
	size_t place;
	struct str left;
	size_t shift; /* where `left` begins in the text */
	struct sieve_trail trail;
};

struct near {
	const struct rule *rules;
	size_t n;
	bool around;
	struct sieve *here;        /* NULL: no text was met yet */
	struct sieve *back;        /* NULL: of rules around */
	struct sieve_set unheaded; /* marked rules that begin with no mark */
	unsigned round;
	struct tail *tails; /* TAILS; NULL: no `back` */
};

struct near *
near_new(const struct rules_lang *rules, enum rule_phase phase)
{
	struct near *near = mem_zero(1, sizeof(*near));
	near->rules = rules->v[phase];
	near->n = rules->n[phase];
	near->around = phase == PHASE_AROUND;
	return near;
}

/* Most runs meet one language or two, and reading patterns takes time. */
static void
sieves_make(struct near *near)
{
	near->here = sieve_new(near->around ? SIEVE_ANYWHERE : SIEVE_HERE);
	if (!near->around) {
		near->back = sieve_new(SIEVE_BACK);
		near->tails = mem_zero(TAILS, sizeof(*near->tails));
	}
	for (size_t i = 0; i < near->n; i++) {
		const struct rule *r = &near->rules[i];
		sieve_add(near->here, r->pattern.text, i);
		if (r->phase == PHASE_MARKED && i < SIEVE_MAX &&
		    !sieve_heads(near->here, i, MARK_LEAD))
			sieve_set_add(&near->unheaded, i);
		if (near->around || i >= BEFORES)
			continue;
		if (r->before.re != NULL)
			sieve_add(near->back, r->before.text, i);
		if (r->not_before.re != NULL)
			sieve_add(near->back, r->not_before.text, BEFORES + i);
	}
}

void
near_free(struct near *near)
{
	if (near == NULL)
		return;
	sieve_free(near->here);
	sieve_free(near->back);
	free(near->tails);
	free(near);
}

void
near_begin(struct near *near)
{
	near->round++;
}

void
near_may(struct near *near, struct str text, struct sieve_set *set)
{
	if (near->here == NULL)
		sieves_make(near);
	sieve_ask(near->here, text, set);
	sieve_set_join(set, &near->unheaded);
}

static const struct tail *
tail_at(struct near *near, struct str text, size_t place)
{
	struct tail *t = &near->tails[place % TAILS];
	if (t->round == near->round && t->place == place)
		return t;
	t->round = near->round;
	t->place = place;
	t->left = window(text, place, &t->shift);
	sieve_trace(near->back, t->left, &t->trail);
	return t;
}

bool
near_headed(const struct near *near, const struct rule *r)
{
	return near != NULL && near->here != NULL && r->phase == PHASE_MARKED &&
	    !sieve_has(&near->unheaded, (size_t)(r - near->rules));
}

static bool
is_found(const struct rule *r, enum rc rc, const struct err *err)
{
	if (rc == RC_BAD) {
		char name[RULE_NAME_MAX + 1];
		(void)snprintf(name, sizeof(name), "%.*s", STR_ARG(r->name));
		log_event(LOG_WARN, "rule_stopped", "rule", name, "reason",
		    err->reason, NULL);
	}
	return rc == RC_OK;
}

static bool
find(const struct rule *r, const struct pattern *re, struct str text,
    size_t from, struct pattern_match *m)
{
	struct err err; /* written when it is read: clearing it costs */
	return is_found(r, pattern_find(re, text, from, m, &err), &err);
}

static bool
find_here(const struct rule *r, struct str text, size_t from,
    struct pattern_match *m)
{
	struct err err;
	return is_found(r, pattern_here(r->pattern.re, text, from, m, &err),
	    &err);
}

/* A record has one capture of a name: of two, the later one stays, which in
 * what stands before a figure is the nearer ("менее около 40"). */
static void
capture_put(struct near_match *out, const struct near_capture *c)
{
	size_t i = 0;
	while (i < out->ncaptures && !str_eq(out->captures[i].name, c->name))
		i++;
	out->captures[i] = *c;
	out->ncaptures += i == out->ncaptures;
}

static void
take_groups(const struct rule_pattern *p, const struct pattern_match *m,
    size_t shift, struct near_match *out)
{
	const struct pattern_groups groups = pattern_groups(p->re);
	for (size_t i = 0; i < groups.n; i++) {
		const size_t k = groups.v[i].number;
		if (k >= m->count || m->at[2 * k] == PATTERN_UNSET)
			continue;
		if (m->at[2 * k] == m->at[2 * k + 1])
			continue;
		const struct near_capture found = {
			.name = groups.v[i].name,
			.start = shift + m->at[2 * k],
			.end = shift + m->at[2 * k + 1],
		};
		capture_put(out, &found);
	}
}

static bool
is_own(struct str name)
{
	for (size_t i = 0; i < sizeof(own_groups) / sizeof(own_groups[0]); i++)
		if (str_is(name, own_groups[i]))
			return true;
	return false;
}

/* A pattern that ends at the end of `left`, which may begin from byte `from`
 * on. */
struct behind {
	struct str left;
	size_t shift;
	size_t from;
	size_t from_not; /* the same for `not_before`; past the end: nowhere */
};

static struct behind
behind_of(struct near *near, const struct rule *r, struct str text,
    size_t place)
{
	struct behind b = { .from = 0 };
	const size_t i = near == NULL ? BEFORES : (size_t)(r - near->rules);
	if (i >= BEFORES) {
		b.left = window(text, place, &b.shift);
		return b;
	}
	const struct tail *t = tail_at(near, text, place);
	b.left = t->left;
	b.shift = t->shift;
	b.from = sieve_begin(&t->trail, i);
	b.from_not = sieve_has(&t->trail.any, BEFORES + i)
	    ? sieve_begin(&t->trail, BEFORES + i)
	    : b.left.n + 1;
	return b;
}

static bool
before_fits(struct near *near, const struct rule *r, struct str text,
    struct near_match *out)
{
	struct pattern_match m;
	if (r->before.re == NULL && r->not_before.re == NULL)
		return true;
	const struct behind b = behind_of(near, r, text, out->start);
	if (r->not_before.re != NULL &&
	    find(r, r->not_before.re, b.left, b.from_not, &m))
		return false;
	if (r->before.re == NULL)
		return true;
	if (!find(r, r->before.re, b.left, b.from, &m))
		return false;
	const size_t first = out->ncaptures;
	take_groups(&r->before, &m, b.shift, out);
	for (size_t i = first; i < out->ncaptures; i++)
		if (is_own(out->captures[i].name) &&
		    out->captures[i].start < out->from)
			out->from = out->captures[i].start;
	return true;
}

static bool
sentence_fits(const struct rule *r, struct str text)
{
	struct pattern_match m;
	for (size_t i = 0; i < r->ncontext; i++)
		if (!find(r, r->context[i], text, 0, &m))
			return false;
	for (size_t i = 0; i < r->nexclude; i++)
		if (find(r, r->exclude[i], text, 0, &m))
			return false;
	return true;
}

/* Whether a rule that is tied to its place is worth asking there. */
static bool
place_may(struct near *near, const struct rule *r, struct str text, size_t at)
{
	if (near == NULL || r->before.re == NULL)
		return true;
	const size_t i = (size_t)(r - near->rules);
	return i >= BEFORES ||
	    sieve_has(&tail_at(near, text, at)->trail.any, i);
}

bool
near_match(struct near *near, const struct rule *r, struct str text, size_t at,
    struct near_match *out)
{
	struct pattern_match m;
	const bool headed = near_headed(near, r);
	const bool tied = r->phase == PHASE_RAW || headed;
	if (near != NULL && near->back == NULL)
		near = NULL;
	if (tied && !place_may(near, r, text, at))
		return false;
	while (headed ? find_here(r, text, at, &m)
		      : find(r, r->pattern.re, text, at, &m)) {
		out->start = m.at[0];
		out->end = m.at[1];
		out->from = out->start;
		out->ncaptures = 0;
		take_groups(&r->pattern, &m, 0, out);
		if (before_fits(near, r, text, out))
			return sentence_fits(r, text);
		if (tied)
			return false;
		/* The next place, one whole code point on. */
		at = out->start + 1;
		while (
		    at < text.n && ((unsigned char)text.s[at] & 0xC0) == 0x80)
			at++;
	}
	return false;
}
