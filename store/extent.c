#include "store/extent.h"

#include <math.h>

bool
extent_known(const struct extent *e)
{
	return !isnan(e->said);
}

static bool
covers(const struct extent *e, double v)
{
	return e->low <= v && v <= e->high;
}

bool
extent_meets(const struct extent *a, const struct extent *b)
{
	if (a->low == a->high)
		return covers(b, a->low);
	if (b->low == b->high)
		return covers(a, b->low);
	if (a->low >= b->high || b->low >= a->high)
		return false;
	if (!a->loose && !b->loose)
		return true;
	return covers(a, b->said) || covers(b, a->said);
}

struct extent
extent_both(const struct extent *a, const struct extent *b)
{
	struct extent both = a->loose && !b->loose ? *b : *a;
	both.low = fmax(a->low, b->low);
	both.high = fmin(a->high, b->high);
	both.said = fmin(fmax(both.said, both.low), both.high);
	return both;
}
