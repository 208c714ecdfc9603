#include <string.h>

#include "common/utf8.h"
#include "extract/net_read.h"

#define ALL     UINT64_MAX
#define TAIL(b) (UINT64_C(1) << ((b)-0x80))

/* Leads of two bytes that begin any letter: C4 to DF; of C2 and C3 those that
 * are told below.  Lead EE holds our marks and other private characters, which
 * are neither letters nor digits. */
#define LEADS_THREE 0xBFFFu /* E0 to EF without EE */

/* A property or a class of one letter, as PCRE2_UCP has them.  `over` holds
 * all its members and perhaps others, `under` none but members. */
struct named {
	const char *name;
	uint64_t over_one[2];
	uint64_t under_one[2];
	uint64_t c2; /* tails behind C2 and behind C3 */
	uint64_t c3;
	uint64_t e2;    /* second bytes behind E2, when it is in `three` */
	uint32_t two;   /* leads of two bytes of which all tails are `over` */
	uint32_t under; /* and of which all are members */
	uint32_t three; /* leads of three bytes */
	bool four;
};

#define LOW     UINT64_C(0x07FFFFFE07FFFFFE) /* a-z and A-Z */
#define DIGITS  UINT64_C(0x03FF000000000000)
#define LINE    (UINT64_C(1) << 31) /* "_", which \w takes for a letter */
#define SPACES  UINT64_C(0x0000000100003E00)
#define LEAD(b) (UINT32_C(1) << ((b)&0x1F))
/* U+0400 to U+047F and U+04C0 to U+04FF are Cyrillic letters, each. */
#define CYRILLIC (LEAD(0xD0) | LEAD(0xD1) | LEAD(0xD3))

static const struct named named[] = {
	{ "\\p{L}", { 0, LOW }, { 0, LOW },
	    .c2 = TAIL(0xAA) | TAIL(0xB5) | TAIL(0xBA),
	    .c3 = ~(TAIL(0x97) | TAIL(0xB7)), .two = 0xFFFFFFF0u,
	    .under = CYRILLIC, .three = LEADS_THREE, .e2 = ~TAIL(0x80),
	    .four = true },
	{ "\\p{Cyrillic}", .two = CYRILLIC | LEAD(0xD2) | LEAD(0xD4),
	    .under = CYRILLIC, .three = LEADS_THREE, .e2 = ~TAIL(0x80),
	    .four = true },
	{ "\\p{M}", .two = 0xFFFFFFF0u, .three = LEADS_THREE, .e2 = ~TAIL(0x80),
	    .four = true },
	{ "\\p{Sc}", { UINT64_C(1) << '$', 0 }, .c2 = ALL, .c3 = ALL,
	    .two = 0xFFFFFFF0u, .three = LEADS_THREE, .e2 = ALL, .four = true },
	{ "\\d", { DIGITS, 0 }, { DIGITS, 0 },
	    .two = LEAD(0xD9) | LEAD(0xDB) | LEAD(0xDF), .three = LEADS_THREE,
	    .e2 = 0, .four = true },
	{ "\\w", { DIGITS, LOW | LINE }, { DIGITS, LOW | LINE }, .c2 = ALL,
	    .c3 = ALL, .two = 0xFFFFFFF0u, .under = CYRILLIC,
	    .three = LEADS_THREE, .e2 = ALL, .four = true },
	{ "\\s", { SPACES, 0 }, { SPACES, 0 }, .c2 = TAIL(0x85) | TAIL(0xA0),
	    .three = 0x000Eu, .e2 = TAIL(0x80) | TAIL(0x81) },
};

static void
named_over(struct net_class *c, const struct named *p)
{
	for (size_t i = 0; i < 2; i++)
		c->one[i] |= p->over_one[i];
	c->two[2] |= p->c2;
	c->two[3] |= p->c3;
	for (size_t i = 4; i < 32; i++)
		c->two[i] |= (p->two >> i & 1) != 0 ? ALL : 0;
	for (size_t i = 0; i < 16; i++)
		c->three[i] |= (p->three >> i & 1) == 0 ? 0
		    : i == 2                            ? p->e2
							: ALL;
	c->four = c->four || p->four;
}

static void
named_under(struct net_class *c, const struct named *p)
{
	for (size_t i = 0; i < 2; i++)
		c->one[i] |= p->under_one[i];
	for (size_t i = 0; i < 32; i++)
		c->two[i] |= (p->under >> i & 1) != 0 ? ALL : 0;
}

/* All letters that are not in c. */
static void
invert(struct net_class *c)
{
	for (size_t i = 0; i < 2; i++)
		c->one[i] = ~c->one[i];
	for (size_t i = 2; i < 32; i++)
		c->two[i] = ~c->two[i];
	for (size_t i = 0; i < 16; i++)
		c->three[i] = ~c->three[i];
	c->four = true;
}

static void
letter_add(struct net_class *c, uint32_t rune, bool exact)
{
	if (rune < 0x80)
		c->one[rune / 64] |= UINT64_C(1) << rune % 64;
	else if (rune < 0x800)
		c->two[rune >> 6] |= UINT64_C(1) << (rune & 63);
	else if (rune < 0x10000 && !exact)
		c->three[rune >> 12] |= UINT64_C(1) << (rune >> 6 & 63);
	else if (!exact)
		c->four = true;
}

void
net_class_letter(struct net_class *c, uint32_t rune)
{
	letter_add(c, rune, false);
}

static char
ascii_low(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* "\x{A0}": its letter; false when something else stands there. */
static bool
hex_read(struct str s, size_t *at, uint32_t *rune)
{
	size_t i = *at + 3;
	*rune = 0;
	if (!str_starts(str_from(s, *at), STR("\\x{")))
		return false;
	for (; i < s.n && s.s[i] != '}' && *rune <= 0x10FFFF; i++) {
		const struct str hex = STR("0123456789abcdef");
		const size_t digit = str_chr(hex, ascii_low(s.s[i]));
		if (digit == hex.n)
			return false;
		*rune = *rune * 16 + (uint32_t)digit;
	}
	*at = i + 1;
	return i < s.n && *rune <= 0x10FFFF;
}

bool
net_class_rune(struct str s, size_t *at, uint32_t *rune)
{
	size_t len = 0;
	if (hex_read(s, at, rune))
		return true;
	if (s.s[*at] == '\\') {
		++*at;
		if (*at == s.n)
			return false;
		const char c = ascii_low(s.s[*at]);
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			return false;
	}
	*rune = utf8_decode(str_from(s, *at), &len);
	*at += len;
	return true;
}

static const struct named *
named_find(struct str s)
{
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (str_starts(s, str_c(named[i].name)))
			return &named[i];
	return NULL;
}

/* A letter or a range of them, as "а-я". */
static bool
range_read(struct str s, size_t *at, bool exact, struct net_class *out)
{
	uint32_t from;
	if (!net_class_rune(s, at, &from))
		return false;
	uint32_t to = from;
	if (*at + 1 < s.n && s.s[*at] == '-' && s.s[*at + 1] != ']') {
		++*at;
		if (named_find(str_from(s, *at)) != NULL ||
		    !net_class_rune(s, at, &to))
			return false;
	}
	for (uint32_t rune = from; rune <= to; rune++)
		letter_add(out, rune, exact);
	return from <= to;
}

/* The members of "[...]".  What is inverted must hold members alone. */
static bool
members_read(struct str s, size_t *at, bool exact, struct net_class *out)
{
	const size_t first = *at;
	while (*at < s.n && (s.s[*at] != ']' || *at == first)) {
		const struct str rest = str_from(s, *at);
		const struct named *p = named_find(rest);
		if (str_starts(rest, STR("[:")))
			return false;
		if (p == NULL) {
			if (!range_read(s, at, exact, out))
				return false;
			continue;
		}
		*at += strlen(p->name);
		if (exact)
			named_under(out, p);
		else
			named_over(out, p);
	}
	++*at;
	return *at <= s.n;
}

bool
net_class_read(struct str s, size_t *at, struct net_class *out)
{
	*out = (struct net_class){ .four = false };
	const struct named *p = named_find(str_from(s, *at));
	if (p != NULL) {
		*at += strlen(p->name);
		named_over(out, p);
		return true;
	}
	if (s.s[*at] != '[')
		return false;
	++*at;
	const bool inverted = *at < s.n && s.s[*at] == '^';
	*at += inverted;
	if (!members_read(s, at, inverted, out))
		return false;
	if (inverted)
		invert(out);
	return true;
}

static void
set_byte(struct net_set *set, unsigned byte)
{
	set->bytes[byte / 64] |= UINT64_C(1) << byte % 64;
}

/* Leads of the same tails go one way together: from `first`, those of
 * tails[] like its own; they are taken out. */
static struct net_part
leads_part(struct net *net, uint64_t *tails, size_t n, unsigned base,
    uint8_t number)
{
	const struct net_set any = { { 0, 0, ALL, 0 } };
	struct net_set leads = { { 0 } };
	struct net_set next = { { 0 } };
	for (size_t i = 0; i < n; i++) {
		if (tails[i] == 0 ||
		    (next.bytes[2] != 0 && tails[i] != next.bytes[2]))
			continue;
		next.bytes[2] = tails[i];
		set_byte(&leads, base + (unsigned)i);
		tails[i] = 0;
	}
	struct net_part part = net_set(net, &leads, number);
	part = net_then(net, part, net_set(net, &next, number));
	if (base == 0xE0)
		part = net_then(net, part, net_set(net, &any, number));
	return part;
}

static struct net_part
four_part(struct net *net, uint8_t number)
{
	const struct net_set any = { { 0, 0, ALL, 0 } };
	struct net_set leads = { { 0 } };
	for (unsigned b = 0xF0; b <= 0xF4; b++)
		set_byte(&leads, b);
	struct net_part part = net_set(net, &leads, number);
	for (int i = 0; i < 3; i++)
		part = net_then(net, part, net_set(net, &any, number));
	return part;
}

static bool
has_any(const uint64_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] != 0)
			return true;
	return false;
}

struct net_part
net_class_part(struct net *net, const struct net_class *c, uint8_t number)
{
	struct net_class left = *c;
	const struct net_set ascii = { { c->one[0], c->one[1], 0, 0 } };
	struct net_part part = net_set(net, &ascii, number);
	while (has_any(left.two, 32))
		part = net_or(net, part,
		    leads_part(net, left.two, 32, 0xC0, number));
	while (has_any(left.three, 16))
		part = net_or(net, part,
		    leads_part(net, left.three, 16, 0xE0, number));
	if (c->four)
		part = net_or(net, part, four_part(net, number));
	return part;
}

/* Of the line ends only one can be told by its bytes. */
struct net_part
net_class_dot(struct net *net, uint8_t number)
{
	const struct str all = STR("[^\n]");
	size_t at = 0;
	struct net_class c;
	(void)net_class_read(all, &at, &c);
	return net_class_part(net, &c, number);
}

bool
net_class_others(struct str text, struct net_set *out)
{
	char inverted[64] = "[^";
	struct net_class c;
	size_t at = 0;
	const struct named *p = named_find(text);
	const bool bare = p != NULL && str_is(text, p->name);
	if (text.n < 2 || text.n + 4 > sizeof(inverted) ||
	    (!bare && (text.s[0] != '[' || text.s[1] == '^')))
		return false;
	const struct str members = bare ? text : str_from(text, 1);
	memcpy(inverted + 2, members.s, members.n);
	inverted[2 + members.n] = ']'; /* not read, unless bare */
	const size_t n = 2 + members.n + bare;
	if (!net_class_read(str_n(inverted, n), &at, &c) || at != n)
		return false;
	*out = (struct net_set){ { c.one[0], c.one[1], 0, 0 } };
	for (unsigned i = 2; i < 32; i++)
		if (c.two[i] != 0)
			set_byte(out, 0xC0 + i);
	for (unsigned i = 0; i < 16; i++)
		if (c.three[i] != 0)
			set_byte(out, 0xE0 + i);
	for (unsigned b = 0xF0; c.four && b <= 0xF4; b++)
		set_byte(out, b);
	return true;
}
