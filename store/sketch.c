#include "store/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "common/hash.h"
#include "common/utf8.h"

#define SHINGLE_WORDS 3
#define SHINGLES_MIN  8  /* fewer look alike by chance */
#define SENTENCE_MIN  40 /* code points; "That is all." is everywhere */
#define WORD_MAX      64 /* letters that are looked at */
#define TEXT_MAX      ((size_t)1 << 20) /* bytes of a text, the same way */
#define BINS          ((size_t)SKETCH_BANDS * SKETCH_ROWS)
#define BIN_EMPTY     UINT32_MAX

/* Of a hundred. */
#define ALIKE_JACCARD 50
#define ALIKE_WITHIN  70
#define ALIKE_NUMBERS 80

/* Odd constants of the golden ratio: neighbours part. */
#define MIX_A UINT64_C(0x9E3779B97F4A7C15)
#define MIX_B UINT64_C(0xD1B54A32D192ED03)

struct word {
	uint64_t hash;
	size_t runes;
	bool number; /* holds a digit */
	bool last;   /* of its sentence */
};

struct words {
	struct word *v;
	size_t n;
};

static uint64_t
mixed(uint64_t x)
{
	x ^= x >> 32;
	x *= MIX_B;
	return x ^ x >> 29;
}

/*
 * Lower case of the letters in use here, by sum instead of by table: this
 * looks at every letter that is loaded.  A letter it does not know (or ё) is
 * compared as it is, which costs a word its likeness at worst.
 */
static uint32_t
small(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
	if (rune >= 0x410 && rune < 0x430)
		return rune + 32;
	if (rune >= 0x400 && rune < 0x410)
		return rune + 80;
	if (rune >= 0x48A && rune < 0x530)
		return rune | 1;
	return rune;
}

static bool
is_digit(uint32_t rune)
{
	return rune >= '0' && rune <= '9';
}

/* Marks, blanks and quotes: outlets differ in them. */
static bool
is_gap(uint32_t rune)
{
	if (rune >= 0xC0 && rune < 0x2000)
		return false;
	if (rune < 0x80)
		return !is_digit(rune) && !(rune >= 'a' && rune <= 'z') &&
		    !(rune >= 'A' && rune <= 'Z');
	return rune < 0x2070 || rune == 0x3000 || rune == 0xFEFF;
}

/* Whether a sentence may end here, if a blank follows. */
static bool
is_stop(uint32_t rune)
{
	return rune == '.' || rune == '!' || rune == '?' || rune == 0x2026;
}

static bool
is_blank(uint32_t rune)
{
	return rune == ' ' || rune == '\n' || rune == '\t' || rune == 0xA0;
}

/* The code point at the front of x.  Nearly all are of one byte or two, and a
 * call for each was a third of the work. */
static inline uint32_t
rune_at(struct str x, size_t *len)
{
	const unsigned char lead = (unsigned char)x.s[0];
	if (lead < 0x80) {
		*len = 1;
		return lead;
	}
	if ((lead & 0xE0) == 0xC0 && x.n > 1) {
		*len = 2;
		return (uint32_t)(lead & 0x1F) << 6 |
		    ((unsigned char)x.s[1] & 0x3F);
	}
	return utf8_decode(x, len);
}

/* Reads the word at the front of *rest. */
static struct word
word_take(struct str *rest)
{
	uint32_t letters[WORD_MAX];
	struct word w = { 0 };
	struct str x = *rest; /* its own, so that it may stay in registers */
	size_t len = 0;
	while (x.n > 0) {
		const uint32_t rune = rune_at(x, &len);
		if (is_gap(rune))
			break;
		if (w.runes < WORD_MAX)
			letters[w.runes] = small(rune);
		w.runes++;
		w.number |= is_digit(rune);
		x = str_from(x, len);
	}
	*rest = x;
	const size_t n = w.runes < WORD_MAX ? w.runes : WORD_MAX;
	w.hash = hash64(str_n((const char *)letters, n * sizeof(*letters)), 0);
	return w;
}

/* Passes what is between two words; whether a sentence ended there. */
static bool
gap_pass(struct str *rest)
{
	bool stop = false;
	bool ended = false;
	size_t len = 0;
	while (rest->n > 0) {
		const uint32_t rune = rune_at(*rest, &len);
		if (!is_gap(rune))
			break;
		ended |= rune == '\n' || (stop && is_blank(rune));
		stop = is_stop(rune) || (stop && !is_blank(rune));
		*rest = str_from(*rest, len);
	}
	return ended || rest->n == 0;
}

static struct words
words_of(struct arena *a, struct str text)
{
	/* A word takes a letter and a gap at least. */
	text = str_head(text, TEXT_MAX);
	struct words out = { .v = arena_bytes(a,
				 (text.n / 2 + 1) * sizeof(*out.v)) };
	(void)gap_pass(&text);
	while (text.n > 0) {
		out.v[out.n] = word_take(&text);
		out.v[out.n++].last = gap_pass(&text);
	}
	return out;
}

static uint64_t
shingle_at(const struct words *w, size_t i)
{
	uint64_t h = 0;
	for (size_t k = 0; k < SHINGLE_WORDS; k++)
		h = (h << 21 | h >> 43) + w->v[i + k].hash * MIX_A;
	return mixed(h);
}

static size_t
shingle_count(const struct words *w)
{
	return w->n < SHINGLE_WORDS ? 0 : w->n - SHINGLE_WORDS + 1;
}

/* Each empty bin takes the value of a full one, found by a walk of its own
 * that is the same for every text. */
static void
bins_fill(uint32_t bins[BINS])
{
	uint32_t full[BINS];
	memcpy(full, bins, sizeof(full));
	for (uint64_t i = 0; i < BINS; i++) {
		uint64_t at = i;
		for (uint64_t turn = 1; full[at] == BIN_EMPTY; turn++)
			at = mixed(i * MIX_A + turn) % BINS;
		bins[i] = full[at];
	}
}

static void
bands_of(const struct words *w, struct sketch *out)
{
	const size_t n = shingle_count(w);
	uint32_t bins[BINS];
	out->banded = n >= SHINGLES_MIN;
	if (!out->banded)
		return;
	memset(bins, 0xFF, sizeof(bins));
	for (size_t i = 0; i < n; i++) {
		const uint64_t h = shingle_at(w, i);
		const uint32_t low = (uint32_t)(h >> 8);
		uint32_t *bin = &bins[(h >> 56) % BINS];
		if (low < *bin)
			*bin = low;
	}
	bins_fill(bins);
	for (size_t i = 0; i < SKETCH_BANDS; i++) {
		const char *rows = (const char *)&bins[i * SKETCH_ROWS];
		out->bands[i] =
		    (uint32_t)hash64(str_n(rows, SKETCH_ROWS * sizeof(*bins)),
			i);
	}
}

static void
sentences_of(const struct words *w, struct sketch *out)
{
	uint64_t h = 0;
	size_t runes = 0;
	bool number = false;
	out->nsentences = 0;
	for (size_t i = 0; i < w->n; i++) {
		h = mixed(h + w->v[i].hash * MIX_A);
		runes += w->v[i].runes + 1;
		number |= w->v[i].number;
		if (!w->v[i].last)
			continue;
		if (number && runes > SENTENCE_MIN &&
		    out->nsentences < SKETCH_SENTENCES)
			out->sentences[out->nsentences++] = h;
		h = 0;
		runes = 0;
		number = false;
	}
}

void
sketch_of(struct arena *a, struct str text, struct sketch *out)
{
	const struct words w = words_of(a, text);
	sentences_of(&w, out);
	bands_of(&w, out);
}

static int
hash_cmp(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a;
	const uint64_t y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static void
set_settle(struct hash_set *s)
{
	size_t kept = 0;
	if (s->n > 1)
		qsort(s->v, s->n, sizeof(*s->v), hash_cmp);
	for (size_t i = 0; i < s->n; i++)
		if (kept == 0 || s->v[kept - 1] != s->v[i])
			s->v[kept++] = s->v[i];
	s->n = kept;
}

struct shingles
shingles_of(struct arena *a, struct str text)
{
	const struct words w = words_of(a, text);
	struct shingles out = {
		.all.v = arena_array(a, w.n + 1, sizeof(uint64_t)),
		.numbers.v = arena_array(a, w.n + 1, sizeof(uint64_t)),
	};
	out.all.n = shingle_count(&w);
	for (size_t i = 0; i < out.all.n; i++)
		out.all.v[i] = shingle_at(&w, i);
	for (size_t i = 0; i < w.n; i++)
		if (w.v[i].number)
			out.numbers.v[out.numbers.n++] = w.v[i].hash;
	set_settle(&out.all);
	set_settle(&out.numbers);
	return out;
}

static size_t
set_common(const struct hash_set *a, const struct hash_set *b)
{
	size_t i = 0;
	size_t k = 0;
	size_t both = 0;
	while (i < a->n && k < b->n) {
		const uint64_t x = a->v[i];
		const uint64_t y = b->v[k];
		both += x == y;
		i += x <= y;
		k += y <= x;
	}
	return both;
}

static size_t
set_smaller(const struct hash_set *a, const struct hash_set *b)
{
	return a->n < b->n ? a->n : b->n;
}

bool
shingles_alike(const struct shingles *a, const struct shingles *b)
{
	const size_t both = set_common(&a->all, &b->all);
	const size_t least = set_smaller(&a->all, &b->all);
	const size_t together = a->all.n + b->all.n - both;
	const size_t numbers = set_common(&a->numbers, &b->numbers);
	if (least < SHINGLES_MIN ||
	    numbers * 100 <
		set_smaller(&a->numbers, &b->numbers) * ALIKE_NUMBERS)
		return false;
	return both * 100 >= together * ALIKE_JACCARD ||
	    both * 100 >= least * ALIKE_WITHIN;
}
