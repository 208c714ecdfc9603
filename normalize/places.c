#include "normalize/places.h"

#include "common/utf8.h"
#include "normalize/normalizer.h"

#define NAMED_MAX 32 /* places of one text that are looked at */
#define PLACE_OWN 6  /* code points from a figure to its own place */
#define LIST_GAP  8  /* bytes between two names of one list: ", ", " и " */

/* The places that a text names, in order. */
struct named {
	struct named_place {
		const struct place *place;
		size_t start; /* bytes in the text */
		size_t end;
	} v[NAMED_MAX];
	size_t n;
};

/* A text as it is and folded, code point for code point. */
struct place_text {
	struct str raw;
	struct str folded;
};

/* Bytes of the first `runes` code points; *capital: one of them is upper
 * case, as a name has it and "семей" (of families) has not. */
static size_t
name_bytes(struct str raw, size_t runes, bool *capital)
{
	size_t at = 0;
	*capital = false;
	for (; runes > 0 && at < raw.n; runes--) {
		size_t len = 0;
		const uint32_t r = utf8_decode(str_from(raw, at), &len);
		*capital = *capital || utf8_is_upper(r);
		at += len;
	}
	return at;
}

static void
find_named(const struct gazetteer *g, struct place_text t, struct named *out)
{
	bool letter = false; /* the code point before is one */
	size_t at = 0;       /* in the text as it is */
	out->n = 0;
	for (size_t i = 0; i < t.folded.n && out->n < NAMED_MAX;) {
		size_t len = 0;
		bool capital = false;
		const uint32_t r = utf8_decode(str_from(t.folded, i), &len);
		const bool begins = utf8_is_letter(r) && !letter;
		letter = utf8_is_letter(r);
		const struct place *p = begins
		    ? gazetteer_at(g, str_from(t.folded, i), &len)
		    : NULL;
		const size_t bytes = name_bytes(str_from(t.raw, at),
		    utf8_count(str_n(t.folded.s + i, len)), &capital);
		/* The country is "the country" as well. */
		if (p != NULL && (capital || p->kato.n == 0))
			out->v[out->n++] = (struct named_place){ .place = p,
				.start = at,
				.end = at + bytes };
		/* A form ends with a letter: what follows begins no word. */
		i += len;
		at += bytes;
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

/* Which names of a text can be a figure's, in its bytes. */
struct place_reach {
	size_t number; /* where the figure's number begins */
	size_t own;    /* a name that begins from `end` to here is its own */
	size_t end;    /* of the figure */
	size_t limit;  /* names from here on are other figures' */
};

static const struct place_reach reach_title = { .limit = SIZE_MAX };

/* The place named right behind the figure, else the last one before it, else
 * the first one behind it. */
static const struct place *
find_place(const struct draft *d, struct place_text t,
    const struct place_reach *reach)
{
	struct named named;
	const struct place *before = NULL;
	const struct place *behind = NULL;
	find_named(d->normalizer->places, t, &named);
	drop_lists(&named);
	for (size_t i = 0; i < named.n; i++) {
		const struct named_place *p = &named.v[i];
		if (p->start >= reach->limit)
			break;
		if (p->start >= reach->end && p->start < reach->own)
			return p->place;
		if (p->start < reach->number)
			before = p->place;
		else if (behind == NULL)
			behind = p->place;
	}
	return before != NULL ? before : behind;
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

static struct place_text
text_of(const struct draft *d, struct span at)
{
	return (struct place_text){ text_slice(&d->text, at),
		text_folded(&d->text, d->arena, at) };
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
		p = find_place(d, text_of(d, block),
		    &(struct place_reach){ .number = bytes,
			.limit = SIZE_MAX });
	}
	if (p == NULL) {
		*basis = STR("title");
		p = find_place(d,
		    (struct place_text){ d->doc->title,
			utf8_fold(d->arena, d->doc->title) },
		    &reach_title);
	}
	return p;
}

/* "54 %, в Экибастузе – 67 %" says Ekibastuz of the second only: where other
 * figures follow behind a comma, names behind it are theirs. */
static struct place_reach
reach_in(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const size_t base = text_byte(&d->text, v->at.start);
	const size_t end = span_end(f->fact.at);
	const size_t comma = draft_parting(d, end, span_end(v->at));
	const size_t own = comma - end < PLACE_OWN ? comma : end + PLACE_OWN;
	const struct figure *last = &d->figures[v->figure + v->figures - 1];
	const bool others = last->fact.at.start > comma;
	return (struct place_reach){
		.number = text_byte(&d->text, f->number.start) - base,
		.end = text_byte(&d->text, end) - base,
		.own = text_byte(&d->text, own) - base,
		.limit = others ? text_byte(&d->text, comma) - base : SIZE_MAX,
	};
}

static void
set_sentence(struct draft *d, const struct sentence_view *v)
{
	struct str basis = STR_NONE;
	const struct place_text t = text_of(d, v->at);
	const struct place *around = place_around(d, v->at, &basis);
	for (size_t i = v->figure; i < v->figure + v->figures; i++) {
		struct figure *f = &d->figures[i];
		const struct place_reach reach = reach_in(d, v, f);
		const struct place *p = find_place(d, t, &reach);
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
