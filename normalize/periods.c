#include "normalize/periods.h"

#include <stdlib.h>

#include "common/clock.h"

/* A period as months: [from, until) counted in months since year 0. */
struct months {
	long from;
	long until;
	long day; /* a single day of the month `from`, or 0 */
};

typedef bool period_fn(const struct draft *, const struct mention *,
    struct months *);

static bool
number_of(const struct draft *d, const struct mention *m, const char *name,
    long *out)
{
	const struct str words = draft_words(d, m, name);
	struct number n;
	if (words.s == NULL ||
	    !number_read(draft_lexicon(d), STR_NONE, words, COMMA_DECIMAL, &n))
		return false;
	*out = (long)n.value;
	return true;
}

/* The year said, else the year of publication. */
static bool
year_of(const struct draft *d, const struct mention *m, long *year)
{
	if (number_of(d, m, "year", year) || number_of(d, m, "year_", year))
		return true;
	if (d->doc->published_at == CLOCK_NONE)
		return false;
	*year = civil_from_time(d->doc->published_at).year;
	return true;
}

static bool
month_of(const struct draft *d, const struct mention *m, const char *name,
    long *month)
{
	struct str words = draft_words(d, m, name);
	const struct lexeme *l = NULL;
	/* A Kazakh month may carry an ending: the longest name that begins
	 * the word is meant. */
	while (words.n > 2 && l == NULL) {
		l = draft_find(d, "month", words);
		words.n -= 2;
	}
	if (l == NULL)
		return false;
	*month = (long)l->value;
	return true;
}

static bool
read_year(const struct draft *d, const struct mention *m, struct months *out)
{
	long year = 0;
	if (!number_of(d, m, "year", &year))
		return false;
	*out = (struct months){ 12 * year, 12 * year + 12, 0 };
	return true;
}

static bool
read_range(const struct draft *d, const struct mention *m, struct months *out)
{
	long from = 0;
	long until = 0;
	if (!number_of(d, m, "from", &from) ||
	    !number_of(d, m, "until", &until) || until < from)
		return false;
	*out = (struct months){ 12 * from, 12 * until + 12, 0 };
	return true;
}

/* The part of the year that a group's name says: q1..q4, h1, h2. */
static bool
read_part(const struct draft *d, const struct mention *m, struct months *out)
{
	static const struct part_row {
		const char *group;
		long from;
		long until;
	} parts[] = {
		{ "q1", 0, 3 },
		{ "q2", 3, 6 },
		{ "q3", 6, 9 },
		{ "q4", 9, 12 },
		{ "h1", 0, 6 },
		{ "h2", 6, 12 },
	};
	long year = 0;
	if (!year_of(d, m, &year))
		return false;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (draft_capture(m, parts[i].group) != NULL) {
			*out = (struct months){ 12 * year + parts[i].from,
				12 * year + parts[i].until, 0 };
			return true;
		}
	return false;
}

static bool
read_months(const struct draft *d, const struct mention *m, struct months *out)
{
	long year = 0;
	long first = 0;
	long last = 0;
	if (!year_of(d, m, &year) || !month_of(d, m, "first", &first) ||
	    !month_of(d, m, "last_month", &last) || last < first)
		return false;
	*out = (struct months){ 12 * year + first - 1, 12 * year + last, 0 };
	return true;
}

static bool
read_first_months(const struct draft *d, const struct mention *m,
    struct months *out)
{
	long year = 0;
	long count = 0;
	if (!year_of(d, m, &year) || !number_of(d, m, "months", &count) ||
	    count < 1 || count > 12)
		return false;
	*out = (struct months){ 12 * year, 12 * year + count, 0 };
	return true;
}

static bool
read_month(const struct draft *d, const struct mention *m, struct months *out)
{
	long year = 0;
	long month = 0;
	if (!year_of(d, m, &year) || !month_of(d, m, "month", &month))
		return false;
	*out = (struct months){ 12 * year + month - 1, 12 * year + month, 0 };
	return true;
}

/* Only "на 1 октября" says what a figure is of; other days are news. */
static bool
read_day(const struct draft *d, const struct mention *m, struct months *out)
{
	long day = 0;
	if (draft_capture(m, "as_of") == NULL || !read_month(d, m, out) ||
	    !number_of(d, m, "day", &day) || day < 1 ||
	    day > month_days((int)(out->from / 12), (int)(out->from % 12) + 1))
		return false;
	out->day = day;
	return true;
}

static const struct period_row {
	const char *word;
	period_fn *fn;
} rows[] = {
	{ "year", read_year },
	{ "year_bare", read_year },
	{ "range", read_range },
	{ "pair", read_range },
	{ "quarter", read_part },
	{ "half", read_part },
	{ "months", read_months },
	{ "first_months", read_first_months },
	{ "month", read_month },
	{ "day", read_day },
	{ "day_first", read_day },
	{ "year_day", read_day },
};

/* Years before the first of a cue's: "last year" is one back. */
static const struct cue_row {
	const char *word;
	long years;
} relatives[] = {
	{ "last_year", -1 },
	{ "this_year", 0 },
	{ "next_year", 1 },
};

static struct str
date_text(const struct draft *d, long month, long day)
{
	return arena_printf(d->arena, "%04ld-%02ld-%02ld", month / 12,
	    month % 12 + 1, day);
}

static void
set_dates(const struct draft *d, struct clue *c, const struct months *m)
{
	if (m->from < 12L * 1800 || m->until > 12L * 2200)
		return;
	c->from = date_text(d, m->from, m->day > 0 ? m->day : 1);
	c->until = date_text(d, m->until, 1);
	c->first = date_text(d, m->from + 12, 1);
	c->last = date_text(d, m->until - 12, 1);
	if (m->day == 0)
		return;
	const struct civil next =
	    civil_from_time(clock_parse(c->from, 0) + CLOCK_DAY);
	c->until = date_text(d, 12L * next.year + next.month - 1, next.day);
}

static void
read_relative(const struct draft *d, struct clue *c)
{
	if (d->doc->published_at == CLOCK_NONE)
		return;
	const long year = civil_from_time(d->doc->published_at).year;
	for (size_t i = 0; i < sizeof(relatives) / sizeof(*relatives); i++) {
		if (!str_is(c->word, relatives[i].word))
			continue;
		const long from = 12 * (year + relatives[i].years);
		set_dates(d, c, &(struct months){ from, from + 12, 0 });
	}
}

static void
read_clue(const struct draft *d, struct clue *c)
{
	struct months m = { 0 };
	if (c->kind == CLUE_CUE)
		read_relative(d, c);
	if (c->kind != CLUE_PERIOD)
		return;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_is(c->word, rows[i].word) &&
		    rows[i].fn(d, c->mention, &m))
			set_dates(d, c, &m);
}

/* The nearest period before the figure in its sentence, else the first one
 * behind it. */
static const struct clue *
period_of(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const struct clue *best = NULL;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		if (c->from.n == 0)
			continue;
		if (c->mention->at.start < f->number.start)
			best = c;
		else
			return best != NULL ? best : c;
	}
	return best;
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

void
periods_set(struct draft *d)
{
	for (size_t i = 0; i < d->nclues; i++)
		read_clue(d, &d->clues[i]);
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
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
