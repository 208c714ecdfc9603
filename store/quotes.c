#include "store/quotes.h"

#include "store/detail.h"
#include "store/slices.h"
#include "store/topic.h"

#define ROW_ARENA ((size_t)64 << 20)

static const struct table_column quote_columns[] = {
	{ "date", TABLE_EYES },
	{ "date", TABLE_DATA },
	{ "reported_at", TABLE_DATA },
	{ "value", TABLE_RIGHT },
	{ "status", TABLE_SHOW },
	{ "source", TABLE_SHOW },
	{ "speaker", TABLE_SHOW },
	{ "quote", TABLE_BELOW },
	{ "title", TABLE_DATA },
	{ "url", TABLE_BELOW },
	{ "archive", TABLE_BELOW },
	{ "archive_offset", TABLE_DATA },
	{ "record_id", TABLE_DATA },
};
#define QUOTE_COLUMNS (sizeof(quote_columns) / sizeof(*quote_columns))

struct quoting {
	struct table *table;
	struct details *details;
	struct arena *arena; /* of one row */
	int64_t since;
};

/* The sentence with its figure in brackets. */
static struct str
quote_marked(struct arena *a, const struct detail *d)
{
	const struct slices words = slices_of(a, d->sentence);
	const struct span head = { 0, d->at.start };
	const struct span tail = { d->at.start + d->at.length, d->sentence.n };
	const struct str before = slices_get(&words, head);
	const struct str figure = slices_get(&words, d->at);
	const struct str after = slices_get(&words, tail);
	return arena_printf(a, "%.*s[%.*s]%.*s", STR_ARG(before),
	    STR_ARG(figure), STR_ARG(after));
}

static void
quote_show(struct quoting *s, const struct observation *o,
    const struct detail *d)
{
	struct table *t = s->table;
	table_str(t, detail_day(s->arena, o));
	table_str(t, detail_date(s->arena, o));
	table_time(t, o->reported);
	table_real(t, o->figure.value);
	table_str(t, detail_status(o));
	table_str(t, d->source);
	table_str(t, d->speaker);
	table_str(t, quote_marked(s->arena, d));
	table_str(t, d->title);
	table_str(t, d->url);
	table_str(t, d->archive);
	table_int(t, d->offset);
	table_str(t, d->record_id);
	table_row(t);
	arena_reset(s->arena);
}

static enum rc
quotes_show(void *arg, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	struct quoting *s = arg;
	(void)scope;
	for (size_t i = 0; i < seen->n; i++) {
		struct detail detail;
		if (seen->v[i].reported < s->since)
			continue;
		const enum rc rc =
		    details_read(s->details, seen->v[i].id, &detail, err);
		if (rc != RC_OK)
			return rc;
		quote_show(s, &seen->v[i], &detail);
	}
	return RC_OK;
}

enum rc
quotes_run(struct call *call, struct err *err)
{
	struct question question;
	struct quoting s = { 0 };
	enum rc rc = question_read(call, &question, err);
	if (rc == RC_OK && question.code == NULL)
		return err_set(err, RC_BAD, "quotes of which indicator?");
	if (rc == RC_OK)
		rc = details_new(call->db, &s.details, err);
	if (rc != RC_OK)
		return rc;
	s.since = question.since;
	s.arena = arena_new(ROW_ARENA);
	s.table = call_table(call, quote_columns, QUOTE_COLUMNS);
	rc = question_walk(call, &question, quotes_show, &s, err);
	table_close(s.table);
	arena_free(s.arena);
	details_free(s.details);
	return rc;
}
