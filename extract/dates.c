#include "extract/dates.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/mem.h"
#include "common/pattern.h"
#include "common/utf8.h"
#include "extract/plain.h"

#define TEXT_MAX     2000  /* bytes of a text that is searched */
#define REGEX_MAX    65536 /* bytes of a pattern with all months in it */
#define TIME_REACH   40    /* bytes beside a date in which its time stands */
#define HOUR         3600
#define WEB_BEGINS   788918400  /* 1995-01-01 */
#define ZONE_CHANGED 1709229600 /* 2024-03-01 00:00 in Kazakhstan, UTC+6 */
#define ZONE_BEFORE  ((int64_t)6 * HOUR)
#define ZONE_SINCE   ((int64_t)5 * HOUR)

#define YEAR  "((?:19|20)\\d\\d)(?!\\d)"
#define MONTH "(0?[1-9]|1[0-2])"
#define DAY   "(0?[1-9]|[12]\\d|3[01])"
#define NOT_1 "(?<![\\d.,:])"

/* Where a date is looked for. */
enum place {
	IN_TEXT,
	IN_TEXT_LAST, /* only when no other stands in the text */
	IN_URL,
	IS_TIME_BEHIND,
	IS_TIME_BEFORE,
};

/* A form: its pattern on folded text (@ stands for the names of the months)
 * and what its groups are: year, two-digit year (Y), month, name of month
 * (M), day, hour, minute (n), second, half of the day (p). */
static const struct form {
	enum place place;
	const char *groups;
	const char *regex;
} forms[] = {
	{ IN_TEXT, "ymd",
	    NOT_1 "((?:19|20)\\d\\d)[-/.]" MONTH "[-/.]" DAY "(?!\\d)" },
	{ IN_TEXT, "dmy", NOT_1 DAY "[-/.]" MONTH "[-/.]" YEAR },
	{ IN_TEXT, "mdy", NOT_1 MONTH "/(1[3-9]|2\\d|3[01])/" YEAR },
	{ IN_TEXT, "dmY",
	    NOT_1 "([0-3]\\d)[./]([01]\\d)[./](\\d\\d)(?![\\d.])" },
	{ IN_TEXT, "dMy",
	    NOT_1 DAY "(?:-?\\p{L}{1,3})?[\\s-]+(@)\\.?,?[\\s-]+" YEAR },
	{ IN_TEXT, "Mdy",
	    "(?<!\\p{L})(@)\\.?\\s+" DAY "(?:\\p{L}{2})?,?\\s+" YEAR },
	{ IN_TEXT, "ydM",
	    NOT_1 "((?:19|20)\\d\\d)\\s*\\p{L}{1,6}\\.?,?\\s+" DAY
		  "(?:-?\\p{L}{1,3})?[\\s-]+(@)(?!\\p{L})" },
	{ IN_TEXT_LAST, "dM", NOT_1 DAY "\\s+(@)(?!\\p{L})" },
	{ IN_URL, "ymd", "[/_-](20\\d\\d)[-/_](\\d\\d?)[-/_](\\d\\d?)(?!\\d)" },
	{ IN_URL, "ymd", "[/_-](20\\d\\d)([01]\\d)([0-3]\\d)(?!\\d)" },
	{ IN_URL, "dmy",
	    "[/_-]([0-3]\\d)[-/_]([01]\\d)[-/_](20\\d\\d)(?!\\d)" },
	{ IS_TIME_BEHIND, "hnsp",
	    "^[^\\d\\p{L}]{0,6}(?:\\p{L}{1,6}\\.?"
	    "[^\\d\\p{L}]{1,4}){0,2}([01]?\\d|2[0-4]):([0-5]\\d)(?::([0-5]\\d))"
	    "?"
	    "(?:\\s*([ap])\\.?m)?" },
	{ IS_TIME_BEFORE, "hn",
	    "(?<!\\d)([01]?\\d|2[0-4]):([0-5]\\d)"
	    "[^\\d\\p{L}]{1,5}$" },
};
#define FORMS (sizeof(forms) / sizeof(forms[0]))

struct dates {
	const struct lexicon *lexicon;
	struct pattern *patterns[FORMS];
};

static enum rc
compile(struct dates *d, size_t i, struct str months, struct err *err)
{
	struct buf regex;
	buf_init(&regex, REGEX_MAX);
	for (const char *p = forms[i].regex; *p != '\0'; p++) {
		if (*p == '@')
			buf_str(&regex, months);
		else
			buf_chr(&regex, *p);
	}
	size_t at;
	const enum rc rc = regex.bad
	    ? err_set(err, RC_BAD, "too many names of months")
	    : pattern_new(buf_view(&regex), 0, &d->patterns[i], &at, err);
	buf_free(&regex);
	return rc;
}

enum rc
dates_new(const struct lexicon *lexicon, struct dates **out, struct err *err)
{
	struct dates *d = mem_zero(1, sizeof(*d));
	struct arena *arena = arena_new((size_t)REGEX_MAX * 4);
	const struct str months =
	    lexicon_alternation(lexicon, arena, STR_NONE, STR("month"));
	enum rc rc = months.n > 0
	    ? RC_OK
	    : err_set(err, RC_BAD, "the lexicon has no months");
	d->lexicon = lexicon;
	*out = d;
	for (size_t i = 0; i < FORMS && rc == RC_OK; i++)
		rc = compile(d, i, months, err);
	arena_free(arena);
	return rc;
}

void
dates_free(struct dates *d)
{
	if (d == NULL)
		return;
	for (size_t i = 0; i < FORMS; i++)
		pattern_free(d->patterns[i]);
	free(d);
}

/* Where a form was found, and the groups as civil time. */
struct found {
	size_t start;
	size_t end;
	struct civil civil;
	bool no_year;
	bool has_time;
};

static int
number(struct str x)
{
	unsigned long long n = 0;
	return str_u64(x, &n) && n < 10000 ? (int)n : 0;
}

static int
month_number(const struct dates *d, struct str name)
{
	const struct lexeme *e =
	    lexicon_find(d->lexicon, STR_NONE, STR("month"), name);
	return e == NULL ? 0 : (int)e->value;
}

static void
set_field(const struct dates *d, char field, struct str value, struct civil *c)
{
	switch (field) {
	case 'y':
		c->year = number(value);
		break;
	case 'Y': /* two digits: the web is younger than 1990 */
		c->year = number(value) + (number(value) < 90 ? 2000 : 1900);
		break;
	case 'm':
		c->month = number(value);
		break;
	case 'M':
		c->month = month_number(d, value);
		break;
	case 'd':
		c->day = number(value);
		break;
	case 'h':
		c->hour = number(value) % 24;
		break;
	case 'n':
		c->minute = number(value);
		break;
	case 's':
		c->second = number(value);
		break;
	case 'p':
		if (value.s[0] == 'p' && c->hour < 12)
			c->hour += 12;
		else if (value.s[0] == 'a' && c->hour == 12)
			c->hour = 0;
		break;
	default:
		break;
	}
}

static bool
match(const struct dates *d, size_t form, struct str text, struct found *f)
{
	struct pattern_match m;
	struct err err = { .reason = "" };
	if (pattern_find(d->patterns[form], text, 0, &m, &err) != RC_OK)
		return false;
	f->start = m.at[0];
	f->end = m.at[1];
	for (size_t g = 0; forms[form].groups[g] != '\0'; g++) {
		if (g + 1 >= m.count || m.at[2 * g + 2] == PATTERN_UNSET)
			continue;
		const struct str value = str_n(text.s + m.at[2 * g + 2],
		    m.at[2 * g + 3] - m.at[2 * g + 2]);
		set_field(d, forms[form].groups[g], value, &f->civil);
	}
	return true;
}

/* The first date of one sort of places; the earlier form wins a tie. */
static bool
first_of(const struct dates *d, enum place place, struct str text,
    struct found *best)
{
	bool any = false;
	for (size_t i = 0; i < FORMS; i++) {
		struct found f = { .start = 0 };
		if (forms[i].place != place || !match(d, i, text, &f) ||
		    (any && f.start >= best->start))
			continue;
		f.no_year = f.civil.year == 0;
		if (f.no_year)
			f.civil.year = 2000; /* has all days */
		if (!civil_valid(&f.civil))
			continue;
		*best = f;
		any = true;
	}
	return any;
}

/* The time of day behind the date, or before it. */
static void
add_time(const struct dates *d, struct str text, struct found *f)
{
	size_t from = f->start > TIME_REACH ? f->start - TIME_REACH : 0;
	while (from < f->start && ((unsigned char)text.s[from] & 0xC0) == 0x80)
		from++;
	size_t to = f->end + TIME_REACH < text.n ? f->end + TIME_REACH : text.n;
	while (to < text.n && ((unsigned char)text.s[to] & 0xC0) == 0x80)
		to++;
	const struct str sides[] = {
		str_n(text.s + f->end, to - f->end),
		str_n(text.s + from, f->start - from),
	};
	for (size_t i = 0; i < FORMS && !f->has_time; i++) {
		struct found t = { .civil = f->civil };
		if (forms[i].place < IS_TIME_BEHIND)
			continue;
		f->has_time =
		    match(d, i, sides[forms[i].place - IS_TIME_BEHIND], &t);
		if (f->has_time)
			f->civil = t.civil;
	}
}

/* Kazakhstan's local time as UTC. */
static int64_t
from_local(int64_t local)
{
	const int64_t before = local - ZONE_BEFORE;
	return before < ZONE_CHANGED ? before : local - ZONE_SINCE;
}

static int64_t
to_time(const struct found *f)
{
	const int64_t t = civil_to_time(&f->civil);
	return f->has_time ? from_local(t) : t;
}

/* The last such day not after `fetched`. */
static bool
guess_year(struct found *f, int64_t fetched)
{
	if (fetched == CLOCK_NONE)
		return false;
	f->civil.year = civil_from_time(fetched).year;
	for (int i = 0; i < 5; i++, f->civil.year--)
		if (civil_valid(&f->civil) && to_time(f) <= fetched + CLOCK_DAY)
			return true;
	return false;
}

static struct str
searched(struct arena *arena, struct str text)
{
	return utf8_fold(arena, plain_head(text, TEXT_MAX));
}

bool
dates_find(const struct dates *d, struct arena *arena, struct str text,
    int64_t fetched, int64_t *at)
{
	struct found f = { .start = 0 };
	text = searched(arena, text);
	if (!first_of(d, IN_TEXT, text, &f) &&
	    !first_of(d, IN_TEXT_LAST, text, &f))
		return false;
	add_time(d, text, &f);
	if (f.no_year && !guess_year(&f, fetched))
		return false;
	*at = to_time(&f);
	return true;
}

int64_t
dates_read(const struct dates *d, struct arena *arena, struct str value)
{
	value = str_trim(value);
	const bool timed = str_chr(value, ':') < value.n;
	const int64_t utc = clock_parse(value, 0);
	if (utc != CLOCK_NONE) {
		/* The same in another zone tells whether it names its own. */
		const bool zoned = clock_parse(value, HOUR) == utc;
		return zoned || !timed ? utc : from_local(utc);
	}
	int64_t at = clock_parse_http(value);
	if (at != CLOCK_NONE)
		return at;
	return dates_find(d, arena, value, CLOCK_NONE, &at) ? at : CLOCK_NONE;
}

int64_t
dates_of_url(const struct dates *d, struct str url)
{
	struct found f = { .start = 0 };
	if (utf8_valid(url) != url.n || !first_of(d, IN_URL, url, &f))
		return CLOCK_NONE;
	return to_time(&f);
}

bool
dates_plausible(int64_t at, int64_t fetched)
{
	return at != CLOCK_NONE && at >= WEB_BEGINS &&
	    (fetched == CLOCK_NONE || at <= fetched + CLOCK_DAY);
}
