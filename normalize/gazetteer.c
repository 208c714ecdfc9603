#include "normalize/gazetteer.h"

#include <stdint.h>
#include <string.h>

#include "common/hash.h"
#include "common/place.h"
#include "common/utf8.h"

/* A form in a chain of forms with the same first word. */
struct form {
	struct str text;
	const struct place *place;
	struct form *next;
};

struct gazetteer {
	struct arena *arena;
	struct form **slots; /* by the hash of the first word */
	size_t nslots;       /* a power of two */
	/* Bits for the first bytes of all forms: most words of a text begin
	 * otherwise, and need not be hashed. */
	uint64_t heads[64];
};

#define HEAD_BYTES 4

#define PLACES_SLOTS ((size_t)1 << 14)

/* Letters up to a space, a mark or the end. */
static size_t
first_word(struct str s)
{
	size_t i = 0;
	while (i < s.n) {
		size_t len = 0;
		const uint32_t r = utf8_decode(str_from(s, i), &len);
		if (!utf8_is_letter(r))
			break;
		i += len;
	}
	return i;
}

/* Which bit the first bytes have; those of a shorter text are all its own. */
static size_t
head_bit(struct str s)
{
	uint32_t head = 0;
	memcpy(&head, s.s, s.n < HEAD_BYTES ? s.n : HEAD_BYTES);
	return head * UINT32_C(0x9E3779B1) >> 20;
}

static struct form **
slot_of(const struct gazetteer *g, struct str form)
{
	const struct str word = str_head(form, first_word(form));
	return &g->slots[hash64(word, 0) & (g->nslots - 1)];
}

static void
add_form(struct gazetteer *g, const struct place *place, struct str form)
{
	struct form *f = arena_alloc(g->arena, sizeof(*f));
	const struct str folded = utf8_fold(g->arena, form);
	struct form **slot = slot_of(g, folded);
	*f = (struct form){ .text = folded, .place = place, .next = *slot };
	*slot = f;
	/* A form that short begins texts of any bytes. */
	const size_t bit = head_bit(folded);
	g->heads[bit / 64] |= UINT64_C(1) << bit % 64;
	if (folded.n < HEAD_BYTES)
		memset(g->heads, 0xFF, sizeof(g->heads));
}

static void
add_forms(struct gazetteer *g, const struct place *place,
    const struct yaml_strs *forms, const struct yaml_strs *endings)
{
	for (size_t i = 0; i < forms->n; i++) {
		const struct str form = forms->v[i].v;
		add_form(g, place, form);
		for (size_t k = 0; endings != NULL && k < endings->n; k++)
			add_form(g, place,
			    arena_printf(g->arena, "%.*s%.*s", STR_ARG(form),
				STR_ARG(endings->v[k].v)));
	}
}

enum rc
gazetteer_load(struct arena *arena, const char *path, struct gazetteer **out,
    struct err *err)
{
	struct place_file file;
	const enum rc rc = place_file_load(arena, path, &file, err);
	if (rc != RC_OK)
		return rc;
	struct gazetteer *g = arena_alloc(arena, sizeof(*g));
	const struct place_entry *texts = file.places.v;
	struct place *places =
	    arena_array(arena, file.places.n, sizeof(*places));
	g->arena = arena;
	g->nslots = PLACES_SLOTS;
	g->slots = arena_array(arena, g->nslots, sizeof(struct form *));
	for (size_t i = 0; i < file.places.n; i++) {
		places[i].kato = texts[i].kato.v;
		places[i].name = texts[i].name.v;
		add_forms(g, &places[i], &texts[i].ru, NULL);
		add_forms(g, &places[i], &texts[i].kk, &file.endings);
		add_forms(g, &places[i], &texts[i].en, NULL);
	}
	*out = g;
	return RC_OK;
}

/* Whether a word goes on at the front of s. */
static bool
goes_on(struct str s)
{
	size_t len = 0;
	return s.n > 0 && utf8_is_letter(utf8_decode(s, &len));
}

const struct place *
gazetteer_at(const struct gazetteer *g, struct str folded, size_t *length)
{
	const struct form *best = NULL;
	const size_t bit = head_bit(folded);
	if ((g->heads[bit / 64] >> bit % 64 & 1) == 0)
		return NULL;
	for (const struct form *f = *slot_of(g, folded); f != NULL; f = f->next)
		if (str_starts(folded, f->text) &&
		    !goes_on(str_from(folded, f->text.n)) &&
		    (best == NULL || f->text.n > best->text.n))
			best = f;
	if (best == NULL)
		return NULL;
	*length = best->text.n;
	return best->place;
}
