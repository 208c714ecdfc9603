/*
 * history WORDS DOCUMENTS   writes documents as sandyq-normalize does: two
 * years of 20 outlets, six figures a document and three of four documents with
 * one of 30 series.  Values of a series move every two months; one page in
 * twelve repeats an old one, one in seven is a reprint under its own lead, one
 * in twenty states a change itself.  The same arguments give the same bytes.
 *
 * Words come from a file, one a line.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/record.h"
#include "common/utf8.h"

#define WORDS_MAX     4096
#define WORDS_BYTES   ((size_t)1 << 20)
#define DOCUMENT_MAX  ((size_t)1 << 20)
#define SENTENCES     15
#define FIGURES       6
#define OUTLETS       20
#define SERIES        30
#define REGIONS       17
#define BEGAN         INT64_C(1704067200) /* 2024-01-01 */
#define YEARS_SECONDS (INT64_C(730) * CLOCK_DAY)
#define STEP          (60 * CLOCK_DAY) /* how long a value holds */

struct history {
	struct str words[WORDS_MAX];
	size_t nwords;
	uint64_t documents;
	uint64_t seed; /* of the story being told */
	struct arena *arena;
	struct buf text;
	size_t runes; /* code points of `text` */
	struct fact facts[FIGURES];
};

/* xorshift64*: the same numbers on every machine. */
static uint64_t
draw(struct history *h, uint64_t below)
{
	h->seed ^= h->seed >> 12;
	h->seed ^= h->seed << 25;
	h->seed ^= h->seed >> 27;
	return (h->seed * UINT64_C(2685821657736338717) >> 33) % below;
}

static void
start_story(struct history *h, uint64_t number)
{
	h->seed = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);
}

static void
say(struct history *h, struct str words)
{
	buf_str(&h->text, words);
	h->runes += utf8_count(words);
}

static void
say_words(struct history *h, uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		say(h, h->words[draw(h, h->nwords)]);
		say(h, STR(" "));
	}
}

/* The fact whose figure is said here; its sentence is set by say_sentence. */
static void
say_figure(struct history *h, struct fact *f, double value)
{
	const struct str noun = h->words[draw(h, h->nwords)];
	*f = fact_empty();
	f->surface = arena_printf(h->arena, "%.0f %.*s", value, STR_ARG(noun));
	f->at.start = h->runes;
	say(h, f->surface);
	f->at.length = h->runes - f->at.start;
	f->kind = STR("count");
	f->value = f->low = f->high = value;
	f->bound = STR("exact");
	f->noun = (struct fact_noun){ noun, noun };
	f->period.basis = STR("published");
	f->modality = STR("actual");
	f->rule = STR("bench");
	if (draw(h, 2) == 0)
		f->place =
		    (struct fact_place){ arena_printf(h->arena, "%u0000000",
					     10 + (unsigned)draw(h, REGIONS)),
			    STR_NONE, STR("sentence") };
}

static void
say_sentence(struct history *h, struct fact *f, double value)
{
	const size_t start = h->runes;
	say_words(h, 4 + draw(h, 6));
	if (f != NULL)
		say_figure(h, f, value);
	say(h, STR(" "));
	say_words(h, 3 + draw(h, 5));
	say(h, STR("."));
	if (f != NULL)
		f->sentence = (struct span){ start, h->runes - start };
	say(h, STR("\n\n"));
}

/* What the series stands at, `back` steps before the moment. */
static double
value_at(uint64_t series, int64_t at, int64_t back)
{
	const int64_t step = (at - BEGAN) / STEP - back;
	return (double)(1000 + (int64_t)series * 500 + step * 7);
}

static void
tell_series(struct history *h, struct document *d)
{
	const uint64_t series = draw(h, SERIES);
	const bool stale = draw(h, 12) == 0;
	const bool change = draw(h, 20) == 0;
	struct fact *f = h->facts;
	const struct str code =
	    arena_printf(h->arena, "bench.s%02u", (unsigned)series);
	const size_t n = change ? 2 : 1;
	for (size_t i = 0; i < n; i++) {
		say_sentence(h, &f[i],
		    value_at(series, d->published_at,
			stale || i + 1 < n ? 1 : 0));
		f[i].place = (struct fact_place){ 0 };
		f[i].indicator = code;
		if (change)
			f[i].change = (struct fact_change){ STR("c1"),
				i == 0 ? STR("from") : STR("to"), STR("up") };
	}
	d->nfacts = n;
}

/* The story of document `number`: the same words wherever it is reprinted. */
static void
tell(struct history *h, struct document *d, uint64_t number)
{
	start_story(h, number);
	if (number % 4 != 0)
		tell_series(h, d);
	for (size_t i = 0; i < SENTENCES; i++) {
		struct fact *f =
		    d->nfacts < FIGURES ? &h->facts[d->nfacts++] : NULL;
		say_sentence(h, f, (double)draw(h, 100000));
	}
}

/* Ids and anchors come in no order. */
static struct str
hashed(struct arena *a, struct str x)
{
	char *hex = arena_alloc(a, HASH_HEX);
	hash128_hex(x, hex);
	return str_c(hex);
}

static void
name_document(struct history *h, struct document *d, uint64_t i)
{
	struct arena *a = h->arena;
	const unsigned outlet = (unsigned)(i % OUTLETS);
	d->url = arena_printf(a, "https://outlet-%02u.example/news/%llu",
	    outlet, (unsigned long long)i);
	d->canonical_url = d->url;
	d->id = hashed(a, d->url);
	d->site = arena_printf(a, "outlet-%02u", outlet);
	d->published_at =
	    BEGAN + (int64_t)i * YEARS_SECONDS / (int64_t)h->documents;
	d->published_from = STR("meta");
	d->fetched_at = d->published_at + 3600;
	d->lang = STR("ru");
	d->title = arena_printf(a, "%.*s %llu",
	    STR_ARG(h->words[i % h->nwords]), (unsigned long long)i);
	d->source = (struct origin){ STR("bench.warc.gz"), (int64_t)i * 9000,
		9000, STR_NONE };
	d->extractor = STR("bench");
	d->ruleset = STR("bench");
	d->has_facts = true;
}

static void
write_document(struct history *h, struct buf *out, uint64_t i)
{
	struct document d = document_empty();
	const uint64_t story = i % 7 == 6 ? i - 3 : i;
	buf_clear(&h->text);
	h->runes = 0;
	name_document(h, &d, i);
	if (story != i) {
		start_story(h, h->documents + i);
		say_sentence(h, NULL, 0);
	}
	tell(h, &d, story);
	for (size_t f = 0; f < d.nfacts; f++)
		h->facts[f].anchor = hashed(h->arena,
		    arena_printf(h->arena, "%.*s %zu", STR_ARG(d.url), f));
	d.facts = h->facts;
	d.text = str_trim(buf_view(&h->text));
	record_write(out, &d);
	arena_reset(h->arena);
}

int
main(int argc, char *argv[])
{
	static struct history h;
	struct buf words, out;
	struct err err = { 0 };
	unsigned long long documents = 0;
	buf_init(&words, WORDS_BYTES);
	buf_init(&out, DOCUMENT_MAX);
	buf_init(&h.text, DOCUMENT_MAX);
	if (argc != 3 || !str_u64(str_c(argv[2]), &documents) ||
	    file_read(argv[1], &words, &err) != RC_OK) {
		(void)fprintf(stderr, "usage: history WORDS DOCUMENTS\n");
		return 2;
	}
	struct str rest = buf_view(&words), word;
	while (h.nwords < WORDS_MAX && str_cut(&rest, '\n', &word)) {
		if (word.n > 0)
			h.words[h.nwords++] = word;
	}
	h.arena = arena_new(DOCUMENT_MAX);
	h.documents = documents;
	for (uint64_t i = 0; i < documents && h.nwords > 0; i++) {
		buf_clear(&out);
		write_document(&h, &out, i);
		(void)fwrite(out.s, 1, out.n, stdout);
	}
	arena_free(h.arena);
	buf_free(&h.text);
	buf_free(&out);
	buf_free(&words);
	return h.nwords == 0 || fclose(stdout) != 0 ? 1 : 0;
}
