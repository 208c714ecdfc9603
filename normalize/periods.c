#include "normalize/periods.h"

#include "common/clock.h"
#include "normalize/dates.h"

/* How far behind a figure, in code points, a period is still its own: "18,1
 * млрд в 2024 году", "(2024)". */
#define OWN_REACH 4
/* How far back "a year ago" looks for what it is a year before. */
#define AGO_REACH 300

/* Whether the period stands right behind the figure. */
static bool
is_own(const struct draft *d, const struct clue *c, const struct figure *f)
{
	const size_t from = span_end(f->fact.at);
	const size_t until = c->mention->at.start;
	/* In Kazakh a period comes first. */
	return !str_is(d->doc->lang, "kk") && until >= from &&
	    until - from <= OWN_REACH && !draft_parted(d, from, until);
}

/* Whether "against" stands right before a figure. */
static bool
is_versus(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const struct str before = text_folded(&d->text, d->arena,
	    (struct span){ v->at.start, f->fact.at.start - v->at.start });
	const struct str s = str_trim(before);
	size_t at = s.n;
	while (at > 0 && s.s[at - 1] != ' ')
		at--;
	return draft_find(d, "versus", str_from(s, at)) != NULL;
}

/* "17,6 млрд против 18,1 млрд годом ранее": "a year ago" right behind a
 * figure is of no other one, nor is any period behind "against". */
static bool
is_taken(const struct draft *d, const struct sentence_view *v,
    const struct clue *c)
{
	for (size_t i = v->figure; i < v->figure + v->figures; i++)
		if (is_own(d, c, &d->figures[i]) &&
		    (draft_is_ago(c) || is_versus(d, v, &d->figures[i])))
			return true;
	return false;
}

/* "A year ago" is never when a change has reached its new value. */
static bool
is_before_change(const struct clue *c, const struct figure *f)
{
	return draft_is_ago(c) && f->role == ROLE_TO && f->pair > 0;
}

/* Whether a period behind a figure belongs to another clause: a comma stands
 * between, and a figure of its own behind it. */
static bool
is_others(const struct draft *d, const struct sentence_view *v,
    const struct clue *c, const struct figure *f)
{
	const size_t at = c->mention->at.start;
	const struct figure *last = &d->figures[v->figure + v->figures - 1];
	return last->number.start > at && at >= span_end(f->number) &&
	    draft_parted(d, span_end(f->number), at);
}

/* Whether a period of the figure's own clause stands behind it, and one of
 * another clause before: "в 2025 году введено 14 школ, 6 сдадут в 2026 году".
 */
static bool
is_nearer(const struct draft *d, const struct clue *before,
    const struct clue *behind, const struct figure *f)
{
	return behind != NULL &&
	    draft_parted(d, span_end(before->mention->at), f->number.start) &&
	    !draft_parted(d, span_end(f->number), behind->mention->at.start);
}

/* The period right behind the figure, else the nearest before it in its
 * sentence, else the first one behind it. */
static const struct clue *
period_of(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const struct clue *before = NULL;
	const struct clue *behind = NULL;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		if (c->from.n == 0)
			continue;
		if (is_own(d, c, f))
			return c;
		if (is_taken(d, v, c) || is_before_change(c, f))
			continue;
		if (c->mention->at.start < f->number.start)
			before = c;
		else if (behind == NULL && !is_others(d, v, c, f))
			behind = c;
	}
	return before != NULL && !is_nearer(d, before, behind, f) ? before
								  : behind;
}

/* A change over a range of years begins in the first and ends in the last. */
static void
set_period(struct figure *f, const struct clue *c)
{
	struct fact_period *p = &f->fact.period;
	const bool range = str_is(c->word, "range") && f->pair != 0;
	p->basis = STR("text");
	p->from = range && f->role == ROLE_TO ? c->last : c->from;
	p->until = range && f->role == ROLE_FROM ? c->first : c->until;
}

static void
set_published(const struct draft *d, struct figure *f)
{
	char day[CLOCK_TEXT_MAX];
	char next[CLOCK_TEXT_MAX];
	if (d->doc->published_at == CLOCK_NONE)
		return;
	clock_date(d->doc->published_at, day);
	clock_date(d->doc->published_at + CLOCK_DAY, next);
	f->fact.period.from = arena_str(d->arena, str_c(day));
	f->fact.period.until = arena_str(d->arena, str_c(next));
	f->fact.period.basis = STR("published");
}

static bool
is_new_paragraph(const struct draft *d, size_t from, size_t until)
{
	const struct str s =
	    text_slice(&d->text, (struct span){ from, until - from });
	return str_find(s, STR("\n\n")) < s.n;
}

/* "A year ago" is a year before the period said last, here or in the sentence
 * before: "за 9 месяцев 2025 года 17,6 млрд, годом ранее 18,1". */
static void
set_ago(struct draft *d, size_t i)
{
	struct clue *c = &d->clues[i];
	const long months = str_is(c->word, "year_ago") ? 12 : 1;
	for (size_t k = i; k-- > 0;) {
		const struct clue *base = &d->clues[k];
		const size_t from = base->mention->at.start;
		if (c->mention->at.start - from > AGO_REACH ||
		    is_new_paragraph(d, from, c->mention->at.start))
			return;
		if (base->from.n == 0 || draft_is_ago(base))
			continue;
		if (base->kind == CLUE_PERIOD ||
		    str_starts(base->word, STR("month")) ||
		    str_is(base->word, "quarter") || str_is(base->word, "half"))
			dates_before(d, c, base, months);
		return;
	}
}

/* Whether the sentence speaks of what is to come. */
static bool
is_planned(const struct draft *d, const struct sentence_view *v)
{
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		if (c->kind == CLUE_CUE &&
		    (str_is(c->word, "plan") || str_is(c->word, "future") ||
			str_is(c->word, "forecast")))
			return true;
	}
	return false;
}

void
periods_set(struct draft *d)
{
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		const bool planned = is_planned(d, v);
		for (size_t i = v->clue; i < v->clue + v->clues; i++)
			dates_read(d, &d->clues[i], planned);
		for (size_t i = v->clue; i < v->clue + v->clues; i++)
			if (draft_is_ago(&d->clues[i]))
				set_ago(d, i);
		for (size_t i = v->figure; i < v->figure + v->figures; i++) {
			struct figure *f = &d->figures[i];
			const struct clue *c = period_of(d, v, f);
			if (c != NULL)
				set_period(f, c);
			else
				set_published(d, f);
		}
	}
}
