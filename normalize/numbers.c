#include "normalize/numbers.h"

#include <math.h>

#include "common/utf8.h"
#include "normalize/digits.h"

#define WORDS_MAX    24
#define VALUE_MAX    9e15  /* beyond it doubles cannot count */
#define TIDY         1e-15 /* of a value: what doubles add to 64.1 * 1e9 */
#define HALF_MILLION 5e5   /* one word in Russian: rounded, not counted */

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

/* What has been read so far. */
struct reading {
	const struct lexicon *lexicon;
	struct str lang;
	enum number_comma comma;
	double total;   /* finished groups: 2 млрд in "2 млрд 300" */
	double current; /* the group at work */
	bool open;      /* current holds something */
	bool words;     /* current is made of words */
	double whole; /* the part before "целых", while decimals are read */
	bool decimals;
	double part; /* 0.1, 0.01: what the decimals count; 0 unknown */
	double step;
	double last;    /* the last scale */
	double pending; /* denominator waiting for its numerator */
	double apart;   /* the first of two numbers */
	bool is_apart;
	bool each; /* "каждый" was read: an ordinal follows */
	bool rounded;
};

typedef bool part_fn(struct reading *, double value);

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
add_numeral(struct reading *r, double v)
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

/* Ends decimals in words: "7" of "три целых семь" becomes 0.7. */
static void
close_decimals(struct reading *r)
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

double
number_tidy(double v)
{
	const double whole = round(v);
	return fabs(v - whole) <= fabs(whole) * TIDY ? whole : v;
}

static bool
add_scale(struct reading *r, double v)
{
	close_decimals(r);
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
add_group(struct reading *r, double v)
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
add_whole(struct reading *r, double v)
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
add_part(struct reading *r, double v)
{
	if (r->decimals) {
		r->part = v;
		if (r->open)
			close_decimals(r);
		return true;
	}
	if (!r->open)
		return false;
	r->current *= v;
	r->step = v;
	r->rounded = true;
	return true;
}

static bool
add_half(struct reading *r, double v)
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
add_fraction(struct reading *r, double v)
{
	r->current = (r->open ? r->current : 1) * v;
	r->step = v / 10;
	r->rounded = r->open = true;
	r->words = false;
	return r->current <= 1;
}

static bool
add_denominator(struct reading *r, double v)
{
	r->pending = v;
	return !r->open;
}

static bool
add_alone(struct reading *r, double v)
{
	if (r->open)
		return false;
	r->current = v;
	r->step = 1;
	r->open = true;
	return true;
}

static bool
add_each(struct reading *r, double v)
{
	(void)v;
	r->each = true;
	return !r->open;
}

/* "Каждый восьмой" is an eighth; other ordinals are no numbers. */
static bool
add_ordinal(struct reading *r, double v)
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
	[PART_HALF] = add_half,
	[PART_JOINT] = add_whole,
	[PART_FRACTION] = add_fraction,
	[PART_DENOMINATOR] = add_denominator,
	[PART_COLLECTIVE] = add_alone,
	[PART_TIMES] = add_alone,
	[PART_EACH] = add_each,
	[PART_ORDINAL] = add_ordinal,
};

/* Which part of a number a word is where it stands: in "үш бүтін оннан екі"
 * оннан tells the place of the decimals, in "оннан бір" the denominator. */
static bool
add_word(struct reading *r, struct str word)
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

/* The case that Russian ties to digits (5-ти, 2-х) is passed over. */
static size_t
case_end(struct str s, size_t i)
{
	if (i >= s.n || s.s[i] != '-')
		return i;
	i++;
	while (i < s.n && s.s[i] != ' ')
		i++;
	return i;
}

static bool
add_digits(struct reading *r, struct str *s)
{
	struct digits d;
	const size_t n = digits_read(*s, r->comma, &d);
	if (n == 0 || r->open)
		return false;
	r->current = d.value;
	r->open = true;
	r->words = false;
	r->step = pow(10, -(double)d.decimals);
	r->rounded = r->rounded || d.decimals > 0;
	*s = str_from(*s, case_end(*s, n));
	return true;
}

/* Up to a space or a hyphen ("twenty-five"). */
static size_t
word_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.s[n] != ' ' && s.s[n] != '-')
		n++;
	return n;
}

/* A word and what of it is the lexicon's: "с половиной" is two words. */
static bool
take_word(struct reading *r, struct str *s)
{
	const size_t n = word_length(*s);
	struct str word = str_head(*s, n);
	while (word.n > 0 && word.s[word.n - 1] == '.')
		word.n--;
	if (word.n == 0 || word.s[0] == '(' || str_is(word, "и") ||
	    str_is(word, "and")) {
		*s = str_from(*s, n + 1);
		return true;
	}
	const struct str rest = str_from(*s, n < s->n ? n + 1 : n);
	const size_t two = n + 1 + word_length(rest);
	if (rest.n > 0 &&
	    lexicon_find(r->lexicon, r->lang, STR("half"), str_head(*s, two)) !=
		NULL) {
		*s = str_from(*s, two < s->n ? two + 1 : two);
		return add_half(r, 0.5);
	}
	*s = str_from(*s, n < s->n ? n + 1 : n);
	return add_word(r, word);
}

static bool
finish(struct reading *r, struct number *out)
{
	if (r->pending > 0)
		return false;
	if (r->decimals && !r->open)
		return false;
	close_decimals(r);
	*out = (struct number){
		.value = r->total + r->current,
		.step = r->step,
		.scale = r->last > 0 ? r->last : 1,
		.rounded = r->rounded,
		.apart = r->is_apart,
	};
	out->first = r->is_apart ? r->apart : out->value / out->scale;
	if (r->open && r->last > 0 && r->current == floor(r->current))
		out->step = 1;
	return (r->open || r->total > 0) && out->value < VALUE_MAX;
}

bool
number_read(const struct lexicon *lexicon, struct str lang, struct str folded,
    enum number_comma comma, struct number *out)
{
	struct reading r = { .lexicon = lexicon, .lang = lang, .comma = comma };
	struct str s = folded;
	for (int words = 0; s.n > 0; words++) {
		if (words == WORDS_MAX)
			return false;
		if (s.s[0] == ' ') {
			s = str_from(s, 1);
			continue;
		}
		const bool taken = utf8_is_digit((unsigned char)s.s[0])
		    ? add_digits(&r, &s)
		    : take_word(&r, &s);
		if (!taken)
			return false;
	}
	return finish(&r, out);
}
