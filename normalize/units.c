#include "normalize/units.h"

#include <math.h>

#define FRACTION_STEP 5.0 /* percent: nobody measured that half */
#define BRACKET_REACH 40  /* code points from a bracket to its number */
#define UNITS_REACH   400 /* code points looked back for a unit left out */

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
	{ "duration", { "time", "age" }, NULL },
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
	f->fact.value = number_tidy(f->fact.value * by);
	f->fact.low = number_tidy(f->fact.low * by);
	f->fact.high = number_tidy(f->fact.high * by);
	f->read.step *= by;
}

/* A fraction of something is a percentage of it. */
static void
set_fraction(struct figure *f)
{
	if (!str_is(f->kind, "percent") ||
	    !str_starts(draft_rule_word(f->mention->rule), STR("fraction")))
		return;
	f->fraction = true;
	f->read.step = FRACTION_STEP;
	f->fact.value *= 100;
}

static void
set_unit(const struct draft *d, struct figure *f)
{
	/* Nobody comes 1.8 times: that is a factor. */
	if (str_is(draft_rule_word(f->mention->rule), "occasions") &&
	    f->read.value != floor(f->read.value))
		f->fact.kind = f->kind = STR("factor");
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
 * млрд", "8,9 из 12,4 млрд"; but "с 500 до 1,2 тыс." is five hundred. */
static void
share_scale(struct figure *from, const struct figure *to)
{
	if (from->read.scale > 1 || to->read.scale <= 1)
		return;
	const double ratio = from->read.value / to->read.first;
	if (ratio > 50 || ratio < 0.02)
		return;
	multiply(from, to->read.scale);
	from->read.rounded = true;
}

/* Whether a figure stands in brackets: "(около 5 млн долларов)" is another
 * reading of the amount before it, and no unit for the ones behind. */
static bool
is_bracketed(const struct draft *d, const struct figure *f)
{
	const size_t near = f->number.start - f->fact.sentence.start;
	const size_t back = near < BRACKET_REACH ? near : BRACKET_REACH;
	const struct str s =
	    text_slice(&d->text, (struct span){ f->number.start - back, back });
	for (size_t i = s.n; i-- > 0;)
		if (s.s[i] == '(' || s.s[i] == ')')
			return s.s[i] == '(';
	return false;
}

/* Whether a figure can lend its unit or its noun. */
static bool
may_lend(const struct draft *d, const struct figure *o)
{
	if (o->dropped || is_bracketed(d, o))
		return false;
	return str_is(o->kind, "count") || str_is(o->kind, "quantity") ||
	    (str_is(o->kind, "money") && o->fact.unit.n > 0);
}

/* The figure that one without a unit leans on: the nearest before it, else
 * the next of its sentence ("от 3 млрд до 5 млрд тенге"). */
static const struct figure *
lender(const struct draft *d, const struct figure *f)
{
	const size_t here = (size_t)(f - d->figures);
	for (size_t i = here; i-- > 0;) {
		const struct figure *o = &d->figures[i];
		if (f->number.start - o->number.start > UNITS_REACH)
			break;
		if (may_lend(d, o))
			return o;
	}
	for (size_t i = here + 1; i < d->nfigures; i++) {
		const struct figure *o = &d->figures[i];
		if (o->fact.sentence.start != f->fact.sentence.start)
			break;
		if (may_lend(d, o) && str_is(o->kind, "money"))
			return o;
	}
	return NULL;
}

/* "316 млн" behind an amount is money, behind tonnes tonnes, behind a count
 * it counts the same. */
static void
set_elided(const struct draft *d, struct figure *f)
{
	const struct figure *o = lender(d, f);
	if (o == NULL) {
		f->dropped = true;
		return;
	}
	f->fact.unit = o->fact.unit;
	f->fact.kind = f->kind = o->kind;
}

static void
share_scales(struct draft *d, size_t i)
{
	struct figure *f = &d->figures[i];
	if (f->role == ROLE_TO)
		share_scale(&d->figures[f->pair - 1], f);
	if (str_is(f->mention->rule, "money.of") && i + 1 < d->nfigures)
		share_scale(f, f + 1);
}

void
units_set(struct draft *d)
{
	for (size_t i = 0; i < d->nfigures; i++)
		set_unit(d, &d->figures[i]);
	for (size_t i = 0; i < d->nfigures; i++)
		share_scales(d, i);
	for (size_t i = 0; i < d->nfigures; i++) {
		struct figure *f = &d->figures[i];
		if (!f->dropped && str_is(f->kind, "money") &&
		    f->fact.unit.n == 0 && f->role != ROLE_FROM)
			set_elided(d, f);
	}
}
