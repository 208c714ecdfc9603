#include "normalize/bounds.h"

#include <math.h>

/* Captures that hold a bound's words, and the classes that explain them;
 * the first that is there decides. */
static const struct bound_row {
	const char *capture;
	const char *class;
} rows[] = {
	{ "bound", "bound" },
	{ "bound", "bound_after" },
	{ "bound_abl", "bound_abl" },
	{ "bound_dat", "bound_dat" },
	{ "bound_bare", "bound_bare" },
	{ "bound_about", "bound_about" },
	{ "bound_inverted", "bound_inverted" },
	{ "limit", "limit" },
	{ "prep", "limit" },
};

/* Which sides of the interval the stated value leaves open. */
static const struct side_row {
	const char *bound;
	bool below; /* the interval reaches below the value */
	bool above;
} sides[] = {
	{ "more_than", false, true },
	{ "at_least", false, true },
	{ "less_than", true, false },
	{ "at_most", true, false },
};

/* "до 20" is a bound only where it is not the new value of a change. */
static bool
is_role(const struct figure *f, const char *class)
{
	return f->role != ROLE_NONE && str_is(str_c(class), "limit");
}

static struct str
bound_of(const struct draft *d, const struct figure *f)
{
	if (f->role == ROLE_FROM)
		return STR("exact");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct str words =
		    draft_words(d, f->mention, rows[i].capture);
		if (words.s == NULL || is_role(f, rows[i].class))
			continue;
		const struct lexeme *l = draft_find(d, rows[i].class, words);
		if (l != NULL)
			return l->code.v;
	}
	/* A third of something was never measured to the percent. */
	return f->fraction ? STR("approx") : STR("exact");
}

/* Whether the value is counted to the last unit. */
static bool
is_counted(const struct figure *f)
{
	const bool last = f->read.step >= 1 && f->read.step <= 1;
	return (!f->read.rounded || last) &&
	    (str_is(f->kind, "count") || str_is(f->kind, "money") ||
		str_is(f->kind, "duration"));
}

static void
set_interval(struct figure *f)
{
	struct fact *x = &f->fact;
	const double open = (double)NAN;
	const double half = is_counted(f) ? 0 : f->read.step / 2;
	const double about = str_is(x->bound, "approx")
	    ? fmax(half, fabs(x->value) * BOUNDS_ABOUT)
	    : half;
	x->low = number_tidy(x->value - about);
	x->high = number_tidy(x->value + about);
	for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
		if (!str_is(x->bound, sides[i].bound))
			continue;
		x->low = sides[i].below ? open : x->value;
		x->high = sides[i].above ? open : x->value;
	}
}

void
bounds_set(struct draft *d)
{
	for (size_t i = 0; i < d->nfigures; i++) {
		struct figure *f = &d->figures[i];
		if (f->dropped)
			continue;
		if (str_is(f->fact.bound, "range")) {
			f->fact.value = (f->fact.low + f->fact.high) / 2;
			continue;
		}
		f->fact.bound = bound_of(d, f);
		set_interval(f);
	}
}
