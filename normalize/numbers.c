#include "normalize/numbers.h"

#include <math.h>

#include "common/utf8.h"
#include "normalize/digits.h"
#include "normalize/number_parts.h"

#define WORDS_MAX 24
#define TIDY      1e-15 /* of a value: what doubles add to 64.1 * 1e9 */
#define VALUE_MAX 9e15  /* beyond it doubles cannot count */

double
number_tidy(double v)
{
	const double whole = round(v);
	return fabs(v - whole) <= fabs(whole) * TIDY ? whole : v;
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
add_digits(struct number_parts *r, struct str *s)
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
take_word(struct number_parts *r, struct str *s)
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
		return number_half(r, 0.5);
	}
	*s = str_from(*s, n < s->n ? n + 1 : n);
	return number_word(r, word);
}

static bool
finish(struct number_parts *r, struct number *out)
{
	if (r->pending > 0)
		return false;
	if (r->decimals && !r->open)
		return false;
	number_decimals_end(r);
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
	struct number_parts r = { .lexicon = lexicon,
		.lang = lang,
		.comma = comma };
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
