#include "store/detail.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "store/label.h"
#include "store/moment.h"

enum detail_query {
	DETAIL_READ,
	DETAIL_FIND,
	DETAIL_QUERIES,
};

/* The earliest capture comes first: captures lie in the order of their key. */
static const char *const detail_sql[DETAIL_QUERIES] = {
	[DETAIL_READ] =
	    "SELECT v.title,v.lang,v.text,c.path,c.offset,c.record_id"
	    " FROM version v LEFT JOIN capture c USING(version_id)"
	    " WHERE v.version_id=?",
	[DETAIL_FIND] =
	    "SELECT o.indicator_id,o.fact_id,r.version_id,o.place_id,"
	    "d.source_id,f.speaker_id,d.url,o.recorded_at,f.start,f.length,"
	    "f.sentence_start,f.sentence_length,f.anchor"
	    " FROM observation o JOIN fact f INDEXED BY fact_followed"
	    " ON f.indicator_id=o.indicator_id AND f.fact_id=o.fact_id"
	    " JOIN reading r INDEXED BY reading_version USING(reading_id)"
	    " JOIN document d INDEXED BY document_head"
	    " ON d.document_id=o.document_id WHERE o.observation_id=?",
};

struct details {
	struct query *q[DETAIL_QUERIES];
	struct labels *labels;
};

enum rc
details_new(struct db *db, struct details **out, struct err *err)
{
	struct details *d = mem_zero(1, sizeof(*d));
	enum rc rc = query_all(db, detail_sql, d->q, DETAIL_QUERIES, err);
	if (rc == RC_OK)
		rc = labels_new(db, &d->labels, err);
	if (rc != RC_OK) {
		details_free(d);
		return rc;
	}
	*out = d;
	return RC_OK;
}

void
details_free(struct details *d)
{
	if (d == NULL)
		return;
	labels_free(d->labels);
	query_free_all(d->q, DETAIL_QUERIES);
	free(d);
}

/* Columns of the first query above, in its order. */
enum detail_column {
	DETAIL_TITLE,
	DETAIL_LANG,
	DETAIL_TEXT,
	DETAIL_PATH,
	DETAIL_OFFSET,
	DETAIL_RECORD,
};

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
words_read(struct str text, const struct observation *o, struct detail *out)
{
	struct utf8_ruler ruler = utf8_ruler(text);
	out->sentence = span_of(&ruler, o->sentence);
	ruler = utf8_ruler(out->sentence);
	out->at =
	    (struct span){ o->at.start - o->sentence.start, o->at.length };
	out->surface = span_of(&ruler, out->at);
}

/* Where and by whom it was said, by the names that people know. */
static enum rc
names_read(struct details *d, const struct observation *o, struct detail *out,
    struct err *err)
{
	struct label names[LABEL_KINDS] = { { { 0 }, { 0 } } };
	const int64_t ids[LABEL_KINDS] = {
		[LABEL_INDICATOR] = o->indicator,
		[LABEL_PLACE] = o->place,
		[LABEL_SOURCE] = o->source,
		[LABEL_SPEAKER] = o->speaker,
	};
	enum rc rc = RC_OK;
	for (size_t i = 0; i < LABEL_KINDS && rc == RC_OK; i++) {
		/* Nobody is named; place 0 is the country. */
		if (ids[i] != 0 || i == LABEL_PLACE)
			rc = labels_get(d->labels, (enum label_kind)i, ids[i],
			    &names[i], err);
	}
	out->indicator = names[LABEL_INDICATOR].code;
	out->place = names[LABEL_PLACE].name;
	out->kato = names[LABEL_PLACE].code;
	out->source = names[LABEL_SOURCE].code;
	out->source_name = names[LABEL_SOURCE].name;
	out->speaker = names[LABEL_SPEAKER].name;
	return rc;
}

static enum rc
page_read(struct details *d, const struct observation *o, struct detail *out,
    struct err *err)
{
	struct query *q = d->q[DETAIL_READ];
	query_reset(q);
	query_int(q, 0, o->text);
	const enum rc rc = query_step(q, err);
	if (rc != RC_OK)
		return rc;
	*out = (struct detail){
		.url = o->url,
		.title = row_str(q, DETAIL_TITLE),
		.lang = row_str(q, DETAIL_LANG),
		.archive = row_str(q, DETAIL_PATH),
		.offset = row_int(q, DETAIL_OFFSET),
		.record_id = row_str(q, DETAIL_RECORD),
		.recorded = o->recorded,
		.anchor = o->anchor,
	};
	words_read(row_str(q, DETAIL_TEXT), o, out);
	return RC_OK;
}

static enum rc
detail_lost(int64_t id, struct err *err)
{
	return err_set(err, RC_FAIL,
	    "observation %lld points at nothing; see `sandyq-store check`",
	    (long long)id);
}

enum rc
details_read(struct details *d, const struct observation *o, struct detail *out,
    struct err *err)
{
	enum rc rc = page_read(d, o, out, err);
	if (rc == RC_OK)
		rc = names_read(d, o, out, err);
	return rc == RC_END ? detail_lost(o->id, err) : rc;
}

enum rc
details_find(struct details *d, int64_t id, struct detail *out, struct err *err)
{
	struct query *q = d->q[DETAIL_FIND];
	query_reset(q);
	query_int(q, 0, id);
	const enum rc rc = query_step(q, err);
	if (rc != RC_OK)
		return rc == RC_END ? detail_lost(id, err) : rc;
	const struct observation o = {
		.id = id,
		.indicator = row_int(q, 0),
		.fact = row_int(q, 1),
		.text = row_int(q, 2),
		.place = row_int(q, 3),
		.source = row_int(q, 4),
		.speaker = row_int(q, 5),
		.url = row_str(q, 6),
		.recorded = row_time(q, 7),
		.at = row_span(q, 8),
		.sentence = row_span(q, 10),
		.anchor = row_str(q, 12),
	};
	return details_read(d, &o, out, err);
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
	const int64_t until = moment_date(o->period_until);
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
