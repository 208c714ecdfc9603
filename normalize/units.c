#include "normalize/units.h"

/* Where the unit's words are looked up, by the kind of the figure. */
static const struct unit_row {
	const char *kind;
	const char *classes[3];
	const char *unit; /* when no words say it */
} rows[] = {
	{ "money", { "currency", "currency_sign", "currency_iso" }, NULL },
	{ "percent", { "percent" }, "%" },
	{ "points", { "points" }, "pp" },
	{ "quantity", { "unit" }, NULL },
	{ "duration", { "time" }, NULL },
	{ "factor", { NULL }, "1" },
	{ "count", { NULL }, NULL },
};

static const struct unit_row *
row_of(struct str kind)
{
	size_t i = 0;
	while (!str_is(kind, rows[i].kind))
		i++;
	return &rows[i];
}

/* A unit's words as the lexicon has them: without an abbreviation's full
 * stop. */
static const struct lexeme *
find_unit(const struct draft *d, const struct unit_row *row, struct str words)
{
	for (int i = 0; i < 3 && row->classes[i] != NULL; i++) {
		const struct lexeme *l = draft_find(d, row->classes[i], words);
		if (l != NULL)
			return l;
	}
	if (words.n > 0 && words.s[words.n - 1] == '.')
		return find_unit(d, row, str_head(words, words.n - 1));
	return NULL;
}

static void
multiply(struct figure *f, double by)
{
	f->fact.value *= by;
	f->fact.low *= by;
	f->fact.high *= by;
	f->read.step *= by;
}

/* A fraction of something is a percentage of it. */
static void
set_fraction(struct figure *f)
{
	if (!str_starts(draft_rule_word(f->mention->rule), STR("fraction")))
		return;
	f->fraction = true;
	f->read.step = 0.1;
	f->fact.value *= 100;
}

static void
set_unit(const struct draft *d, struct figure *f)
{
	const struct unit_row *row = row_of(f->kind);
	struct str words = draft_words(d, f->mention, "unit");
	if (words.s == NULL)
		words = draft_words(d, f->mention, "unit2");
	f->fact.unit = str_c(row->unit);
	if (words.s == NULL) {
		set_fraction(f);
		return;
	}
	const struct lexeme *l = find_unit(d, row, words);
	if (l == NULL) {
		/* "процентн", "долларов": the stem that a rule names. */
		f->dropped = row->unit == NULL;
		return;
	}
	f->fact.unit = l->code.v;
	if (l->value > 0 && l->value != 1)
		multiply(f, l->value);
}

/* Of two numbers with one scale word the first takes it too: "с 10,6 до 11,2
 * млрд"; but "с 500 до 1,2 тыс." is five hundred. */
static void
share_scale(struct draft *d, struct figure *to)
{
	struct figure *from = &d->figures[to->pair - 1];
	if (from->read.scale > 1 || to->read.scale <= 1)
		return;
	const double ratio = from->read.value / to->read.first;
	if (ratio > 50 || ratio < 0.02)
		return;
	multiply(from, to->read.scale);
	from->read.rounded = true;
}

/* The distance in code points between two figures. */
static size_t
distance(const struct figure *a, const struct figure *b)
{
	return a->number.start < b->number.start
	    ? b->number.start - a->number.start
	    : a->number.start - b->number.start;
}

/* The currency of the nearest amount of the sentence that has one. */
static void
set_elided(struct draft *d, const struct sentence_view *v, struct figure *f)
{
	const struct figure *best = NULL;
	for (size_t i = v->figure; i < v->figure + v->figures; i++) {
		const struct figure *o = &d->figures[i];
		if (!str_is(o->kind, "money") || o->fact.unit.n == 0)
			continue;
		if (best == NULL || distance(o, f) < distance(best, f))
			best = o;
	}
	if (best != NULL)
		f->fact.unit = best->fact.unit;
	else
		f->dropped = true;
}

void
units_set(struct draft *d)
{
	for (size_t i = 0; i < d->nfigures; i++)
		set_unit(d, &d->figures[i]);
	for (size_t i = 0; i < d->nfigures; i++)
		if (d->figures[i].role == ROLE_TO)
			share_scale(d, &d->figures[i]);
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		for (size_t i = v->figure; i < v->figure + v->figures; i++)
			if (str_is(d->figures[i].kind, "money") &&
			    d->figures[i].fact.unit.n == 0 &&
			    !d->figures[i].dropped)
				set_elided(d, v, &d->figures[i]);
	}
}
