#include "store/figure.h"

#include <math.h>
#include <string.h>

#include "common/json.h"

#define GROUP_MIN 5 /* digits; four are read at a glance */

struct extent
figure_extent(const struct figure *f)
{
	return (struct extent){
		.said = f->value,
		.low = isnan(f->low) ? -HUGE_VAL : f->low,
		.high = isnan(f->high) ? HUGE_VAL : f->high,
		.loose = str_is(f->bound, "approx"),
	};
}

struct str
figure_number(struct arena *a, double v)
{
	char text[JSON_REAL_MAX];
	json_real_text(v, text);
	const struct str all = str_c(text);
	const size_t sign = all.n > 0 && all.s[0] == '-' ? 1 : 0;
	size_t digits = 0;
	while (sign + digits < all.n && all.s[sign + digits] >= '0' &&
	    all.s[sign + digits] <= '9')
		digits++;
	if (digits < GROUP_MIN || memchr(all.s, 'e', all.n) != NULL)
		return arena_str(a, all);
	char *out = arena_alloc(a, all.n + digits / 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++) {
		const size_t left = sign + digits - i;
		if (i > sign && i < sign + digits && left % 3 == 0)
			out[n++] = ' ';
		out[n++] = all.s[i];
	}
	return str_n(out, n);
}

static const char *
bound_mark(struct str bound)
{
	static const struct {
		const char *bound;
		const char *mark;
	} marks[] = {
		{ "approx", "~" },
		{ "more_than", "> " },
		{ "at_least", ">= " },
		{ "less_than", "< " },
		{ "at_most", "<= " },
	};
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_is(bound, marks[i].bound))
			return marks[i].mark;
	return "";
}

/* The unit behind the value: "36 %"; the ratio of a factor is "5.6x". */
static struct str
unit_mark(struct arena *a, struct str unit)
{
	if (unit.n == 0)
		return STR("");
	if (str_is(unit, "1"))
		return STR("x");
	return arena_printf(a, " %.*s", STR_ARG(unit));
}

struct str
figure_text(struct arena *a, const struct figure *f)
{
	const struct str value = figure_number(a, f->value);
	const struct str unit = unit_mark(a, f->unit);
	if (str_is(f->bound, "range") && isfinite(f->low) &&
	    isfinite(f->high)) {
		const struct str low = figure_number(a, f->low);
		const struct str high = figure_number(a, f->high);
		return arena_printf(a, "%.*s - %.*s%.*s", STR_ARG(low),
		    STR_ARG(high), STR_ARG(unit));
	}
	return arena_printf(a, "%s%.*s%.*s", bound_mark(f->bound),
	    STR_ARG(value), STR_ARG(unit));
}
