#include "extract/heads.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

#define SLOTS     ((size_t)8192) /* a power of two */
#define FULL      (SLOTS / 4 * 3)
#define KEY_BYTES 12

struct slot {
	char key[KEY_BYTES]; /* the head, filled with zeros */
	uint32_t used;
	struct head_set set;
};

struct heads {
	const struct rule *rules;
	size_t n;
	struct slot *slots;
	size_t used;
};

struct heads *
heads_new(const struct rules_lang *rules, enum rule_phase phase)
{
	struct heads *h = mem_zero(1, sizeof(*h));
	h->rules = rules->v[phase];
	h->n = rules->n[phase];
	h->slots = mem_zero(SLOTS, sizeof(*h->slots));
	return h;
}

void
heads_free(struct heads *h)
{
	if (h == NULL)
		return;
	free(h->slots);
	free(h);
}

/* At most HEAD_RUNES whole code points and KEY_BYTES bytes. */
static struct str
head_of(struct str text, size_t at)
{
	size_t end = at;
	size_t fits = at;
	for (size_t runes = 0; end < text.n && end - at < KEY_BYTES;) {
		runes += ((unsigned char)text.s[end] & 0xC0) != 0x80;
		if (runes > HEAD_RUNES)
			break;
		end++;
		if (end == text.n ||
		    ((unsigned char)text.s[end] & 0xC0) != 0x80)
			fits = end;
	}
	return str_n(text.s + at, fits - at);
}

static void
ask(const struct heads *h, struct str head, struct head_set *set)
{
	for (size_t i = 0; i < h->n && i < HEAD_RULES; i++)
		if (!h->rules[i].headed ||
		    pattern_may_begin(h->rules[i].pattern.re, head))
			set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* The high bits of a product mix all of the key's. */
static size_t
place_of(const char key[KEY_BYTES])
{
	uint64_t x = 0;
	uint32_t y = 0;
	(void)memcpy(&x, key, 8);
	(void)memcpy(&y, key + 8, 4);
	x = (x ^ y) * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(x >> 40) & (SLOTS - 1);
}

static const struct slot *
slot_at(struct heads *h, struct str head)
{
	char key[KEY_BYTES] = { 0 };
	(void)memcpy(key, head.s, head.n);
	size_t i = place_of(key);
	while (h->slots[i].used != 0 &&
	    memcmp(h->slots[i].key, key, KEY_BYTES) != 0)
		i = (i + 1) & (SLOTS - 1);
	struct slot *s = &h->slots[i];
	if (s->used != 0)
		return s;
	if (h->used == FULL)
		return NULL;
	h->used++;
	s->used = 1;
	(void)memcpy(s->key, key, KEY_BYTES);
	ask(h, head, &s->set);
	return s;
}

void
heads_at(struct heads *h, struct str text, size_t at, struct head_set *set)
{
	const struct str head = head_of(text, at);
	const struct slot *s = head.n == 0 ? NULL : slot_at(h, head);
	for (size_t i = 0; i < HEAD_WORDS; i++)
		set->bits[i] |= s == NULL ? UINT64_MAX : s->set.bits[i];
}

bool
heads_has(const struct head_set *set, size_t rule)
{
	return rule >= HEAD_RULES ||
	    (set->bits[rule / 64] >> (rule % 64) & 1) != 0;
}
