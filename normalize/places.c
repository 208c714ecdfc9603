#include "normalize/places.h"

#include <string.h>

#include "common/utf8.h"
#include "normalize/normalizer.h"

#define NAMED_MAX     32   /* places of one text that are looked at */
#define PLACE_OWN     6    /* code points from a figure to its own place */
#define PARAGRAPH_MAX 2048 /* bytes looked back where no block is known */
#define LIST_GAP      8 /* bytes between two names of one list: ", ", " и " */

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

/* Bytes of a letter, by the first of them. */
static size_t
letter_bytes(char first)
{
	const unsigned char c = (unsigned char)first;
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

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

/* Where a code point lies in both. */
struct place_at {
	size_t raw;
	size_t folded;
};

/* Takes the name that begins here, and moves behind it. */
static bool
take_named(const struct gazetteer *g, struct place_text t, struct place_at *at,
    struct named *out)
{
	size_t len = 0;
	bool capital = false;
	const struct str rest = str_from(t.folded, at->folded);
	const struct place *p = gazetteer_at(g, rest, &len);
	if (p == NULL)
		return false;
	const size_t bytes = name_bytes(str_from(t.raw, at->raw),
	    utf8_count(str_head(rest, len)), &capital);
	/* The country is "the country" as well. */
	if (capital || p->kato.n == 0)
		out->v[out->n++] = (struct named_place){ .place = p,
			.start = at->raw,
			.end = at->raw + bytes };
	at->raw += bytes;
	at->folded += len;
	return true;
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

static void
find_named(const struct gazetteer *g, struct place_text t, struct named *out)
{
	struct place_at at = { 0, 0 };
	bool letter = false; /* the code point before is one */
	out->n = 0;
	while (
	    at.folded < t.folded.n && at.raw < t.raw.n && out->n < NAMED_MAX) {
		size_t len = 0;
		const bool inside = letter;
		letter = utf8_is_letter(
		    utf8_decode(str_from(t.folded, at.folded), &len));
		/* A form ends with a letter: what follows begins no word. */
		if (letter && !inside && take_named(g, t, &at, out))
			continue;
		at.folded += len;
		at.raw += letter_bytes(t.raw.s[at.raw]);
	}
	drop_lists(out);
}

/* Which names of a text can be a figure's, in its bytes. */
struct place_reach {
	size_t number; /* where the figure's number begins */
	size_t own;    /* a name that begins from `end` to here is its own */
	size_t end;    /* of the figure */
	size_t limit;  /* names from here on are other figures' */
	size_t clause; /* where the figure's own clause begins */
	size_t comma;  /* and where it ends */
};

/* The names around the sentences of a document, each text's found once. */
struct survey {
	struct draft *d;
	struct named title;
	struct named block;
	size_t block_start;
	bool title_known;
	bool block_known;
};

/* The place named right behind the figure, else the last one before it, else
 * the first one behind it. */
static const struct place *
find_place(const struct named *named, const struct place_reach *reach)
{
	const struct place *before = NULL;
	const struct place *behind = NULL;
	bool far = false; /* one of another clause before, of its own behind */
	for (size_t i = 0; i < named->n; i++) {
		const struct named_place *p = &named->v[i];
		if (p->start >= reach->limit)
			break;
		if (p->start >= reach->end && p->start < reach->own)
			return p->place;
		if (p->start < reach->number) {
			before = p->place;
			far = p->start < reach->clause;
		} else if (behind == NULL) {
			behind = p->place;
			far = far && p->start < reach->comma;
		}
	}
	return before != NULL && !(behind != NULL && far) ? before : behind;
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

/* Where no blocks are known, the paragraph up to a code point. */
static struct span
lines_before(const struct draft *d, size_t at)
{
	const size_t end = text_byte(&d->text, at);
	size_t from = end;
	while (from > 0 && end - from < PARAGRAPH_MAX &&
	    d->text.s.s[from - 1] != '\n')
		from--;
	while (from < end && ((unsigned char)d->text.s.s[from] & 0xC0) == 0x80)
		from++;
	const size_t runes = utf8_count(str_n(d->text.s.s + from, end - from));
	return (struct span){ at - runes, runes };
}

/* The block that a code point lies in. */
static struct span
block_of(const struct draft *d, size_t at)
{
	const struct document *doc = d->doc;
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
	return doc->nblocks > 0 ? (struct span){ at, 0 } : lines_before(d, at);
}

static const struct named *
named_block(struct survey *s, struct span block)
{
	if (!s->block_known || s->block_start != block.start ||
	    s->d->doc->nblocks == 0)
		find_named(s->d->normalizer->places, text_of(s->d, block),
		    &s->block);
	s->block_known = true;
	s->block_start = block.start;
	return &s->block;
}

static const struct named *
named_title(struct survey *s)
{
	const struct str title = s->d->doc->title;
	if (!s->title_known)
		find_named(s->d->normalizer->places,
		    (struct place_text){ title, utf8_fold(s->d->arena, title) },
		    &s->title);
	s->title_known = true;
	return &s->title;
}

static const struct place *
place_around(struct survey *s, struct span sentence, struct str *basis)
{
	const struct draft *d = s->d;
	const struct span block = block_of(d, sentence.start);
	const struct place *p = NULL;
	struct place_reach reach = { .limit = SIZE_MAX };
	*basis = STR("paragraph");
	if (block.length > 0) {
		reach.number = text_byte(&d->text, sentence.start) -
		    text_byte(&d->text, block.start);
		p = find_place(named_block(s, block), &reach);
	}
	if (p == NULL) {
		*basis = STR("title");
		reach.number = 0;
		p = find_place(named_title(s), &reach);
	}
	return p;
}

static bool
is_bracketed(const struct draft *d, const struct figure *f)
{
	return f->fact.at.start > 0 &&
	    str_is(text_slice(&d->text,
		       (struct span){ f->fact.at.start - 1, 1 }),
		"(");
}

/* The byte where a figure's clause begins: behind the last comma before it. */
static size_t
clause_before(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const size_t from = text_byte(&d->text, v->at.start);
	size_t at = text_byte(&d->text, f->number.start);
	while (at > from + 1 &&
	    !(d->text.s.s[at - 1] == ' ' &&
		strchr(",;:", d->text.s.s[at - 2]) != NULL))
		at--;
	return at > from + 1 ? at : from;
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
	const size_t near = comma - end < PLACE_OWN ? comma : end + PLACE_OWN;
	/* "В Абае (283 тыс.) и Риддере (241 тыс.)". */
	const size_t own = is_bracketed(d, f) ? end : near;
	const struct figure *last = &d->figures[v->figure + v->figures - 1];
	const bool others = last->fact.at.start > comma;
	return (struct place_reach){
		.number = text_byte(&d->text, f->number.start) - base,
		.end = text_byte(&d->text, end) - base,
		.own = text_byte(&d->text, own) - base,
		.limit = others ? text_byte(&d->text, comma) - base : SIZE_MAX,
		.clause = clause_before(d, v, f) - base,
		.comma = text_byte(&d->text, comma) - base,
	};
}

static void
set_sentence(struct survey *s, const struct sentence_view *v)
{
	struct draft *d = s->d;
	struct named named;
	struct str basis = STR_NONE;
	const struct place_text t = { text_slice(&d->text, v->at),
		draft_sentence(d, v) };
	find_named(d->normalizer->places, t, &named);
	const struct place *around = NULL; /* sought where it is needed */
	for (size_t i = v->figure; i < v->figure + v->figures; i++) {
		struct figure *f = &d->figures[i];
		const struct place_reach reach = reach_in(d, v, f);
		const struct place *p = find_place(&named, &reach);
		if (p == NULL && basis.s == NULL)
			around = place_around(s, v->at, &basis);
		if (p != NULL)
			take_place(f, p, STR("sentence"));
		else if (around != NULL)
			take_place(f, around, basis);
	}
}

void
places_set(struct draft *d)
{
	struct survey s = { .d = d };
	for (size_t i = 0; i < d->nsentences; i++)
		if (d->sentences[i].figures > 0)
			set_sentence(&s, &d->sentences[i]);
}
