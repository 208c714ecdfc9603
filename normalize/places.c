#include "normalize/places.h"

#include "common/utf8.h"
#include "normalize/normalizer.h"

#define NAMED_MAX 32 /* places of one text that are looked at */
#define LIST_GAP  8  /* bytes between two names of one list: ", ", " и " */

/* The places that a text names, in order. */
struct named {
	struct named_place {
		const struct place *place;
		size_t start; /* bytes in the folded text */
		size_t end;
	} v[NAMED_MAX];
	size_t n;
};

static void
find_named(const struct gazetteer *g, struct str folded, struct named *out)
{
	bool letter = false; /* the code point before is one */
	out->n = 0;
	for (size_t i = 0; i < folded.n && out->n < NAMED_MAX;) {
		size_t len = 0;
		const uint32_t r = utf8_decode(str_from(folded, i), &len);
		const bool begins = utf8_is_letter(r) && !letter;
		letter = utf8_is_letter(r);
		const struct place *p =
		    begins ? gazetteer_at(g, str_from(folded, i), &len) : NULL;
		/* A form ends with a letter: what follows begins no word. */
		if (p != NULL)
			out->v[out->n++] = (struct named_place){ .place = p,
				.start = i,
				.end = i + len };
		i += len;
	}
}

/* A list of several places speaks of none of them: they are taken out.  A
 * town and its region ("Сарань, Карагандинская область") are one place. */
static void
drop_lists(struct named *named)
{
	size_t kept = 0;
	for (size_t i = 0; i < named->n;) {
		size_t end = i + 1;
		bool same = true;
		for (; end < named->n &&
		     named->v[end].start - named->v[end - 1].end <= LIST_GAP;
		     end++)
			same = same &&
			    str_eq(named->v[end].place->kato,
				named->v[i].place->kato);
		if (same && end - i <= 2)
			named->v[kept++] = named->v[i];
		i = end;
	}
	named->n = kept;
}

/* The last place named before byte `until`, else the first one behind it. */
static const struct place *
find_place(const struct draft *d, struct str folded, size_t until)
{
	struct named named;
	const struct place *best = NULL;
	find_named(d->normalizer->places, folded, &named);
	drop_lists(&named);
	for (size_t i = 0; i < named.n; i++) {
		if (named.v[i].start >= until && best != NULL)
			break;
		best = named.v[i].place;
		if (named.v[i].start >= until)
			break;
	}
	return best;
}

static void
take_place(struct figure *f, const struct place *p, struct str basis)
{
	if (p->kato.n == 0)
		return;
	f->fact.place.kato = p->kato;
	f->fact.place.name = p->name;
	f->fact.place.basis = basis;
}

/* The block that a code point lies in. */
static struct span
block_of(const struct document *doc, size_t at)
{
	size_t low = 0;
	size_t high = doc->nblocks;
	while (low < high) {
		const size_t mid = low + (high - low) / 2;
		if (span_end(doc->blocks[mid].at) <= at)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < doc->nblocks && doc->blocks[low].at.start <= at)
		return doc->blocks[low].at;
	return (struct span){ at, 0 };
}

static const struct place *
place_around(const struct draft *d, struct span sentence, struct str *basis)
{
	const struct span block = block_of(d->doc, sentence.start);
	const struct place *p = NULL;
	*basis = STR("paragraph");
	if (block.length > 0) {
		const size_t bytes = text_byte(&d->text, sentence.start) -
		    text_byte(&d->text, block.start);
		p = find_place(d, text_folded(&d->text, d->arena, block),
		    bytes);
	}
	if (p == NULL) {
		*basis = STR("title");
		p = find_place(d, utf8_fold(d->arena, d->doc->title), 0);
	}
	return p;
}

static void
set_sentence(struct draft *d, const struct sentence_view *v)
{
	struct str basis = STR_NONE;
	const struct str folded = text_folded(&d->text, d->arena, v->at);
	const size_t base = text_byte(&d->text, v->at.start);
	const struct place *around = place_around(d, v->at, &basis);
	for (size_t i = v->figure; i < v->figure + v->figures; i++) {
		struct figure *f = &d->figures[i];
		const size_t at = text_byte(&d->text, f->number.start) - base;
		const struct place *p = find_place(d, folded, at);
		if (p != NULL)
			take_place(f, p, STR("sentence"));
		else if (around != NULL)
			take_place(f, around, basis);
	}
}

void
places_set(struct draft *d)
{
	for (size_t s = 0; s < d->nsentences; s++)
		if (d->sentences[s].figures > 0)
			set_sentence(d, &d->sentences[s]);
}
