#include "store/names.h"

#include <stdlib.h>
#include <string.h>

#include "common/hash.h"
#include "common/mem.h"

#define NAMES_SLOTS 4096 /* a power of two */

struct slot {
	int64_t id; /* 0: free */
	unsigned kind;
	unsigned n;
	char key[NAMES_KEY_MAX];
};

struct names {
	struct slot slots[NAMES_SLOTS];
};

struct names *
names_new(void)
{
	return mem_zero(1, sizeof(struct names));
}

void
names_free(struct names *names)
{
	free(names);
}

static size_t
slot_of(unsigned kind, struct str key)
{
	return (size_t)(hash64(key, kind) & (NAMES_SLOTS - 1));
}

int64_t
names_get(const struct names *names, unsigned kind, struct str key)
{
	const struct slot *s = &names->slots[slot_of(kind, key)];
	const bool same = s->kind == kind && str_eq(str_n(s->key, s->n), key);
	return same ? s->id : 0;
}

void
names_put(struct names *names, unsigned kind, struct str key, int64_t id)
{
	if (key.n == 0 || key.n > NAMES_KEY_MAX)
		return;
	struct slot *s = &names->slots[slot_of(kind, key)];
	*s = (struct slot){ .id = id, .kind = kind, .n = (unsigned)key.n };
	memcpy(s->key, key.s, key.n);
}

void
names_clear(struct names *names)
{
	memset(names, 0, sizeof(*names));
}
