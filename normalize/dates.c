#include "normalize/dates.h"

#include "common/clock.h"

#define YEAR_MIN      1800
#define YEAR_MAX      2200
#define DECEMBER_DAYS 31

/* A period as months: [from, until) counted in months since year 0. */
struct months {
	long from;
	long until;
	long day;      /* a day of the month `from`, or 0 */
	long last_day; /* the last of several, or 0 */
};

/* A clue being read. */
struct reading {
	const struct draft *d;
	const struct mention *m;
	bool planned;
};

typedef bool period_fn(const struct reading *, struct months *);

static bool
number_of(const struct reading *r, const char *name, long *out)
{
	const struct str words = draft_words(r->d, r->m, name);
	struct number n;
	if (words.s == NULL ||
	    !number_read(draft_lexicon(r->d), STR_NONE, words, COMMA_DECIMAL,
		&n))
		return false;
	*out = (long)n.value;
	return true;
}

/* The year said, else that of publication; a part of the year whose last month
 * begins `months` into it was the year before, if that has not begun yet. */
static bool
year_of(const struct reading *r, long months, long *year)
{
	if (number_of(r, "year", year) || number_of(r, "year_", year))
		return true;
	if (r->d->doc->published_at == CLOCK_NONE)
		return false;
	const struct civil now = civil_from_time(r->d->doc->published_at);
	*year = now.year;
	if (!r->planned && months >= now.month)
		(*year)--;
	return true;
}

static bool
month_of(const struct reading *r, const char *name, long *month)
{
	struct str words = draft_words(r->d, r->m, name);
	const struct lexeme *l = NULL;
	/* A Kazakh month may carry an ending: the longest name that begins
	 * the word is meant. */
	while (words.n > 2 && l == NULL) {
		l = draft_find(r->d, "month", words);
		words.n -= 2;
	}
	if (l == NULL)
		return false;
	*month = (long)l->value;
	return true;
}

static bool
read_year(const struct reading *r, struct months *out)
{
	long year = 0;
	if (!number_of(r, "year", &year))
		return false;
	*out = (struct months){ 12 * year, 12 * year + 12, 0, 0 };
	return true;
}

/* "На начало 2026 года": its first day; "на конец": its last. */
static bool
read_edge(const struct reading *r, struct months *out)
{
	if (!read_year(r, out))
		return false;
	const bool end = draft_capture(r->m, "end") != NULL;
	out->from += end ? 11 : 0;
	out->until = out->from + 1;
	out->day = end ? DECEMBER_DAYS : 1;
	return true;
}

/* "К 2030 году" is when a plan ends; "к 2024 году", once that is over, is
 * only what the growth is measured from. */
static bool
read_target(const struct reading *r, struct months *out)
{
	const int64_t published = r->d->doc->published_at;
	return read_year(r, out) &&
	    (published == CLOCK_NONE ||
		out->from >= 12L * civil_from_time(published).year);
}

static bool
read_range(const struct reading *r, struct months *out)
{
	long from = 0;
	long until = 0;
	if (!number_of(r, "from", &from) || !number_of(r, "until", &until) ||
	    until < from)
		return false;
	*out = (struct months){ 12 * from, 12 * until + 12, 0, 0 };
	return true;
}

/* The part of the year that a group's name says: q1..q4, h1, h2. */
static bool
read_part(const struct reading *r, struct months *out)
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
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (draft_capture(r->m, parts[i].group) != NULL &&
		    year_of(r, parts[i].until - 1, &year)) {
			*out = (struct months){ 12 * year + parts[i].from,
				12 * year + parts[i].until, 0, 0 };
			return true;
		}
	return false;
}

static bool
read_months(const struct reading *r, struct months *out)
{
	long year = 0;
	long first = 0;
	long last = 0;
	if (!month_of(r, "first", &first) ||
	    !month_of(r, "last_month", &last) || last < first ||
	    !year_of(r, last - 1, &year))
		return false;
	*out = (struct months){ 12 * year + first - 1, 12 * year + last, 0, 0 };
	return true;
}

static bool
read_first_months(const struct reading *r, struct months *out)
{
	long year = 0;
	long count = 0;
	if (!number_of(r, "months", &count) || count < 1 || count > 12 ||
	    !year_of(r, count - 1, &year))
		return false;
	*out = (struct months){ 12 * year, 12 * year + count, 0, 0 };
	return true;
}

static bool
read_month(const struct reading *r, struct months *out)
{
	long year = 0;
	long month = 0;
	if (!month_of(r, "month", &month) || !year_of(r, month - 1, &year))
		return false;
	*out =
	    (struct months){ 12 * year + month - 1, 12 * year + month, 0, 0 };
	return true;
}

/* How many days a month has that is counted since year 0. */
static int
days_of(long month)
{
	return month_days((int)(month / 12), (int)(month % 12) + 1);
}

/* Only "на 1 октября" says what a figure is of; other days are news. */
static bool
read_day(const struct reading *r, struct months *out)
{
	long day = 0;
	if (draft_capture(r->m, "as_of") == NULL || !read_month(r, out) ||
	    !number_of(r, "day", &day) || day < 1 || day > days_of(out->from))
		return false;
	out->day = day;
	return true;
}

/* "С 5 по 8 мая". */
static bool
read_days(const struct reading *r, struct months *out)
{
	long day = 0;
	long last = 0;
	if (!read_month(r, out) || !number_of(r, "day", &day) ||
	    !number_of(r, "last_day", &last) || day < 1 || last < day ||
	    last > days_of(out->from))
		return false;
	out->day = day;
	out->last_day = last;
	return true;
}

/* "1 қаңтарда" is as of that day; the like of other days is news. */
static bool
read_first_day(const struct reading *r, struct months *out)
{
	return read_day(r, out) && out->day == 1;
}

static const struct period_row {
	const char *word;
	period_fn *fn;
} rows[] = {
	{ "year", read_year },
	{ "year_bare", read_year },
	{ "target", read_target },
	{ "since", read_year },
	{ "since_month", read_month },
	{ "edge", read_edge },
	{ "range", read_range },
	{ "pair", read_range },
	{ "quarter", read_part },
	{ "half", read_part },
	{ "months", read_months },
	{ "first_months", read_first_months },
	{ "month", read_month },
	{ "day", read_day },
	{ "days", read_days },
	{ "first_day", read_first_day },
	{ "day_first", read_day },
	{ "year_day", read_day },
};

/* Whole months or years counted from the publication's. */
static const struct relative_row {
	const char *word;
	long first; /* months from the year's or month's own */
	bool year;
} relatives[] = {
	{ "year_before", -24, true },
	{ "last_year", -12, true },
	{ "year_ago", -12, true },
	{ "month_ago", -1, false },
	{ "this_year", 0, true },
	{ "next_year", 12, true },
	{ "last_month", -1, false },
	{ "this_month", 0, false },
};

static struct str
date_text(const struct draft *d, long month, long day)
{
	return arena_printf(d->arena, "%04ld-%02ld-%02ld", month / 12,
	    month % 12 + 1, day);
}

/* The day after a date. */
static struct str
day_after(const struct draft *d, struct str date)
{
	const struct civil next =
	    civil_from_time(clock_parse(date, 0) + CLOCK_DAY);
	return date_text(d, 12L * next.year + next.month - 1, next.day);
}

static void
set_dates(const struct draft *d, struct clue *c, const struct months *m)
{
	if (m->from < 12L * YEAR_MIN || m->until > 12L * YEAR_MAX)
		return;
	c->from = date_text(d, m->from, m->day > 0 ? m->day : 1);
	c->until = date_text(d, m->until, 1);
	c->first = date_text(d, m->from + 12, 1);
	c->last = date_text(d, m->until - 12, 1);
	if (m->day > 0)
		c->until = day_after(d,
		    date_text(d, m->from,
			m->last_day > 0 ? m->last_day : m->day));
}

/* From some years ago, or from the year's first day, until today. */
static void
set_until_now(const struct reading *r, struct clue *c, const struct civil *now)
{
	long years = 1;
	const long month = 12L * now->year + now->month - 1;
	const struct str today = date_text(r->d, month, now->day);
	if (str_is(c->word, "since_start")) {
		c->from = date_text(r->d, 12L * now->year, 1);
	} else if (str_is(c->word, "last_years")) {
		if (draft_capture(r->m, "years") != NULL &&
		    !number_of(r, "years", &years))
			return;
		if (years < 1 || years > now->year - YEAR_MIN)
			return;
		const long from = month - 12 * years;
		const int last = days_of(from);
		c->from =
		    date_text(r->d, from, now->day < last ? now->day : last);
	} else {
		return;
	}
	c->until = day_after(r->d, today);
	c->first = c->until;
	c->last = c->from;
}

static void
read_relative(const struct reading *r, struct clue *c)
{
	if (r->d->doc->published_at == CLOCK_NONE)
		return;
	const struct civil now = civil_from_time(r->d->doc->published_at);
	set_until_now(r, c, &now);
	for (size_t i = 0; i < sizeof(relatives) / sizeof(*relatives); i++) {
		const struct relative_row *row = &relatives[i];
		if (!str_is(c->word, row->word))
			continue;
		const long from = 12L * now.year + row->first +
		    (row->year ? 0 : now.month - 1);
		set_dates(r->d, c,
		    &(struct months){ from, from + (row->year ? 12 : 1), 0,
			0 });
	}
}

/* "С 2015 года" goes on until today; one to come is its year. */
static void
set_since(const struct draft *d, struct clue *c)
{
	if (d->doc->published_at == CLOCK_NONE || c->from.n == 0)
		return;
	const struct civil now = civil_from_time(d->doc->published_at);
	const long month = 12L * now.year + now.month - 1;
	const struct str today = date_text(d, month, now.day);
	if (str_cmp(c->from, today) < 0)
		c->until = day_after(d, today);
}

void
dates_read(const struct draft *d, struct clue *c, bool planned)
{
	struct months m = { 0 };
	const struct reading r = { d, c->mention, planned };
	if (c->kind != CLUE_CUE && c->kind != CLUE_PERIOD)
		return;
	if (c->kind == CLUE_CUE)
		read_relative(&r, c);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_is(c->word, rows[i].word) && rows[i].fn(&r, &m))
			set_dates(d, c, &m);
	if (str_is(c->word, "since_month") || str_is(c->word, "since"))
		set_since(d, c);
}

/* A date some months earlier, on its day if that month has it. */
static struct str
date_before(const struct draft *d, struct str date, long months)
{
	const struct civil c = civil_from_time(clock_parse(date, 0));
	const long month = 12L * c.year + c.month - 1 - months;
	const int last = days_of(month);
	return date_text(d, month, c.day < last ? c.day : last);
}

void
dates_before(const struct draft *d, struct clue *c, const struct clue *base,
    long months)
{
	c->from = date_before(d, base->from, months);
	c->until = date_before(d, base->until, months);
	c->first = c->until;
	c->last = c->from;
}
