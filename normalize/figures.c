#include "normalize/figures.h"

#include "common/record.h"

#define FIGURES_GROW 32

static const char *const figure_kinds[] = { "money", "percent", "points",
	"factor", "quantity", "duration", "count" };

static const struct clue_row {
	const char *name;
	enum clue_kind kind;
} clue_kinds[] = {
	{ "period", CLUE_PERIOD },
	{ "frame", CLUE_FRAME },
	{ "cue", CLUE_CUE },
	{ "speaker", CLUE_SPEAKER },
};

/* Room for `more` members behind n, doubling. */
static void *
room(struct arena *arena, void *v, size_t n, size_t *cap, size_t size)
{
	if (n + 2 <= *cap)
		return v;
	*cap = *cap == 0 ? FIGURES_GROW : 2 * *cap;
	return arena_grow(arena, v, n, *cap, size);
}

static bool
read_span(const struct draft *d, struct span at, struct str kind,
    struct number *out)
{
	const struct str words = text_folded(&d->text, d->arena, at);
	const bool english = str_is(d->doc->lang, "en");
	const bool after_sign = at.start > 0 && str_is(kind, "money") &&
	    draft_find(d, "currency_sign",
		text_slice(&d->text, (struct span){ at.start - 1, 1 })) != NULL;
	const enum number_comma comma =
	    english || after_sign ? COMMA_GROUPS : COMMA_DECIMAL;
	if (d->doc->lang.n > 0 &&
	    number_read(draft_lexicon(d), d->doc->lang, words, comma, out))
		return true;
	return number_read(draft_lexicon(d), STR_NONE, words, comma, out);
}

static struct str
kind_of(struct str rule)
{
	for (size_t i = 0; i < sizeof(figure_kinds) / sizeof(*figure_kinds);
	     i++)
		if (draft_is(rule, figure_kinds[i]))
			return str_c(figure_kinds[i]);
	return STR_NONE;
}

/* A minus, or "минус", before the number. */
static bool
is_negative(const struct draft *d, const struct mention *m)
{
	struct str sign = draft_words(d, m, "sign");
	if (draft_capture(m, "minus") != NULL)
		return true;
	if (sign.s == NULL)
		sign = draft_words(d, m, "sign_");
	if (sign.s == NULL)
		return false;
	const struct lexeme *l = draft_find(d, "sign", sign);
	return l != NULL && l->value < 0;
}

static bool
start_figure(const struct draft *d, const struct mention *m,
    const struct span *number, struct figure *f)
{
	*f = (struct figure){ .mention = m,
		.kind = kind_of(m->rule),
		.number = *number };
	f->fact = fact_empty();
	if (!read_span(d, *number, f->kind, &f->read))
		return false;
	f->fact.value = f->read.value;
	if (is_negative(d, m))
		f->fact.value = -f->fact.value;
	f->fact.at = m->at;
	f->fact.sentence = m->sentence;
	f->fact.kind = f->kind;
	f->fact.rule = m->rule;
	return true;
}

/* "27" of "с 27 до 20": the first keeps to its number, the second takes the
 * unit and noun behind it. */
static void
add_pair(struct draft *d, const struct mention *m)
{
	const struct span *from = draft_capture(m, "from");
	const struct span *to = draft_capture(m, "to");
	struct figure a;
	struct figure b;
	if (to == NULL || !start_figure(d, m, from, &a) ||
	    !start_figure(d, m, to, &b))
		return;
	a.role = ROLE_FROM;
	b.role = ROLE_TO;
	a.fact.at = *from;
	a.pair = d->nfigures + 2;
	b.pair = d->nfigures + 1;
	if (to->start < from->start) {
		/* "до 4,5% с 4,7%" */
		const struct span *unit = draft_capture(m, "unit");
		const size_t end =
		    unit != NULL ? span_end(*unit) : span_end(*to);
		b.fact.at = (struct span){ m->at.start, end - m->at.start };
		a.pair--;
		b.pair++;
		d->figures[d->nfigures++] = b;
		d->figures[d->nfigures++] = a;
		return;
	}
	b.fact.at = (struct span){ to->start, span_end(m->at) - to->start };
	d->figures[d->nfigures++] = a;
	d->figures[d->nfigures++] = b;
}

/* Two ends of one range; read.first is the lower one's own value. */
static void
add_range(struct draft *d, const struct mention *m, const struct span *low)
{
	const struct span *high = draft_capture(m, "high");
	struct figure f;
	struct number first;
	if (high == NULL || !start_figure(d, m, high, &f) ||
	    !read_span(d, *low, f.kind, &first))
		return;
	f.number = (struct span){ low->start, span_end(*high) - low->start };
	f.fact.low = first.value;
	f.fact.high = f.read.value;
	if (first.scale == 1 && f.read.scale > 1)
		f.fact.low = number_tidy(f.fact.low * f.read.scale);
	if (f.fact.low > f.fact.high)
		f.fact.low = first.value;
	if (f.fact.low > f.fact.high)
		return;
	f.fact.bound = STR("range");
	d->figures[d->nfigures++] = f;
}

static void
add_figure(struct draft *d, const struct mention *m)
{
	const struct span *number = draft_capture(m, "number");
	const struct span *low = draft_capture(m, "low");
	struct figure f;
	if (draft_capture(m, "from") != NULL)
		add_pair(d, m);
	else if (low != NULL)
		add_range(d, m, low);
	else if (number != NULL && start_figure(d, m, number, &f))
		d->figures[d->nfigures++] = f;
}

static void
add_clue(struct draft *d, const struct mention *m)
{
	for (size_t i = 0; i < sizeof(clue_kinds) / sizeof(*clue_kinds); i++)
		if (draft_is(m->rule, clue_kinds[i].name))
			d->clues[d->nclues++] = (struct clue){
				.kind = clue_kinds[i].kind,
				.mention = m,
				.word = draft_rule_word(m->rule),
			};
}

/* Mentions come in text order, so a sentence's lie together. */
static void
close_sentence(struct draft *d, struct sentence_view *v)
{
	v->figures = d->nfigures - v->figure;
	v->clues = d->nclues - v->clue;
	if (v->figures + v->clues > 0)
		d->sentences[d->nsentences++] = *v;
}

void
figures_read(struct draft *d)
{
	const struct document *doc = d->doc;
	struct sentence_view v = { .figure = 0 };
	size_t figures_cap = 0;
	size_t clues_cap = 0;
	size_t sentences_cap = 0;
	for (size_t i = 0; i < doc->nmentions; i++) {
		const struct mention *m = &doc->mentions[i];
		d->figures = room(d->arena, d->figures, d->nfigures,
		    &figures_cap, sizeof(*d->figures));
		d->clues = room(d->arena, d->clues, d->nclues, &clues_cap,
		    sizeof(*d->clues));
		d->sentences = room(d->arena, d->sentences, d->nsentences,
		    &sentences_cap, sizeof(*d->sentences));
		if (i == 0 || m->sentence.start != v.at.start) {
			close_sentence(d, &v);
			v = (struct sentence_view){ .at = m->sentence,
				.figure = d->nfigures,
				.clue = d->nclues };
		}
		if (kind_of(m->rule).s != NULL)
			add_figure(d, m);
		else
			add_clue(d, m);
	}
	if (doc->nmentions > 0)
		close_sentence(d, &v);
}
