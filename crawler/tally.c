#include "crawler/tally.h"

#include <stdlib.h>

#include "common/hash.h"
#include "common/mem.h"

#define CAP_FIRST ((size_t)256)

struct seen {
	uint64_t hash; /* 0: free */
	unsigned n;
};

/* Open addressing; the number of slots is a power of two. */
struct tally {
	struct seen *v;
	size_t n;
	size_t cap;
};

struct tally *
tally_new(void)
{
	struct tally *t = mem_zero(1, sizeof(*t));
	t->cap = CAP_FIRST;
	t->v = mem_zero(t->cap, sizeof(*t->v));
	return t;
}

void
tally_free(struct tally *t)
{
	if (t == NULL)
		return;
	free(t->v);
	free(t);
}

static struct seen *
slot_for(struct seen *v, size_t cap, uint64_t hash)
{
	size_t i = (size_t)hash & (cap - 1);
	while (v[i].hash != 0 && v[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &v[i];
}

static void
grow(struct tally *t)
{
	const size_t cap = t->cap * 2;
	struct seen *v = mem_zero(cap, sizeof(*v));
	for (size_t i = 0; i < t->cap; i++)
		if (t->v[i].hash != 0)
			*slot_for(v, cap, t->v[i].hash) = t->v[i];
	free(t->v);
	t->v = v;
	t->cap = cap;
}

/* Never 0, which is a free slot. */
static uint64_t
hash_of(struct str key, uint64_t salt)
{
	const uint64_t hash = hash64(key, salt);
	return hash != 0 ? hash : 1;
}

unsigned
tally_add(struct tally *t, struct str key, uint64_t salt)
{
	const uint64_t h = hash_of(key, salt);
	struct seen *seen = slot_for(t->v, t->cap, h);
	if (seen->hash == 0 && t->n == TALLY_MAX)
		return 1;
	if (seen->hash == 0 && (t->n + 1) * 2 > t->cap) {
		grow(t);
		seen = slot_for(t->v, t->cap, h);
	}
	t->n += seen->hash == 0 ? 1 : 0;
	seen->hash = h;
	return ++seen->n;
}

unsigned
tally_get(const struct tally *t, struct str key, uint64_t salt)
{
	return slot_for(t->v, t->cap, hash_of(key, salt))->n;
}
