#include "extract/figures.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/utf8.h"
#include "extract/explain.h"
#include "extract/finds.h"
#include "extract/marks.h"
#include "extract/near.h"
#include "extract/rules.h"
#include "extract/sentences.h"

/*
 * A sentence's way: its numbers are marked (marks.c); the marked rules are
 * run over it and finds.c settles who keeps which number; then, if any figure
 * or period stayed, the rules for what stands around are run.
 */
/* A sentence of a Kazakh page with so many letters and none of Kazakh's own
 * is a Russian quotation. */
#define FOREIGN_LETTERS 60

#define SCRATCH_MAX ((size_t)64 << 20) /* bytes for one sentence's work */

#define EACH_BYTE(c) (UINT64_C(0x0101010101010101) * (c))

struct figures {
	const struct lexicon *lexicon;
	struct ruleset *rules;
	struct marker *marker;
	struct near *marked[LANGS];
	struct near *around[LANGS];
	struct arena *scratch; /* of the sentence at work */
};

/* One document at work. */
struct walk {
	struct document *doc;
	struct arena *arena;
	struct utf8_ruler ruler; /* over the folded sentence */
	struct span sentence;
	struct mention *found; /* the document's; from the heap, as they grow */
	size_t cap;
	struct buf *explain; /* NULL: nobody asked why */
};

enum rc
figures_new(const struct config *config, const struct lexicon *lexicon,
    struct figures **out, struct err *err)
{
	struct figures *f = mem_zero(1, sizeof(*f));
	f->lexicon = lexicon;
	f->scratch = arena_new(SCRATCH_MAX);
	const enum rc rc = ruleset_load(config, lexicon, &f->rules, err);
	if (rc != RC_OK) {
		figures_free(f);
		return rc;
	}
	f->marker = marker_new(f->rules, f->lexicon);
	for (int lang = 0; lang < LANGS; lang++) {
		const struct rules_lang *rules =
		    ruleset_lang(f->rules, (enum rules_language)lang);
		f->marked[lang] = near_new(rules, PHASE_MARKED);
		f->around[lang] = near_new(rules, PHASE_AROUND);
	}
	*out = f;
	return RC_OK;
}

void
figures_free(struct figures *f)
{
	if (f == NULL)
		return;
	for (int lang = 0; lang < LANGS; lang++) {
		near_free(f->marked[lang]);
		near_free(f->around[lang]);
	}
	marker_free(f->marker);
	arena_free(f->scratch);
	ruleset_free(f->rules);
	free(f);
}

/* How many Cyrillic letters a sentence has, and how many of them are
 * Kazakh's own (і is Ukrainian too, but then it is alone). */
struct letters {
	size_t cyrillic;
	size_t kazakh;
};

/* 0x80 in each of eight bytes that is `byte`. */
static uint64_t
bytes_that_are(uint64_t word, unsigned char byte)
{
	const uint64_t low = EACH_BYTE(0x7F);
	const uint64_t x = word ^ EACH_BYTE(byte);
	return ~(((x & low) + low) | x | low);
}

static size_t
count_marked(uint64_t marked)
{
	return (size_t)(((marked >> 7) * EACH_BYTE(1)) >> 56);
}

static struct letters
letters_of(struct str folded)
{
	struct letters n = { 0 };
	size_t i = 0;
	for (; i + 9 <= folded.n; i += 8) {
		uint64_t here;
		uint64_t next;
		memcpy(&here, folded.s + i, sizeof(here));
		memcpy(&next, folded.s + i + 1, sizeof(next));
		const uint64_t leads =
		    bytes_that_are(here & EACH_BYTE(0xFC), 0xD0);
		n.cyrillic += count_marked(leads);
		n.kazakh += count_marked((leads & here << 6) |
		    (bytes_that_are(here, 0xD1) & bytes_that_are(next, 0x96)));
	}
	for (; i + 1 < folded.n; i++) {
		const unsigned char c = (unsigned char)folded.s[i];
		const unsigned char tail = (unsigned char)folded.s[i + 1];
		n.cyrillic += c >= 0xD0 && c <= 0xD3;
		n.kazakh +=
		    c == 0xD2 || c == 0xD3 || (c == 0xD1 && tail == 0x96);
	}
	return n;
}

/* The language whose rules read a sentence: the document's, but a quotation
 * in another language is read as what it is.  Kazakh's own letters are an
 * eighth of Kazakh text; names in Russian text stay far under a twentieth. */
static enum rules_language
language_of(struct str lang, struct str folded)
{
	const struct letters n = letters_of(folded);
	if (n.kazakh * 20 > n.cyrillic)
		return LANG_KK;
	if (str_is(lang, "kk") &&
	    (n.kazakh > 0 || n.cyrillic < FOREIGN_LETTERS))
		return LANG_KK;
	if (str_is(lang, "ru") || n.cyrillic > 0)
		return LANG_RU;
	return LANG_EN;
}

static struct span
span_of(struct walk *w, const struct marked *m, size_t start, size_t end)
{
	const size_t from = utf8_rune_at(&w->ruler, marks_place(m, start));
	const size_t until = utf8_rune_at(&w->ruler, marks_place(m, end));
	return (struct span){ .start = w->sentence.start + from,
		.length = until - from };
}

static void
emit(struct walk *w, const struct marked *m, const struct find *f)
{
	struct document *d = w->doc;
	if (d->nmentions == w->cap) {
		w->cap = mem_room(w->cap, d->nmentions + 1);
		w->found = mem_grow(w->found, w->cap, sizeof(*w->found));
	}
	struct mention *to = &w->found[d->nmentions++];
	*to = (struct mention){ .at = span_of(w, m, f->start, f->end),
		.sentence = w->sentence,
		.rule = f->rule->name,
		.ncaptures = f->ncaptures };
	to->captures =
	    arena_array(w->arena, f->ncaptures, sizeof(*to->captures));
	for (size_t i = 0; i < f->ncaptures; i++)
		to->captures[i] = (struct capture){
			.name = f->captures[i].name,
			.at = span_of(w, m, f->captures[i].start,
			    f->captures[i].end),
		};
}

/* The marked rules: those that begin with a mark where it may be theirs. */
static void
find_figures(struct finds *s, const struct rules_lang *rules, struct near *near)
{
	finds_sift(s, near);
	const size_t n = rules->n[PHASE_MARKED];
	for (size_t i = sieve_next(&s->any, 0); i < n;
	     i = sieve_next(&s->any, i + 1))
		finds_rule(s, near, &rules->v[PHASE_MARKED][i], i);
}

static void
find_around(struct finds *s, const struct rules_lang *rules, struct near *near)
{
	struct sieve_set may;
	near_may(near, s->marked.text, &may);
	const size_t n = rules->n[PHASE_AROUND];
	for (size_t i = sieve_next(&may, 0); i < n; i = sieve_next(&may, i + 1))
		finds_rule(s, near, &rules->v[PHASE_AROUND][i], i);
}

static void
walk_sentence(const struct figures *f, struct walk *w, struct str folded,
    struct str lang)
{
	struct finds s = { .arena = f->scratch };
	const enum rules_language language = language_of(lang, folded);
	const struct rules_lang *rules = ruleset_lang(f->rules, language);
	w->ruler = utf8_ruler(folded);
	marks_make(f->marker, f->scratch, language, folded, &s.marked);
	if (w->explain != NULL)
		explain_numbers(w->explain, rules, &s.marked, language);
	if (s.marked.n == 0)
		return;
	finds_periods(&s);
	find_figures(&s, rules, f->marked[language]);
	finds_settle(&s);
	if (w->explain != NULL)
		explain_finds(w->explain, &s);
	finds_drop(&s);
	if (s.n == 0)
		return;
	const size_t figures = s.n;
	find_around(&s, rules, f->around[language]);
	if (w->explain != NULL)
		explain_around(w->explain, &s, figures);
	finds_sort(&s);
	for (size_t i = 0; i < s.n; i++)
		emit(w, &s.marked, &s.v[i]);
}

static enum rc
walk_sentences(const struct figures *f, struct walk *w, struct err *err)
{
	struct document *doc = w->doc;
	struct sentence *v = NULL;
	const size_t n = sentences_cut(f->lexicon, w->arena, doc->text, &v);
	const struct str folded = marks_fold(w->arena, doc->text);
	struct utf8_ruler text = utf8_ruler(doc->text);
	struct utf8_ruler places = utf8_ruler(folded);
	doc->mentions = NULL;
	doc->nmentions = 0;
	doc->has_mentions = true;
	doc->ruleset = lexicon_ruleset(f->lexicon);
	for (size_t i = 0; i < n; i++) {
		w->sentence.start = utf8_rune_at(&text, v[i].start);
		w->sentence.length =
		    utf8_rune_at(&text, v[i].end) - w->sentence.start;
		const size_t start = utf8_byte_at(&places, w->sentence.start);
		const size_t end = utf8_byte_at(&places,
		    w->sentence.start + w->sentence.length);
		arena_reset(f->scratch);
		walk_sentence(f, w, str_n(folded.s + start, end - start),
		    doc->lang);
		if (arena_full(w->arena) || arena_full(f->scratch))
			return err_set(err, RC_BAD, "too many figures");
	}
	return RC_OK;
}

static enum rc
walk_document(const struct figures *f, struct walk *w, struct err *err)
{
	const enum rc rc = walk_sentences(f, w, err);
	const size_t n = w->doc->nmentions;
	w->doc->mentions =
	    arena_grow(w->arena, w->found, n, n, sizeof(*w->found));
	free(w->found);
	return rc;
}

enum rc
figures_find(const struct figures *f, struct arena *arena, struct document *doc,
    struct err *err)
{
	struct walk w = { .doc = doc, .arena = arena };
	return walk_document(f, &w, err);
}

enum rc
figures_explain(const struct figures *f, struct arena *arena,
    struct document *doc, struct buf *out, struct err *err)
{
	struct walk w = { .doc = doc, .arena = arena, .explain = out };
	return walk_document(f, &w, err);
}
