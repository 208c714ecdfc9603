#include "extract/word_set.h"

#include <stdlib.h>
#include <string.h>

#include "common/hash.h"
#include "common/mem.h"

#define WORDS_MIN 1024

/* Most words of a text begin as no word of a set does: a bit for the first
 * eight bytes and the length spares them the hash. */
static size_t
head_bit(struct str word)
{
	uint64_t head = 0;
	if (word.n >= sizeof(head))
		memcpy(&head, word.s, sizeof(head));
	else
		for (size_t i = 0; i < word.n; i++)
			head = head << 8 | (unsigned char)word.s[i];
	return (head + word.n) * UINT64_C(0x9E3779B97F4A7C15) >>
	    (64 - WORD_SET_HEAD_BITS);
}

/* The place of a hash, or the empty one where it would be. */
static size_t
place_of(const struct word_set *set, uint64_t h)
{
	size_t i = h & (set->cap - 1);
	while (set->v[i] != 0 && set->v[i] != h)
		i = (i + 1) & (set->cap - 1);
	return i;
}

static void
put(struct word_set *set, uint64_t h)
{
	uint64_t *place = &set->v[place_of(set, h)];
	set->n += *place == 0;
	*place = h;
}

void
word_set_free(struct word_set *set)
{
	free(set->v);
	*set = (struct word_set){ .n = 0 };
}

void
word_set_add(struct word_set *set, struct str word)
{
	if (2 * (set->n + 1) > set->cap) {
		const struct word_set old = *set;
		set->cap = old.cap == 0 ? WORDS_MIN : 2 * old.cap;
		set->v = mem_zero(set->cap, sizeof(*set->v));
		set->n = 0;
		for (size_t i = 0; i < old.cap; i++)
			if (old.v[i] != 0)
				put(set, old.v[i]);
		free(old.v);
	}
	const size_t bit = head_bit(word);
	set->heads[bit / 64] |= UINT64_C(1) << bit % 64;
	put(set, hash64(word, 0) | 1);
}

bool
word_set_has(const struct word_set *set, struct str word)
{
	const size_t bit = head_bit(word);
	if ((set->heads[bit / 64] >> bit % 64 & 1) == 0)
		return false;
	const uint64_t h = hash64(word, 0) | 1;
	return set->v[place_of(set, h)] == h;
}
