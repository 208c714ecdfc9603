#include "extract/sieve.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "extract/sieve_table.h"

#define BUILT_FREE ((size_t)20000) /* states that may be built at once */
#define BUILT_PART 8               /* and one for so many bytes of text */

struct sieve *
sieve_new(enum sieve_way way)
{
	struct sieve *s = mem_zero(1, sizeof(*s));
	s->way = way;
	net_init(&s->net, way == SIEVE_BACK, way == SIEVE_ANYWHERE);
	return s;
}

void
sieve_free(struct sieve *s)
{
	if (s == NULL)
		return;
	net_free(&s->net);
	table_free(s);
	free(s);
}

void
sieve_add(struct sieve *s, struct str pattern, size_t i)
{
	if (i < SIEVE_MAX && !net_add(&s->net, pattern, (uint8_t)i))
		sieve_set_add(&s->always, i);
}

bool
sieve_heads(const struct sieve *s, size_t i, unsigned char byte)
{
	return i < SIEVE_MAX && net_begins(&s->net, (uint8_t)i, byte);
}

static inline uint16_t
way_of(struct sieve *s, uint16_t from, unsigned byte)
{
	const size_t state = from & TABLE_STATE;
	const uint16_t to = s->ways[state * s->nclasses + s->class_of[byte]];
	return to != TABLE_UNKNOWN ? to : table_step(s, (uint16_t)state, byte);
}

/* Whether a text is worth the states that it may need. */
static bool
is_worth(struct sieve *s, struct str text)
{
	if (s->v == NULL)
		table_make(s);
	s->asked += text.n;
	return s->built < BUILT_FREE + s->asked / BUILT_PART;
}

void
sieve_ask(struct sieve *s, struct str text, struct sieve_set *out)
{
	if (!is_worth(s, text)) {
		memset(out, 0xFF, sizeof(*out));
		return;
	}
	*out = s->always;
	const uint16_t *const ways = s->ways;
	const size_t classes = s->nclasses;
	uint16_t at = table_start(s);
	for (size_t i = 0;; i++) {
		/* Most states are none of the few that must be looked at. */
		if ((at & TABLE_FITS) != 0)
			sieve_set_join(out, &s->v[at & TABLE_STATE].fits);
		if (at == TABLE_DEAD || i > text.n)
			return;
		const unsigned c =
		    i < text.n ? (unsigned char)text.s[i] : TABLE_EDGE;
		const uint16_t from = at & TABLE_STATE;
		at = ways[from * classes + s->class_of[c]];
		if (at == TABLE_UNKNOWN)
			at = table_step(s, from, c);
	}
}

static void
trail_add(const struct sieve *s, struct sieve_trail *t, uint16_t state,
    size_t at)
{
	if ((state & TABLE_FITS) == 0)
		return;
	const struct table_state *v = &s->v[state & TABLE_STATE];
	sieve_set_join(&t->any, &v->fits);
	sieve_set_join(&t->v[0].set, &v->open);
	t->v[t->n++] = (struct sieve_begin){ .at = at, .set = v->fits };
}

void
sieve_trace(struct sieve *s, struct str text, struct sieve_trail *t)
{
	t->n = 0;
	t->unknown = !is_worth(s, text) || text.n > SIEVE_TRAIL;
	t->any = s->always;
	if (t->unknown) {
		memset(&t->any, 0xFF, sizeof(t->any));
		return;
	}
	t->v[t->n++] = (struct sieve_begin){ .at = 0, .set = s->always };
	uint16_t at = table_start(s);
	for (size_t i = text.n; at != TABLE_DEAD; i--) {
		trail_add(s, t, at, i);
		if (i == 0) {
			at = way_of(s, at, TABLE_EDGE);
			if (at != TABLE_DEAD)
				trail_add(s, t, at, 0);
			return;
		}
		at = way_of(s, at, (unsigned char)text.s[i - 1]);
	}
}

size_t
sieve_begin(const struct sieve_trail *t, size_t i)
{
	if (t->unknown || i >= SIEVE_MAX || sieve_has(&t->v[0].set, i))
		return 0;
	for (size_t k = t->n; k > 1; k--)
		if (sieve_has(&t->v[k - 1].set, i))
			return t->v[k - 1].at;
	return 0;
}
