#include "extract/net_read.h"

#include <string.h>

#include "common/utf8.h"

#define DEPTH_MAX 200 /* of groups; words' trees are as deep as words long */
/* A repeat that may be oftener has no upper bound, nor one of a part that is
 * so large: the net would grow more than it would tell. */
#define COPIES_MAX ((size_t)4)
#define COPIED_MAX ((size_t)400) /* states */
#define UNBOUNDED  SIZE_MAX

struct reader {
	struct net *net;
	struct str s;
	size_t at;
	unsigned depth;
	uint8_t number;
	bool called;  /* what is read stands elsewhere in the pattern */
	bool unknown; /* it holds what a net does not know */
};

static struct net_part any_read(struct reader *);

static bool
ahead(const struct reader *r, struct str x)
{
	return str_starts(str_from(r->s, r->at), x);
}

static bool
took(struct reader *r, struct str x)
{
	const bool here = ahead(r, x);
	r->at += here ? x.n : 0;
	return here;
}

static struct net_part
unknown(struct reader *r)
{
	r->unknown = true;
	return net_nothing(r->net, r->number);
}

/* Past the bracket that closes the group whose inside begins here. */
static void
group_skip(struct reader *r)
{
	size_t open = 1;
	bool class = false;
	for (; r->at < r->s.n && open > 0; r->at++) {
		const char c = r->s.s[r->at];
		if (c == '\\')
			r->at++;
		else if (class)
			class = c != ']';
		else if (c == '[')
			class = true;
		else
			open += c == '(' ? 1 : c == ')' ? (size_t)-1 : 0;
	}
	r->unknown = r->unknown || open > 0;
}

/* A group's inside, and its closing bracket. */
static struct net_part
inside_read(struct reader *r)
{
	const struct net_part part = any_read(r);
	if (!took(r, STR(")")))
		r->unknown = true;
	return part;
}

/* (?&NAME): the group of that name, wherever it stands. */
static struct net_part
call_read(struct reader *r)
{
	const struct str rest = str_from(r->s, r->at);
	const struct str name = str_head(rest, str_chr(rest, ')'));
	char open[80] = "(?<";
	if (name.n == rest.n || name.n + 4 > sizeof(open))
		return unknown(r);
	memcpy(open + 3, name.s, name.n);
	open[3 + name.n] = '>';
	const struct str group = str_n(open, name.n + 4);
	const size_t behind = r->at + name.n + 1;
	const bool called = r->called;
	r->at = str_find(r->s, group) + group.n;
	if (r->at > r->s.n)
		return unknown(r);
	r->called = true;
	const struct net_part part = inside_read(r);
	r->called = called;
	r->at = behind;
	return part;
}

/* Whether nothing of the pattern can follow here but other alternatives. */
static bool
is_end(struct reader r)
{
	while (ahead(&r, STR("|")) || ahead(&r, STR(")"))) {
		if (!took(&r, STR(")")))
			group_skip(&r);
		if (r.at < r.s.n && strchr("*+?{", r.s.s[r.at]) != NULL)
			return false;
	}
	return r.at == r.s.n || ahead(&r, STR("(?(DEFINE)"));
}

/* (?=...): behind the last of a pattern it is as if it were part of it. */
static struct net_part
behind_read(struct reader *r)
{
	struct reader past = *r;
	group_skip(&past);
	if (!r->net->back && !r->called && is_end(past))
		return inside_read(r);
	group_skip(r);
	return net_nothing(r->net, r->number);
}

/* (?!...): a class of letters tells by which bytes the text may go on. */
static struct net_part
never_read(struct reader *r)
{
	struct net_set firsts;
	const size_t from = r->at;
	group_skip(r);
	if (r->net->back || r->unknown)
		return net_nothing(r->net, r->number);
	const struct str never = str_n(r->s.s + from, r->at - from - 1);
	return net_class_others(never, &firsts)
	    ? net_next(r->net, &firsts, r->number)
	    : net_nothing(r->net, r->number);
}

/* What stands behind "(?", row by row. */
static struct net_part
special_read(struct reader *r)
{
	static const struct str passed[] = { { "<=", 2 }, { "<!", 2 },
		{ "(DEFINE)", 8 } };
	const struct net_set none = { { 0 } };
	if (took(r, STR("!)")))
		return net_set(r->net, &none, r->number);
	for (size_t i = 0; i < sizeof(passed) / sizeof(*passed); i++)
		if (took(r, passed[i])) {
			group_skip(r);
			return net_nothing(r->net, r->number);
		}
	if (took(r, STR("=")))
		return behind_read(r);
	if (took(r, STR("!")))
		return never_read(r);
	if (took(r, STR("J)")))
		return net_nothing(r->net, r->number);
	if (took(r, STR("&")))
		return call_read(r);
	if (took(r, STR(":")) || took(r, STR(">")))
		return inside_read(r);
	if (!took(r, STR("<")))
		return unknown(r);
	r->at += str_chr(str_from(r->s, r->at), '>') + 1;
	return inside_read(r);
}

/* Where the text begins: a net read backwards comes to its edge there. */
static struct net_part
begin_part(struct reader *r)
{
	if (!r->net->back)
		return net_nothing(r->net, r->number);
	return net_edge(r->net, r->number);
}

/* An escape that is no class: \x{..}, \., or a place. */
static struct net_part
escape_read(struct reader *r)
{
	static const char places[] = "bBGzZ";
	uint32_t rune;
	if (r->at + 1 >= r->s.n)
		return unknown(r);
	const char next = r->s.s[r->at + 1];
	if (next == '\0' || (unsigned char)next >= 0x80)
		return unknown(r);
	if (strchr(places, next) != NULL) {
		r->at += 2;
		return net_nothing(r->net, r->number);
	}
	if (next >= '1' && next <= '9') {
		/* \1 may be anything: a text that any text may follow. */
		struct net_part part = net_class_dot(r->net, r->number);
		r->at += 2;
		net_loop(r->net, &part);
		net_maybe(r->net, &part);
		return part;
	}
	return net_class_rune(r->s, &r->at, &rune)
	    ? net_letter(r->net, rune, r->number)
	    : unknown(r);
}

static struct net_part
atom_read(struct reader *r)
{
	struct net_class c;
	size_t len = 0;
	if (strchr("(^$.[\\*+?", r->s.s[r->at]) == NULL) {
		const uint32_t rune = utf8_decode(str_from(r->s, r->at), &len);
		r->at += len;
		return net_letter(r->net, rune, r->number);
	}
	if (took(r, STR("(?")))
		return special_read(r);
	if (took(r, STR("(")))
		return inside_read(r);
	if (took(r, STR("^")))
		return begin_part(r);
	if (took(r, STR("$")))
		return net_nothing(r->net, r->number);
	if (took(r, STR(".")))
		return net_class_dot(r->net, r->number);
	if (ahead(r, STR("[")))
		return net_class_read(r->s, &r->at, &c)
		    ? net_class_part(r->net, &c, r->number)
		    : unknown(r);
	if (net_class_read(r->s, &r->at, &c))
		return net_class_part(r->net, &c, r->number);
	if (ahead(r, STR("\\")))
		return escape_read(r);
	return unknown(r); /* a repeat of nothing */
}

struct repeat {
	size_t least;
	size_t most;
};

static size_t
number_read(struct reader *r, size_t otherwise)
{
	const size_t from = r->at;
	size_t n = 0;
	while (r->at < r->s.n && r->s.s[r->at] >= '0' && r->s.s[r->at] <= '9' &&
	    n < 100000)
		n = n * 10 + (size_t)(r->s.s[r->at++] - '0');
	return r->at > from ? n : otherwise;
}

static struct repeat
repeat_read(struct reader *r)
{
	struct repeat n = { 1, 1 };
	if (r->at == r->s.n || strchr("*+?{", r->s.s[r->at]) == NULL)
		return n;
	if (took(r, STR("*"))) {
		n = (struct repeat){ 0, UNBOUNDED };
	} else if (took(r, STR("+"))) {
		n = (struct repeat){ 1, UNBOUNDED };
	} else if (took(r, STR("?"))) {
		n = (struct repeat){ 0, 1 };
	} else {
		r->at++;
		n.least = number_read(r, UNBOUNDED);
		n.most =
		    took(r, STR(",")) ? number_read(r, UNBOUNDED) : n.least;
		r->unknown = r->unknown || n.least > n.most ||
		    n.least == UNBOUNDED || !took(r, STR("}"));
	}
	/* Lazy and greedy ones take the same texts, possessive ones fewer. */
	if (!took(r, STR("?")))
		(void)took(r, STR("+"));
	return n;
}

/* The atom at `from` once more. */
static struct net_part
copy_read(struct reader *r, size_t from)
{
	const size_t behind = r->at;
	r->at = from;
	const struct net_part part = atom_read(r);
	r->at = behind;
	return part;
}

/* Whether the states from `first` on read spaces, and letters of a class that
 * holds more than a few. */
static bool
reads_words(const struct net *net, size_t first)
{
	bool spaces = false;
	bool letters = false;
	for (size_t i = first; i < net->n; i++) {
		const struct net_state *v = &net->v[i];
		if (v->kind == NET_BYTE)
			spaces = spaces || v->what == ' ';
		if (v->kind != NET_SET)
			continue;
		const struct net_set *set = &net->sets[v->what];
		spaces = spaces || (set->bytes[0] >> ' ' & 1) != 0;
		letters = letters || set->bytes[2] == UINT64_MAX;
	}
	return spaces && letters;
}

/* What a repeat that goes over words stands for in a net read backwards: too
 * many ways lead on from there. */
static struct net_part
open_part(struct reader *r, size_t first)
{
	r->net->n = first;
	return (struct net_part){
		.in = net_state(r->net, NET_OPEN, 0, r->number),
		.out = net_state(r->net, NET_FORK, 0, r->number),
	};
}

static struct net_part
item_read(struct reader *r)
{
	const size_t from = r->at;
	const size_t before = r->net->n;
	struct net_part part = atom_read(r);
	const size_t states = r->net->n - before;
	struct repeat n = repeat_read(r);
	if (r->unknown || n.most == 1) {
		if (n.least == 0)
			net_maybe(r->net, &part);
		return part;
	}
	const bool any = !r->net->far && strchr("[.", r->s.s[from]) != NULL;
	const bool open = (r->net->back || any) && reads_words(r->net, before);
	if (open || n.most > COPIES_MAX || states > COPIED_MAX) {
		if (open)
			part = open_part(r, before);
		else
			net_loop(r->net, &part);
		if (n.least == 0)
			net_maybe(r->net, &part);
		return part;
	}
	if (n.least == 0)
		net_maybe(r->net, &part);
	for (size_t i = 1; i < n.most && !r->unknown; i++) {
		struct net_part copy = copy_read(r, from);
		if (i >= n.least)
			net_maybe(r->net, &copy);
		part = net_then(r->net, part, copy);
	}
	return n.most > 0 ? part : net_nothing(r->net, r->number);
}

static struct net_part
sequence_read(struct reader *r)
{
	struct net_part part = net_nothing(r->net, r->number);
	while (r->at < r->s.n && !r->unknown && r->s.s[r->at] != '|' &&
	    r->s.s[r->at] != ')')
		part = net_then(r->net, part, item_read(r));
	return part;
}

/* Alternatives, up to a closing bracket or the end.  Recursion ends at
 * DEPTH_MAX. */
static struct net_part
any_read(struct reader *r)
{
	if (++r->depth > DEPTH_MAX || net_full(r->net))
		return unknown(r);
	struct net_part part = sequence_read(r);
	while (!r->unknown && took(r, STR("|")))
		part = net_or(r->net, part, sequence_read(r));
	r->depth--;
	return part;
}

bool
net_read(struct net *net, struct str pattern, uint8_t number,
    struct net_part *out)
{
	struct reader r = { .net = net, .s = pattern, .number = number };
	*out = any_read(&r);
	return !r.unknown && r.at == pattern.n && !net_full(net);
}
