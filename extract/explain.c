#include "extract/explain.h"

/* Why a find ranks behind another: the first thing they differ in. */
static const char *
reason(const struct rule *loser, size_t length, const struct rule *winner,
    size_t winning)
{
	if (loser->order != winner->order)
		return "order";
	if (length != winning)
		return "length";
	return "place";
}

static void
line(struct buf *out, const char *what, const struct rule *r, struct str words)
{
	buf_printf(out, "  %-7s %.*s (%ld) \"%.*s\"", what, STR_ARG(r->name),
	    r->order, STR_ARG(words));
}

static void
lost(struct buf *out, const struct rule *winner, const char *why)
{
	buf_printf(out, " to %.*s (%ld) by %s\n", STR_ARG(winner->name),
	    winner->order, why);
}

static struct str
words_of(const struct marked *m, size_t start, size_t end)
{
	const size_t from = marks_place(m, start);
	return str_n(m->folded.s + from, marks_place(m, end) - from);
}

/* The raw rules that fit where another has taken its words. */
static void
explain_rivals(struct buf *out, const struct rules_lang *rules,
    const struct marked *m, const struct number_mark *taken)
{
	for (size_t i = 0; i < rules->n[PHASE_RAW]; i++) {
		const struct rule *r = &rules->v[PHASE_RAW][i];
		struct near_match near;
		if (r == taken->rule ||
		    !near_match(NULL, r, m->folded, taken->start, &near))
			continue;
		const size_t n = near.end - near.start;
		line(out, "lost", r, str_n(m->folded.s + near.start, n));
		lost(out, taken->rule,
		    reason(r, n, taken->rule, taken->end - taken->start));
	}
}

void
explain_numbers(struct buf *out, const struct rules_lang *rules,
    const struct marked *m, enum rules_language lang)
{
	buf_printf(out, "%s: %.*s\n", rules_lang_name(lang),
	    STR_ARG(m->folded));
	for (size_t i = 0; i < m->n; i++) {
		const struct number_mark *v = &m->v[i];
		line(out, "number", v->rule,
		    str_n(m->folded.s + v->start, v->end - v->start));
		buf_chr(out, '\n');
		explain_rivals(out, rules, m, v);
	}
}

static void
explain_captures(struct buf *out, const struct marked *m, const struct find *f)
{
	for (size_t i = 0; i < f->ncaptures; i++) {
		const struct near_capture *c = &f->captures[i];
		buf_printf(out, " %.*s=\"%.*s\"", STR_ARG(c->name),
		    STR_ARG(words_of(m, c->start, c->end)));
	}
	buf_chr(out, '\n');
}

static void
explain_find(struct buf *out, const struct finds *s, const struct find *f,
    const char *what)
{
	const struct marked *m = &s->marked;
	line(out, what, f->rule, words_of(m, f->start, f->end));
	explain_captures(out, m, f);
}

void
explain_finds(struct buf *out, const struct finds *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct find *f = &s->v[i];
		const struct find *w = f->stands ? NULL : finds_winner(s, f);
		if (w == NULL) {
			explain_find(out, s, f,
			    f->rule->trap ? "trap" : "took");
			continue;
		}
		line(out, "lost", f->rule,
		    words_of(&s->marked, f->start, f->end));
		lost(out, w->rule,
		    reason(f->rule, f->end - f->start, w->rule,
			w->end - w->start));
	}
}

void
explain_around(struct buf *out, const struct finds *s, size_t first)
{
	for (size_t i = first; i < s->n; i++)
		explain_find(out, s, &s->v[i], "around");
}
