#include "store/detail.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "store/moment.h"

static const char detail_sql[] =
    "SELECT i.code,p.name,p.kato,s.code,coalesce(s.name,s.code),k.name,d.url,"
    "v.title,v.lang,v.text,f.sentence_start,f.sentence_length,f.start,"
    "f.length,c.path,c.offset,c.record_id,o.recorded_at,f.anchor"
    " FROM observation o JOIN indicator i USING(indicator_id)"
    " JOIN place p ON p.place_id=o.place_id"
    " JOIN fact f INDEXED BY fact_followed"
    " ON f.indicator_id=o.indicator_id AND f.fact_id=o.fact_id"
    " JOIN reading r INDEXED BY reading_version USING(reading_id)"
    " JOIN version v USING(version_id)"
    " JOIN document d ON d.document_id=o.document_id"
    " JOIN source s USING(source_id)"
    " LEFT JOIN speaker k ON k.speaker_id=f.speaker_id"
    " LEFT JOIN capture c ON c.capture_id=(SELECT min(capture_id)"
    " FROM capture WHERE version_id=v.version_id)"
    " WHERE o.observation_id=?";

struct details {
	struct query *q;
};

enum rc
details_new(struct db *db, struct details **out, struct err *err)
{
	struct query *q = NULL;
	const enum rc rc = query_new(db, detail_sql, &q, err);
	if (rc != RC_OK)
		return rc;
	*out = mem_zero(1, sizeof(**out));
	(*out)->q = q;
	return RC_OK;
}

void
details_free(struct details *d)
{
	if (d == NULL)
		return;
	query_free(d->q);
	free(d);
}

enum detail_column {
	DETAIL_TEXT = 9,
	DETAIL_SENTENCE,
	DETAIL_SENTENCE_LENGTH,
	DETAIL_START,
	DETAIL_LENGTH,
	DETAIL_PATH,
	DETAIL_OFFSET,
	DETAIL_RECORD,
	DETAIL_RECORDED,
	DETAIL_ANCHOR,
};

static size_t
row_size(const struct query *q, int at)
{
	const int64_t v = row_int(q, at);
	return v > 0 ? (size_t)v : 0;
}

static struct span
row_span(const struct query *q, int at)
{
	return (struct span){ row_size(q, at), row_size(q, at + 1) };
}

static struct str
span_of(struct utf8_ruler *r, struct span at)
{
	const size_t from = utf8_byte_at(r, at.start);
	const size_t to = utf8_byte_at(r, at.start + at.length);
	return str_n(r->text.s + from, to > from ? to - from : 0);
}

/* The words of the text, walked once where SQLite's substr() would copy and
 * walk it for each of the two. */
static void
words_read(const struct query *q, struct detail *out)
{
	struct utf8_ruler ruler = utf8_ruler(row_str(q, DETAIL_TEXT));
	const struct span sentence = row_span(q, DETAIL_SENTENCE);
	const struct span figure = row_span(q, DETAIL_START);
	out->sentence = span_of(&ruler, sentence);
	ruler = utf8_ruler(out->sentence);
	out->at = (struct span){ figure.start - sentence.start, figure.length };
	out->surface = span_of(&ruler, out->at);
}

enum rc
details_read(struct details *d, int64_t id, struct detail *out, struct err *err)
{
	struct query *q = d->q;
	query_reset(q);
	query_int(q, 0, id);
	const enum rc rc = query_step(q, err);
	if (rc == RC_END)
		return err_set(err, RC_FAIL,
		    "observation %lld points at nothing; see "
		    "`sandyq-store check`",
		    (long long)id);
	if (rc != RC_OK)
		return rc;
	*out = (struct detail){
		.indicator = row_str(q, 0),
		.place = row_str(q, 1),
		.kato = row_str(q, 2),
		.source = row_str(q, 3),
		.source_name = row_str(q, 4),
		.speaker = row_str(q, 5),
		.url = row_str(q, 6),
		.title = row_str(q, 7),
		.lang = row_str(q, 8),
		.archive = row_str(q, DETAIL_PATH),
		.offset = row_int(q, DETAIL_OFFSET),
		.record_id = row_str(q, DETAIL_RECORD),
		.recorded = row_time(q, DETAIL_RECORDED),
		.anchor = row_str(q, DETAIL_ANCHOR),
	};
	words_read(q, out);
	return RC_OK;
}

struct str
detail_date(struct arena *a, const struct observation *o)
{
	char day[CLOCK_TEXT_MAX];
	if (str_is(o->basis, "recorded"))
		return STR_NONE;
	moment_day(o->reported, day);
	return arena_str(a, str_c(day));
}

struct str
detail_day(struct arena *a, const struct observation *o)
{
	const struct str day = detail_date(a, o);
	if (day.s == NULL)
		return STR("no date");
	return arena_printf(a, "%.*s%s", STR_ARG(day),
	    str_is(o->basis, "fetched") ? " seen" : "");
}

/* "2015-01-01" begins a year. */
static bool
begins_year(struct str date)
{
	return date.n == 10 && str_is(str_from(date, 4), "-01-01");
}

struct str
detail_period(struct arena *a, const struct observation *o)
{
	char last[CLOCK_TEXT_MAX] = "...";
	if (!str_is(o->period_basis, "text"))
		return STR("");
	const int64_t until = clock_parse(o->period_until, 0);
	if (until != CLOCK_NONE)
		clock_date(until - CLOCK_DAY, last);
	if (!begins_year(o->period_from) || !begins_year(o->period_until))
		return arena_printf(a, "%.*s to %s",
		    STR_ARG(o->period_from.n > 0 ? o->period_from : STR("...")),
		    last);
	const struct str year = str_head(o->period_from, 4);
	if (str_eq(year, str_head(str_c(last), 4)))
		return arena_str(a, year);
	return arena_printf(a, "%.*s-%.4s", STR_ARG(year), last);
}

struct str
detail_status(const struct observation *o)
{
	if (o->wrong)
		return STR("wrong");
	if (o->status == LINE_ASIDE)
		return o->modality;
	return str_c(line_status_name(o->status));
}
