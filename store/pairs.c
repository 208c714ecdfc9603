#include "store/pairs.h"

#include <stdlib.h>

#include "common/hash.h"

struct pair_key {
	int64_t document; /* 0: of all */
	uint64_t period;
	size_t nth;
};

/* Figures of no stated period speak of the present. */
static uint64_t
period_of(struct arena *a, const struct observation *o)
{
	if (!str_is(o->period_basis, "text"))
		return 0;
	const struct str key = arena_printf(a, "%.*s/%.*s",
	    STR_ARG(o->period_from), STR_ARG(o->period_until));
	return hash64(key, 0) | 1;
}

static int
key_cmp(const void *a, const void *b)
{
	const struct pair_key *x = a;
	const struct pair_key *y = b;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

static bool
same_group(const struct pair_key *x, const struct pair_key *y)
{
	return x->document == y->document && x->period == y->period;
}

/* Of one page and period: the version before, when it said something else. */
static void
replaced_find(const struct observations *seen, const struct pair_key *keys,
    size_t *replaced)
{
	for (size_t i = 1; i < seen->n; i++) {
		const struct observation *now = &seen->v[keys[i].nth];
		const struct observation *old = &seen->v[keys[i - 1].nth];
		const struct extent says = figure_extent(&now->figure);
		const struct extent said = figure_extent(&old->figure);
		if (same_group(&keys[i], &keys[i - 1]) &&
		    old->version < now->version &&
		    str_eq(old->modality, now->modality) &&
		    !extent_meets(&says, &said))
			replaced[keys[i].nth] = keys[i - 1].nth;
	}
}

static bool
is_ahead(const struct observation *o)
{
	return str_is(o->modality, "plan") || str_is(o->modality, "forecast");
}

/* Backwards, so that the last place of the line is known first. */
static void
outcome_find(const struct observations *seen, const struct pair_key *keys,
    size_t *outcome)
{
	size_t line = LINE_NOBODY;
	for (size_t i = seen->n; i-- > 0;) {
		const struct observation *o = &seen->v[keys[i].nth];
		if (i + 1 < seen->n && !same_group(&keys[i], &keys[i + 1]))
			line = LINE_NOBODY;
		const bool holds =
		    o->status == LINE_MOVED || o->status == LINE_REPEAT;
		if (holds && line == LINE_NOBODY)
			line = keys[i].nth;
		else if (is_ahead(o))
			outcome[keys[i].nth] = line;
	}
}

struct pairs
pairs_of(struct arena *a, const struct observations *seen)
{
	struct pair_key *keys = arena_array(a, seen->n + 1, sizeof(*keys));
	struct pairs out = {
		.replaced = arena_array(a, seen->n + 1, sizeof(size_t)),
		.outcome = arena_array(a, seen->n + 1, sizeof(size_t)),
	};
	for (size_t i = 0; i < seen->n; i++) {
		const struct observation *o = &seen->v[i];
		keys[i] = (struct pair_key){ o->document, period_of(a, o), i };
		out.replaced[i] = LINE_NOBODY;
		out.outcome[i] = LINE_NOBODY;
	}
	qsort(keys, seen->n, sizeof(*keys), key_cmp);
	replaced_find(seen, keys, out.replaced);
	for (size_t i = 0; i < seen->n; i++)
		keys[i].document = 0;
	qsort(keys, seen->n, sizeof(*keys), key_cmp);
	outcome_find(seen, keys, out.outcome);
	return out;
}
