#include "store/kin.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

#define KIN_SLOTS 64 /* fortnights at hand: two years and more */
/* Of all: 384 MB, ten thousand pages a day. */
#define KIN_ENTRIES_MAX ((size_t)24 << 20)
#define KIN_STEPS_MAX   256 /* along one chain: a sentence on every page */
#define KIN_FOUND_MAX   256
#define KIN_NOBODY      UINT32_MAX

/* A sentence or a band; of one key the newest member comes first. */
struct entry {
	uint64_t key;
	uint32_t member;
	uint32_t next;
};

struct member {
	struct kin_member who;
	uint64_t asked; /* the question that found it last ... */
	size_t found;   /* ... and where its answer has it */
};

struct slot {
	int64_t fortnight;
	uint64_t used; /* 0: free; else the question that used it last */
	struct member *members;
	size_t nmembers;
	size_t members_room;
	struct entry *entries;
	size_t nentries;
	size_t entries_room;
	uint32_t *heads; /* by key; a power of two */
	size_t nheads;
};

struct kin {
	struct slot slots[KIN_SLOTS];
	size_t nentries;
	uint64_t question;
};

struct kin *
kin_new(void)
{
	return mem_zero(1, sizeof(struct kin));
}

static void
slot_clear(struct kin *k, struct slot *s)
{
	k->nentries -= s->nentries;
	free(s->members);
	free(s->entries);
	free(s->heads);
	*s = (struct slot){ 0 };
}

void
kin_free(struct kin *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < KIN_SLOTS; i++)
		slot_clear(k, &k->slots[i]);
	free(k);
}

int64_t
kin_fortnight(int64_t reported)
{
	const int64_t down = reported % KIN_FORTNIGHT < 0;
	return reported / KIN_FORTNIGHT - down;
}

/* The one in use whose use is longest ago; NULL when all are free. */
static struct slot *
slot_oldest(struct kin *k)
{
	struct slot *oldest = NULL;
	for (size_t i = 0; i < KIN_SLOTS; i++) {
		struct slot *s = &k->slots[i];
		if (s->used != 0 && (oldest == NULL || s->used < oldest->used))
			oldest = s;
	}
	return oldest;
}

static struct slot *
slot_fresh(struct kin *k)
{
	for (size_t i = 0; i < KIN_SLOTS; i++)
		if (k->slots[i].used == 0)
			return &k->slots[i];
	struct slot *oldest = slot_oldest(k);
	slot_clear(k, oldest);
	return oldest;
}

static struct slot *
slot_of(struct kin *k, int64_t fortnight)
{
	k->question++;
	for (size_t i = 0; i < KIN_SLOTS; i++) {
		struct slot *s = &k->slots[i];
		if (s->used == 0 || s->fortnight != fortnight)
			continue;
		s->used = k->question;
		return s;
	}
	struct slot *fresh = slot_fresh(k);
	fresh->fortnight = fortnight;
	fresh->used = k->question;
	return fresh;
}

int64_t
kin_last(struct kin *k, int64_t fortnight)
{
	const struct slot *s = slot_of(k, fortnight);
	return s->nmembers > 0 ? s->members[s->nmembers - 1].who.version : 0;
}

/* Bands and sentences do not meet: a band fills the low half only. */
static uint64_t
band_key(const struct sketch *sketch, size_t i)
{
	return (uint64_t)i << 32 | sketch->bands[i];
}

static bool
key_is_sentence(uint64_t key)
{
	return key >> 32 >= SKETCH_BANDS;
}

static size_t
keys_of(const struct sketch *sketch,
    uint64_t keys[SKETCH_SENTENCES + SKETCH_BANDS])
{
	size_t n = 0;
	for (size_t i = 0; i < sketch->nsentences; i++)
		if (key_is_sentence(sketch->sentences[i]))
			keys[n++] = sketch->sentences[i];
	for (size_t i = 0; i < SKETCH_BANDS && sketch->banded; i++)
		keys[n++] = band_key(sketch, i);
	return n;
}

static size_t
head_of(const struct slot *s, uint64_t key)
{
	const uint64_t h = key * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(h >> 32) & (s->nheads - 1);
}

static void
heads_grow(struct slot *s)
{
	s->nheads = s->nheads > 0 ? 2 * s->nheads : 1024;
	s->heads = mem_grow(s->heads, s->nheads, sizeof(*s->heads));
	memset(s->heads, 0xFF, s->nheads * sizeof(*s->heads));
	for (size_t i = 0; i < s->nentries; i++) {
		uint32_t *head = &s->heads[head_of(s, s->entries[i].key)];
		s->entries[i].next = *head;
		*head = (uint32_t)i;
	}
}

static void
entry_add(struct slot *s, uint64_t key)
{
	if (s->nentries == s->entries_room) {
		s->entries_room = mem_room(s->entries_room, s->nentries + 1);
		s->entries =
		    mem_grow(s->entries, s->entries_room, sizeof(*s->entries));
	}
	if (s->nentries >= s->nheads)
		heads_grow(s);
	uint32_t *head = &s->heads[head_of(s, key)];
	s->entries[s->nentries] = (struct entry){ .key = key,
		.member = (uint32_t)s->nmembers,
		.next = *head };
	*head = (uint32_t)s->nentries++;
}

/* Those beside the one at hand are about to be asked: they stay. */
static void
slots_shrink(struct kin *k, const struct slot *at_hand)
{
	while (k->nentries > KIN_ENTRIES_MAX) {
		struct slot *oldest = slot_oldest(k);
		const int64_t away = oldest->fortnight - at_hand->fortnight;
		if (away >= -2 && away <= 2)
			return;
		slot_clear(k, oldest);
	}
}

void
kin_add(struct kin *k, const struct kin_member *who,
    const struct sketch *sketch)
{
	uint64_t keys[SKETCH_SENTENCES + SKETCH_BANDS];
	const size_t n = keys_of(sketch, keys);
	struct slot *s = slot_of(k, kin_fortnight(who->reported));
	for (size_t i = 0; i < n; i++)
		entry_add(s, keys[i]);
	k->nentries += n;
	if (s->nmembers == s->members_room) {
		s->members_room = mem_room(s->members_room, s->nmembers + 1);
		s->members =
		    mem_grow(s->members, s->members_room, sizeof(*s->members));
	}
	s->members[s->nmembers++] = (struct member){ .who = *who };
	slots_shrink(k, s);
}

/* A question and its answer so far. */
struct asking {
	const struct kin_member *self;
	uint64_t number;
	struct kin_found *v;
	size_t n;
};

static int64_t
apart(const struct kin_member *a, const struct kin_member *b)
{
	return a->reported > b->reported ? a->reported - b->reported
					 : b->reported - a->reported;
}

static bool
is_near(const struct kin_member *a, const struct kin_member *b)
{
	return a->document != b->document && apart(a, b) <= KIN_FORTNIGHT;
}

static void
found_add(struct asking *q, struct member *m, bool surely)
{
	if (m->asked != q->number) {
		if (q->n == KIN_FOUND_MAX)
			return;
		m->asked = q->number;
		m->found = q->n;
		q->v[q->n++] = (struct kin_found){ .who = m->who };
	}
	q->v[m->found].surely |= surely;
	q->v[m->found].shared += !surely;
}

static void
chain_ask(struct asking *q, struct slot *s, uint64_t key)
{
	size_t steps = 0;
	for (uint32_t i = s->heads[head_of(s, key)]; i != KIN_NOBODY;
	     i = s->entries[i].next) {
		struct member *m = &s->members[s->entries[i].member];
		if (steps++ == KIN_STEPS_MAX)
			return;
		if (s->entries[i].key == key && is_near(&m->who, q->self))
			found_add(q, m, key_is_sentence(key));
	}
}

struct ranked {
	struct kin_found found;
	int64_t apart;
};

static int
ranked_cmp(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;
	if (x->found.surely != y->found.surely)
		return x->found.surely ? -1 : 1;
	if (x->found.shared != y->found.shared)
		return x->found.shared > y->found.shared ? -1 : 1;
	if (x->apart != y->apart)
		return x->apart < y->apart ? -1 : 1;
	return (x->found.who.version > y->found.who.version) -
	    (x->found.who.version < y->found.who.version);
}

static void
found_rank(struct arena *a, const struct asking *q)
{
	struct ranked *v = arena_array(a, q->n, sizeof(*v));
	for (size_t i = 0; i < q->n; i++)
		v[i] = (struct ranked){ q->v[i], apart(&q->v[i].who, q->self) };
	qsort(v, q->n, sizeof(*v), ranked_cmp);
	for (size_t i = 0; i < q->n; i++)
		q->v[i] = v[i].found;
}

size_t
kin_find(struct kin *k, struct arena *a, const struct kin_member *self,
    const struct sketch *sketch, struct kin_found **out)
{
	uint64_t keys[SKETCH_SENTENCES + SKETCH_BANDS];
	const size_t n = keys_of(sketch, keys);
	const int64_t home = kin_fortnight(self->reported);
	struct asking q = { .self = self };
	q.v = arena_array(a, KIN_FOUND_MAX, sizeof(*q.v));
	for (int64_t at = home - 1; at <= home + 1; at++) {
		struct slot *s = slot_of(k, at);
		q.number = k->question;
		for (size_t i = 0; i < n && s->nheads > 0; i++)
			chain_ask(&q, s, keys[i]);
	}
	if (q.n > 1)
		found_rank(a, &q);
	*out = q.v;
	return q.n;
}
