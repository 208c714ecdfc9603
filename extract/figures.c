#include "extract/figures.h"

#include <stdint.h>
#include <stdlib.h>

#include "common/lexicon.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "extract/marks.h"
#include "extract/near.h"
#include "extract/rules.h"
#include "extract/sentences.h"

/*
 * A sentence's way: its numbers are marked (marks.c); the marked rules are
 * run over it; of finds that share a number the one with the lowest order
 * stays, then the longest, then the earliest; then, if any figure or period
 * stayed, the rules for what stands around are run.
 */
#define FINDS_MAX  4096 /* in one sentence, of all rules */
#define MARK_WORDS (MARKS_MAX / 64)
/* A sentence of a Kazakh page with so many letters and none of Kazakh's own
 * is a Russian quotation. */
#define FOREIGN_LETTERS 60

struct figures {
	struct lexicon *lexicon;
	struct ruleset *rules;
	struct marker *marker;
};

/* What one rule found in the marked sentence. */
struct find {
	const struct rule *rule;
	size_t start; /* with the bound words before it */
	size_t end;
	uint64_t marks[MARK_WORDS];
	struct near_capture *captures;
	size_t ncaptures;
};

/* One sentence at work. */
struct scan {
	struct arena *arena;
	struct marked marked;
	struct find *finds;
	size_t nfinds;
	size_t cap;
};

/* One document at work. */
struct walk {
	struct document *doc;
	struct arena *arena;
	struct utf8_ruler ruler; /* over the folded sentence */
	struct span sentence;
	size_t cap;
};

enum rc
figures_new(const struct config *config, struct figures **out, struct err *err)
{
	struct figures *f = mem_zero(1, sizeof(*f));
	enum rc rc = lexicon_load(config, &f->lexicon, err);
	if (rc == RC_OK)
		rc = ruleset_load(config, f->lexicon, &f->rules, err);
	if (rc != RC_OK) {
		figures_free(f);
		return rc;
	}
	f->marker = marker_new(f->rules, f->lexicon);
	*out = f;
	return RC_OK;
}

void
figures_free(struct figures *f)
{
	if (f == NULL)
		return;
	marker_free(f->marker);
	ruleset_free(f->rules);
	lexicon_free(f->lexicon);
	free(f);
}

/* How many Cyrillic letters a sentence has, and how many of them are
 * Kazakh's own (і is Ukrainian too, but then it is alone). */
struct letters {
	size_t cyrillic;
	size_t kazakh;
};

static struct letters
letters_of(struct str folded)
{
	struct letters n = { 0 };
	for (size_t i = 0; i < folded.n; i++) {
		const unsigned char c = (unsigned char)folded.s[i];
		if (c < 0xD0 || c > 0xD3 || i + 1 == folded.n)
			continue;
		const unsigned char tail = (unsigned char)folded.s[i + 1];
		n.cyrillic++;
		n.kazakh += c >= 0xD2 || (c == 0xD1 && tail == 0x96);
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

static void
keep(struct scan *s, const struct rule *r, const struct near_match *m)
{
	if (s->nfinds == s->cap) {
		const size_t cap = s->cap == 0 ? 32 : 2 * s->cap;
		s->finds = arena_grow(s->arena, s->finds, s->nfinds, cap,
		    sizeof(*s->finds));
		s->cap = cap;
	}
	struct find *f = &s->finds[s->nfinds++];
	*f = (struct find){ .rule = r,
		.start = m->from,
		.end = m->end,
		.ncaptures = m->ncaptures };
	f->captures = arena_array(s->arena, m->ncaptures, sizeof(*f->captures));
	for (size_t i = 0; i < m->ncaptures; i++)
		f->captures[i] = m->captures[i];
	for (size_t i = marks_from(&s->marked, m->start);
	     i < s->marked.n && s->marked.v[i].at < m->end; i++)
		f->marks[i / 64] |= (uint64_t)1 << (i % 64);
}

/* All places where a rule fits; the next is sought behind the first mark of
 * the last, so that finds of one rule may overlap. */
static void
run_rule(struct scan *s, const struct rule *r)
{
	struct near_match m;
	size_t at = 0;
	if ((r->marks != 0 && (r->marks & s->marked.names) == 0) ||
	    s->marked.n < r->least)
		return;
	while (s->nfinds < FINDS_MAX && near_match(r, s->marked.text, at, &m)) {
		keep(s, r, &m);
		const size_t i = marks_from(&s->marked, m.start);
		at = r->phase == PHASE_MARKED && i < s->marked.n
		    ? s->marked.v[i].at + MARK_BYTES
		    : m.end;
		if (at <= m.start)
			at = m.start + 1;
	}
}

static int
by_rank(const void *a, const void *b)
{
	const struct find *x = a;
	const struct find *y = b;
	if (x->rule->order != y->rule->order)
		return x->rule->order < y->rule->order ? -1 : 1;
	const size_t xn = x->end - x->start;
	const size_t yn = y->end - y->start;
	if (xn != yn)
		return xn > yn ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->rule->index < y->rule->index ? -1 : 1;
}

/* Leaves the finds that stand, traps apart, in rank order. */
static void
settle(struct scan *s)
{
	uint64_t taken[MARK_WORDS] = { 0 };
	size_t kept = 0;
	if (s->nfinds > 1)
		qsort(s->finds, s->nfinds, sizeof(*s->finds), by_rank);
	for (size_t i = 0; i < s->nfinds; i++) {
		const struct find f = s->finds[i];
		uint64_t shared = 0;
		for (size_t k = 0; k < MARK_WORDS; k++)
			shared |= taken[k] & f.marks[k];
		if (shared != 0)
			continue;
		for (size_t k = 0; k < MARK_WORDS; k++)
			taken[k] |= f.marks[k];
		if (!f.rule->trap)
			s->finds[kept++] = f;
	}
	s->nfinds = kept;
}

/* Periods that the raw rules took are finds as well. */
static void
keep_raw(struct scan *s)
{
	for (size_t i = 0; i < s->marked.n; i++) {
		const struct number_mark *m = &s->marked.v[i];
		if (!str_is(m->rule->kind, "period"))
			continue;
		const struct near_match match = { .start = m->at,
			.end = m->at + MARK_BYTES,
			.from = m->at };
		keep(s, m->rule, &match);
	}
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
		const size_t cap = w->cap == 0 ? 16 : 2 * w->cap;
		d->mentions = arena_grow(w->arena, d->mentions, d->nmentions,
		    cap, sizeof(*d->mentions));
		w->cap = cap;
	}
	struct mention *to = &d->mentions[d->nmentions++];
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

static int
by_place(const void *a, const void *b)
{
	const struct find *x = a;
	const struct find *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return x->rule->index < y->rule->index ? -1 : 1;
}

static void
walk_sentence(const struct figures *f, struct walk *w, struct str folded,
    struct str lang)
{
	struct scan s = { .arena = w->arena };
	const enum rules_language language = language_of(lang, folded);
	const struct rules_lang *rules = ruleset_lang(f->rules, language);
	w->ruler = utf8_ruler(folded);
	marks_make(f->marker, w->arena, language, folded, &s.marked);
	if (s.marked.n == 0)
		return;
	keep_raw(&s);
	for (size_t i = 0; i < rules->n[PHASE_MARKED]; i++)
		run_rule(&s, &rules->v[PHASE_MARKED][i]);
	settle(&s);
	if (s.nfinds == 0)
		return;
	for (size_t i = 0; i < rules->n[PHASE_AROUND]; i++)
		run_rule(&s, &rules->v[PHASE_AROUND][i]);
	qsort(s.finds, s.nfinds, sizeof(*s.finds), by_place);
	for (size_t i = 0; i < s.nfinds; i++)
		emit(w, &s.marked, &s.finds[i]);
}

enum rc
figures_find(const struct figures *f, struct arena *arena, struct document *doc,
    struct err *err)
{
	struct sentence *v = NULL;
	const size_t n = sentences_cut(f->lexicon, arena, doc->text, &v);
	const struct str folded = marks_fold(arena, doc->text);
	struct walk w = { .doc = doc, .arena = arena };
	struct utf8_ruler text = utf8_ruler(doc->text);
	struct utf8_ruler places = utf8_ruler(folded);
	doc->mentions = NULL;
	doc->nmentions = 0;
	doc->has_mentions = true;
	doc->ruleset = lexicon_ruleset(f->lexicon);
	for (size_t i = 0; i < n; i++) {
		w.sentence.start = utf8_rune_at(&text, v[i].start);
		w.sentence.length =
		    utf8_rune_at(&text, v[i].end) - w.sentence.start;
		const size_t start = utf8_byte_at(&places, w.sentence.start);
		const size_t end =
		    utf8_byte_at(&places, w.sentence.start + w.sentence.length);
		walk_sentence(f, &w, str_n(folded.s + start, end - start),
		    doc->lang);
		if (arena_full(arena))
			return err_set(err, RC_BAD, "too many figures");
	}
	return RC_OK;
}
