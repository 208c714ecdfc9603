#include <string.h>

#include "extract/net.h"

static bool
has(const struct net_set *set, unsigned byte)
{
	return (set->bytes[byte / 64] >> (byte % 64) & 1) != 0;
}

/* Parts each class in the bytes that `set` has and those that it has not; how
 * many classes there are then. */
static size_t
part(uint16_t *class_of, size_t n, const struct net_set *set)
{
	uint16_t in[NET_BYTES_EDGE + 1] = { 0 };
	uint16_t out[NET_BYTES_EDGE + 1] = { 0 };
	size_t classes = n;
	for (unsigned b = 0; b < NET_BYTES_EDGE; b++)
		(has(set, b) ? in : out)[class_of[b]] = 1;
	for (size_t c = 0; c < n; c++)
		in[c] = (uint16_t)(in[c] + out[c] == 2 ? classes++ : c);
	for (unsigned b = 0; b < NET_BYTES_EDGE; b++)
		if (has(set, b))
			class_of[b] = in[class_of[b]];
	return classes;
}

size_t
net_bytes(const struct net *net, uint16_t class_of[NET_BYTES_EDGE + 1])
{
	bool single[NET_BYTES_EDGE] = { false };
	size_t n = 1;
	memset(class_of, 0, (NET_BYTES_EDGE + 1) * sizeof(*class_of));
	for (size_t i = 0; i < net->nsets; i++)
		n = part(class_of, n, &net->sets[i]);
	for (size_t i = 0; i < net->n; i++)
		if (net->v[i].kind == NET_BYTE)
			single[net->v[i].what] = true;
	for (unsigned b = 0; b < NET_BYTES_EDGE; b++) {
		struct net_set one = { { 0 } };
		one.bytes[b / 64] = UINT64_C(1) << b % 64;
		if (single[b])
			n = part(class_of, n, &one);
	}
	class_of[NET_BYTES_EDGE] = (uint16_t)n;
	return n + 1;
}

/* Where a way ends that leads through forks of one way.  A loop of such forks
 * reads nothing: its end is any of them. */
static uint32_t
way_end(const struct net *net, uint32_t at)
{
	for (size_t steps = 0; steps < net->n && at != NET_NONE; steps++) {
		const struct net_state *v = &net->v[at];
		if (v->kind != NET_FORK || v->other != NET_NONE ||
		    v->next == NET_NONE)
			break;
		at = v->next;
	}
	return at;
}

void
net_shorten(struct net *net)
{
	for (size_t i = net->n; i > 0; i--) {
		struct net_state *v = &net->v[i - 1];
		v->next = way_end(net, v->next);
		v->other = way_end(net, v->other);
	}
}
