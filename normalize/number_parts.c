#include "normalize/number_parts.h"

#include <math.h>

#include "normalize/numbers.h"

#define HALF_MILLION 5e5 /* one word in Russian: rounded, not counted */

/* The classes a number's words can have, in the order they are asked. */
enum part {
	PART_NUMERAL,
	PART_ONE,
	PART_SCALE,
	PART_GROUP,
	PART_WHOLE,
	PART_PART,
	PART_NTH,
	PART_HALF,
	PART_JOINT,
	PART_FRACTION,
	PART_DENOMINATOR,
	PART_COLLECTIVE,
	PART_TIMES,
	PART_EACH,
	PART_ORDINAL,
	PARTS,
};

static const char *const part_names[PARTS] = {
	[PART_NUMERAL] = "numeral",
	[PART_ONE] = "one",
	[PART_SCALE] = "scale",
	[PART_GROUP] = "group",
	[PART_WHOLE] = "whole",
	[PART_PART] = "part",
	[PART_NTH] = "nth",
	[PART_HALF] = "half",
	[PART_JOINT] = "joint",
	[PART_FRACTION] = "fraction",
	[PART_DENOMINATOR] = "denominator",
	[PART_COLLECTIVE] = "collective",
	[PART_TIMES] = "times",
	[PART_EACH] = "each",
	[PART_ORDINAL] = "ordinal",
};

typedef bool part_fn(struct number_parts *, double value);

/* The power of ten under a number word: 1 for 7, 10 for 70, 100 for 700. */
static double
magnitude(double v)
{
	double m = 1;
	while (m * 10 <= v)
		m *= 10;
	return m;
}

static bool
add_numeral(struct number_parts *r, double v)
{
	if (r->pending > 0) {
		r->current = v / r->pending;
		r->step = r->current;
		r->pending = 0;
		r->rounded = r->open = true;
		return v < 20;
	}
	if (!r->open) {
		r->current = v;
		r->open = r->words = true;
		r->step = v == floor(v) ? 1 : 0.5;
		if (v == HALF_MILLION || v == 1000 * HALF_MILLION) {
			r->step = v / 10;
			r->rounded = true;
		}
		return true;
	}
	if (!r->words)
		return false;
	/* Kazakh: "екі жүз" is two hundreds. */
	const double units = fmod(r->current, 1000);
	if (v == 100 && units >= 1 && units < 10) {
		r->current += units * 99;
		return true;
	}
	if (fmod(r->current, 10 * magnitude(v)) == 0 && v < 1000 && v > 0) {
		r->current += v;
		return true;
	}
	/* "үш төрт": three or four. */
	if (r->is_apart || v != r->current + 1 || r->total > 0)
		return false;
	r->apart = r->current;
	r->is_apart = true;
	r->current = v;
	return true;
}

void
number_decimals_end(struct number_parts *r)
{
	if (!r->decimals)
		return;
	double part = r->part;
	if (part <= 0)
		part = 0.1 / magnitude(r->current < 1 ? 1 : r->current);
	r->current = r->whole + r->current * part;
	r->step = part;
	r->decimals = false;
	r->rounded = true;
}

static bool
add_scale(struct number_parts *r, double v)
{
	number_decimals_end(r);
	r->rounded = true;
	if (!r->open && r->total > 0) {
		/* "сто тысяч миллионов" */
		r->total *= v;
		r->last *= v;
		r->step *= v;
		return true;
	}
	if (r->last > 0 && v >= r->last)
		return false;
	if (!r->open) {
		r->current = 1;
		r->step = 1;
	}
	r->total = number_tidy(r->total + r->current * v);
	r->step *= v;
	r->last = v;
	r->apart *= v;
	r->current = 0;
	r->open = r->words = false;
	return true;
}

static bool
add_group(struct number_parts *r, double v)
{
	if (!r->open) {
		r->current = 1;
		r->step = 1;
	}
	r->current *= v;
	r->step *= v;
	r->rounded = r->open = true;
	r->words = true;
	return true;
}

static bool
add_whole(struct number_parts *r, double v)
{
	(void)v;
	if (!r->open || r->decimals)
		return false;
	r->whole = r->current;
	r->current = 0;
	r->open = r->words = false;
	r->decimals = true;
	r->part = 0;
	return true;
}

/* Before the decimals in Kazakh, behind them in Russian; behind a number
 * without a whole part it is a fraction: "пять десятых". */
static bool
add_part(struct number_parts *r, double v)
{
	if (r->decimals) {
		r->part = v;
		if (r->open)
			number_decimals_end(r);
		return true;
	}
	if (!r->open)
		return false;
	r->current *= v;
	r->step = v;
	r->rounded = true;
	return true;
}

bool
number_half(struct number_parts *r, double v)
{
	if (r->open) {
		r->current += v;
		r->step = 0.5;
	} else if (r->total > 0) {
		r->total += v * r->last;
		r->step = v * r->last;
	} else {
		return false;
	}
	r->rounded = true;
	return true;
}

static bool
add_fraction(struct number_parts *r, double v)
{
	r->current = (r->open ? r->current : 1) * v;
	r->step = v / 10;
	r->rounded = r->open = true;
	r->words = false;
	return r->current <= 1;
}

static bool
add_denominator(struct number_parts *r, double v)
{
	r->pending = v;
	return !r->open;
}

static bool
add_alone(struct number_parts *r, double v)
{
	if (r->open)
		return false;
	r->current = v;
	r->step = 1;
	r->open = true;
	return true;
}

static bool
add_each(struct number_parts *r, double v)
{
	(void)v;
	r->each = true;
	return !r->open;
}

/* "Каждый восьмой" is an eighth; other ordinals are no numbers. */
static bool
add_ordinal(struct number_parts *r, double v)
{
	if (!r->each || r->open || v < 2)
		return false;
	r->current = 1 / v;
	r->step = r->current;
	r->rounded = r->open = true;
	return true;
}

static part_fn *const part_fns[PARTS] = {
	[PART_NUMERAL] = add_numeral,
	[PART_ONE] = add_numeral,
	[PART_SCALE] = add_scale,
	[PART_GROUP] = add_group,
	[PART_WHOLE] = add_whole,
	[PART_PART] = add_part,
	[PART_NTH] = add_part,
	[PART_HALF] = number_half,
	[PART_JOINT] = add_whole,
	[PART_FRACTION] = add_fraction,
	[PART_DENOMINATOR] = add_denominator,
	[PART_COLLECTIVE] = add_alone,
	[PART_TIMES] = add_alone,
	[PART_EACH] = add_each,
	[PART_ORDINAL] = add_ordinal,
};

bool
number_word(struct number_parts *r, struct str word)
{
	for (int p = 0; p < PARTS; p++) {
		const struct lexeme *l = lexicon_find(r->lexicon, r->lang,
		    str_c(part_names[p]), word);
		if (l == NULL)
			continue;
		if (p == PART_PART && !r->decimals && !r->open)
			continue;
		if (r->each && p != PART_ORDINAL)
			continue;
		return part_fns[p](r, l->value);
	}
	return false;
}
