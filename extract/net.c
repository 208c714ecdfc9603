#include "extract/net.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/utf8.h"
#include "extract/net_read.h"

#define STATES_MAX ((size_t)1 << 18) /* ours have about 30,000 */
#define SETS_MAX   ((size_t)2048)
#define BEGINS_MAX ((size_t)200) /* states before the first byte */

void
net_init(struct net *net, bool back, bool far)
{
	*net = (struct net){ .back = back, .far = far };
}

void
net_free(struct net *net)
{
	free(net->v);
	free(net->sets);
	free(net->starts);
	*net = (struct net){ .n = 0 };
}

bool
net_full(const struct net *net)
{
	return net->n >= STATES_MAX || net->nsets >= SETS_MAX;
}

uint32_t
net_state(struct net *net, enum net_kind kind, uint16_t what, uint8_t pattern)
{
	if (net->n == net->cap) {
		net->cap = mem_room(net->cap > 0 ? net->cap : 1024, net->n + 1);
		net->v = mem_grow(net->v, net->cap, sizeof(*net->v));
	}
	net->v[net->n] = (struct net_state){ .next = NET_NONE,
		.other = NET_NONE,
		.what = what,
		.kind = (uint8_t)kind,
		.pattern = pattern };
	return (uint32_t)net->n++;
}

struct net_part
net_nothing(struct net *net, uint8_t pattern)
{
	const uint32_t at = net_state(net, NET_FORK, 0, pattern);
	return (struct net_part){ at, at };
}

/* One state that reads, and the way out behind it. */
static struct net_part
reads(struct net *net, enum net_kind kind, uint16_t what, uint8_t pattern)
{
	const uint32_t in = net_state(net, kind, what, pattern);
	const uint32_t out = net_state(net, NET_FORK, 0, pattern);
	net->v[in].next = out;
	return (struct net_part){ in, out };
}

struct net_part
net_letter(struct net *net, uint32_t rune, uint8_t pattern)
{
	char bytes[4];
	const size_t n = utf8_encode(rune, bytes);
	struct net_part part =
	    reads(net, NET_BYTE, (unsigned char)bytes[0], pattern);
	for (size_t i = 1; i < n; i++)
		part = net_then(net, part,
		    reads(net, NET_BYTE, (unsigned char)bytes[i], pattern));
	return part;
}

struct net_part
net_edge(struct net *net, uint8_t pattern)
{
	return reads(net, NET_EDGE, 0, pattern);
}

/* The number of a set, which is kept once. */
static uint16_t
set_number(struct net *net, const struct net_set *set)
{
	size_t i = 0;
	while (i < net->nsets && memcmp(&net->sets[i], set, sizeof(*set)) != 0)
		i++;
	if (i == net->nsets) {
		if ((i & (i - 1)) == 0) /* full at each power of two */
			net->sets = mem_grow(net->sets, i == 0 ? 1 : 2 * i,
			    sizeof(*set));
		net->sets[net->nsets++] = *set;
	}
	return (uint16_t)i;
}

struct net_part
net_set(struct net *net, const struct net_set *set, uint8_t pattern)
{
	return reads(net, NET_SET, set_number(net, set), pattern);
}

struct net_part
net_next(struct net *net, const struct net_set *set, uint8_t pattern)
{
	return reads(net, NET_NEXT, set_number(net, set), pattern);
}

struct net_part
net_then(struct net *net, struct net_part a, struct net_part b)
{
	const struct net_part first = net->back ? b : a;
	const struct net_part second = net->back ? a : b;
	net->v[first.out].next = second.in;
	return (struct net_part){ first.in, second.out };
}

struct net_part
net_or(struct net *net, struct net_part a, struct net_part b)
{
	const uint8_t pattern = net->v[a.in].pattern;
	const uint32_t in = net_state(net, NET_FORK, 0, pattern);
	const uint32_t out = net_state(net, NET_FORK, 0, pattern);
	net->v[in].next = a.in;
	net->v[in].other = b.in;
	net->v[a.out].next = out;
	net->v[b.out].next = out;
	return (struct net_part){ in, out };
}

void
net_maybe(struct net *net, struct net_part *part)
{
	const uint8_t pattern = net->v[part->in].pattern;
	*part = net_or(net, *part, net_nothing(net, pattern));
}

void
net_loop(struct net *net, struct net_part *part)
{
	const uint8_t pattern = net->v[part->in].pattern;
	const uint32_t out = net_state(net, NET_FORK, 0, pattern);
	net->v[part->out].next = out;
	net->v[part->out].other = part->in;
	part->out = out;
}

bool
net_add(struct net *net, struct str pattern, uint8_t number)
{
	const size_t n = net->n;
	struct net_part part;
	if (!net_read(net, pattern, number, &part)) {
		net->n = n;
		return false;
	}
	net->v[part.out].next = net_state(net, NET_FITS, 0, number);
	if ((net->nstarts & (net->nstarts - 1)) == 0)
		net->starts = mem_grow(net->starts,
		    net->nstarts == 0 ? 1 : 2 * net->nstarts,
		    sizeof(*net->starts));
	net->starts[net->nstarts++] = part.in;
	return true;
}

/* The same of what leads on from one state; *left bounds the states asked. */
static bool
begins(const struct net *net, uint32_t at, unsigned char byte, size_t *left)
{
	if (at == NET_NONE)
		return true;
	if (*left == 0)
		return false;
	--*left;
	const struct net_state *v = &net->v[at];
	switch (v->kind) {
	case NET_BYTE:
		return v->what == byte;
	case NET_NEXT:
		return begins(net, v->next, byte, left);
	case NET_FORK:
		return begins(net, v->next, byte, left) &&
		    begins(net, v->other, byte, left);
	default:
		return false;
	}
}

bool
net_begins(const struct net *net, uint8_t number, unsigned char byte)
{
	size_t left = BEGINS_MAX;
	size_t i = 0;
	while (i < net->nstarts && net->v[net->starts[i]].pattern != number)
		i++;
	return i < net->nstarts && begins(net, net->starts[i], byte, &left);
}
