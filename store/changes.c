#include "store/changes.h"

#include "store/answer.h"
#include "store/events.h"

static const struct table_column change_columns[] = {
	{ "date", TABLE_EYES },
	{ "date", TABLE_DATA },
	{ "reported_at", TABLE_DATA },
	{ "reported_basis", TABLE_DATA },
	{ "kind", TABLE_SHOW },
	{ "what", TABLE_EYES | TABLE_WHOLE },
	{ "indicator", TABLE_WHOLE },
	{ "place", TABLE_DATA },
	{ "kato", TABLE_DATA },
	{ "old", TABLE_DATA },
	{ "new", TABLE_DATA },
	{ "value", TABLE_DATA },
	{ "unit", TABLE_DATA },
	{ "stated", TABLE_DATA },
	{ "source", TABLE_SHOW },
	{ "source_name", TABLE_DATA },
	{ "speaker", TABLE_SHOW },
	{ "sentence", TABLE_BELOW },
	{ "url", TABLE_BELOW },
	{ "archive", TABLE_DATA },
	{ "archive_offset", TABLE_DATA },
	{ "record_id", TABLE_DATA },
	{ "recorded_at", TABLE_DATA },
	{ "anchor", TABLE_DATA },
	{ "event", TABLE_DATA },
	{ "retracts", TABLE_DATA },
};
#define CHANGE_COLUMNS (sizeof(change_columns) / sizeof(*change_columns))

struct telling {
	struct answer answer;
	size_t told; /* changes, not stale numbers or contradictions */
};

static void
said_cells(struct table *t, const struct detail *d)
{
	table_str(t, d->source);
	table_str(t, d->source_name);
	table_str(t, d->speaker);
	table_str(t, d->sentence);
	table_str(t, d->url);
	table_str(t, d->archive);
	table_int(t, d->offset);
	table_str(t, d->record_id);
	table_time(t, d->recorded);
	table_str(t, d->anchor);
}

static void
number_cell(struct table *t, int64_t number)
{
	if (number != 0)
		table_int(t, number);
	else
		table_str(t, STR_NONE);
}

static void
event_show(struct answer *a, const struct event *e, const struct detail *d)
{
	struct table *t = a->table;
	const struct observation when = { .reported = e->reported,
		.basis = e->basis };
	table_str(t, detail_day(a->arena, &when));
	table_str(t, detail_date(a->arena, &when));
	table_time(t, e->reported);
	table_str(t, e->basis);
	table_str(t, change_kind_name(e->kind));
	table_str(t,
	    e->retracts == 0
		? e->what
		: arena_printf(a->arena, "not so: %.*s", STR_ARG(e->what)));
	table_str(t, d->indicator);
	table_str(t, d->place);
	table_str(t, d->kato);
	table_real(t, e->old);
	table_real(t, e->new);
	table_real(t, e->value);
	table_str(t, e->unit);
	table_str(t, e->stated ? STR("yes") : STR("no"));
	said_cells(t, d);
	number_cell(t, e->number);
	number_cell(t, e->retracts);
	table_row(t);
	arena_reset(a->arena);
}

static enum rc
event_tell(void *arg, const struct event *e, struct err *err)
{
	struct telling *s = arg;
	struct detail detail;
	const enum rc rc =
	    details_find(s->answer.details, e->observation, &detail, err);
	if (rc != RC_OK)
		return rc;
	s->told += (e->kind & CHANGE_NEWS) != 0 && e->retracts == 0;
	event_show(&s->answer, e, &detail);
	return RC_OK;
}

/* Behind a number of the log nothing else can be asked for: it is read as it
 * was written. */
static enum rc
after_read(const struct call *call, unsigned long long *number, struct err *err)
{
	const struct asked *asked = call->asked;
	if (asked->place != NULL || asked->as_of != NULL ||
	    asked->recorded_as_of != NULL || asked->since != NULL)
		return err_set(err, RC_BAD,
		    "--after reads the log as it was written; only CODE goes "
		    "with it");
	if (!str_u64(str_c(asked->after), number) || *number > INT64_MAX)
		return err_set(err, RC_BAD, "--after: no number: %s",
		    asked->after);
	return RC_OK;
}

static enum rc
events_tell(struct telling *s, struct call *call, unsigned kinds,
    struct err *err)
{
	const struct event_teller teller = { kinds, event_tell, s };
	struct question question;
	unsigned long long after = 0;
	enum rc rc = question_read(call, &question, err);
	if (rc == RC_OK && call->asked->after != NULL)
		rc = after_read(call, &after, err);
	if (rc != RC_OK)
		return rc;
	s->answer.table = call_table(call, change_columns, CHANGE_COLUMNS);
	rc = call->asked->after != NULL
	    ? events_after(call, question.code, (int64_t)after, &teller, err)
	    : events_walk(call, &question, &teller, err);
	table_close(s->answer.table);
	return rc;
}

static enum rc
changes_tell(struct call *call, unsigned kinds, struct err *err)
{
	struct telling s = { .told = 0 };
	enum rc rc = answer_open(&s.answer, call, err);
	if (rc == RC_OK)
		rc = events_tell(&s, call, kinds, err);
	answer_close(&s.answer);
	if (call->asked->exit_code != NULL && s.told > 0)
		call->code = VERB_CHANGED;
	return rc;
}

enum rc
changes_run(struct call *call, struct err *err)
{
	return changes_tell(call, CHANGE_NEWS | CHANGE_STALE, err);
}

enum rc
stale_run(struct call *call, struct err *err)
{
	return changes_tell(call, CHANGE_STALE, err);
}

enum rc
disagreements_run(struct call *call, struct err *err)
{
	return changes_tell(call, CHANGE_CONTRADICTION, err);
}

enum rc
events_run(struct call *call, struct err *err)
{
	return changes_tell(call, CHANGE_ALL, err);
}
