#include "normalize/digits.h"

#include <stdbool.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits without their marks, "." before decimals. */
struct plain {
	char text[DIGITS_MAX + 3];
	size_t n;
	size_t decimals;
	bool point;
	bool grouped;
};

/* Whether the mark at s[i] groups thousands rather than begins decimals. */
static bool
is_grouping(struct str s, size_t i, enum number_comma comma, bool again)
{
	size_t run = 0;
	while (i + 1 + run < s.n && run < 4 && is_digit(s.s[i + 1 + run]))
		run++;
	if (run != 3 || s.s[i] == ' ')
		return run == 3;
	const bool more = i + 4 < s.n && s.s[i + 4] == s.s[i];
	if (again || more)
		return true;
	return s.s[i] == ',' && comma == COMMA_GROUPS;
}

/* What a mark between two digits is: 1 taken, 0 the number's end, -1 wrong. */
static int
take_mark(struct plain *p, struct str s, size_t i, enum number_comma comma)
{
	const char c = s.s[i];
	const bool inner = i + 1 < s.n && is_digit(s.s[i + 1]);
	if (!inner || (c != ' ' && c != ',' && c != '.'))
		return 0;
	if (is_grouping(s, i, comma, p->grouped)) {
		p->grouped = true;
		return 1;
	}
	if (c == ' ')
		return 0;
	if (p->point)
		return -1;
	p->point = true;
	p->text[p->n++] = '.';
	return 1;
}

size_t
digits_read(struct str s, enum number_comma comma, struct digits *out)
{
	struct plain p = { .n = 0 };
	size_t i = 0;
	for (; i < s.n; i++) {
		if (is_digit(s.s[i])) {
			if (p.n >= DIGITS_MAX)
				return 0;
			p.text[p.n++] = s.s[i];
			p.decimals += p.point;
			continue;
		}
		const int taken = take_mark(&p, s, i, comma);
		if (taken < 0)
			return 0;
		if (taken == 0)
			break;
	}
	out->decimals = p.decimals;
	return str_real(str_n(p.text, p.n), &out->value) ? i : 0;
}
