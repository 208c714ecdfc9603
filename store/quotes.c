#include "store/quotes.h"

#include "common/text.h"
#include "store/answer.h"

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

/* The sentence with its figure in brackets. */
static struct str
quote_marked(struct arena *a, const struct detail *d)
{
	struct text words;
	const struct span head = { 0, d->at.start };
	const struct span tail = { d->at.start + d->at.length, d->sentence.n };
	text_init(&words, a, d->sentence);
	const struct str before = text_slice(&words, head);
	const struct str figure = text_slice(&words, d->at);
	const struct str after = text_slice(&words, tail);
	return arena_printf(a, "%.*s[%.*s]%.*s", STR_ARG(before),
	    STR_ARG(figure), STR_ARG(after));
}

static void
quote_show(struct answer *a, const struct observation *o,
    const struct detail *d)
{
	struct table *t = a->table;
	table_str(t, detail_day(a->arena, o));
	table_str(t, detail_date(a->arena, o));
	table_time(t, o->reported);
	table_real(t, o->figure.value);
	table_str(t, detail_status(o));
	table_str(t, d->source);
	table_str(t, d->speaker);
	table_str(t, quote_marked(a->arena, d));
	table_str(t, d->title);
	table_str(t, d->url);
	table_str(t, d->archive);
	table_int(t, d->offset);
	table_str(t, d->record_id);
}

enum rc
quotes_run(struct call *call, struct err *err)
{
	static const struct answer_form form = {
		.columns = quote_columns,
		.ncolumns = QUOTE_COLUMNS,
		.row = quote_show,
	};
	return answer_run(call, &form, err);
}
