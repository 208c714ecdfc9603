#include "store/changes.h"

#include <math.h>

#include "store/change.h"
#include "store/detail.h"
#include "store/topic.h"

#define ROW_ARENA    ((size_t)64 << 20)
#define SERIES_ARENA ((size_t)512 << 20)

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
};
#define CHANGE_COLUMNS (sizeof(change_columns) / sizeof(*change_columns))

struct telling {
	unsigned kinds; /* those asked for */
	struct table *table;
	struct details *details;
	struct arena *arena;  /* of one row */
	struct arena *series; /* of one series */
	int64_t since;
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
change_show(struct telling *s, const struct change *c, const struct detail *d)
{
	struct table *t = s->table;
	const struct observation *o = c->said;
	table_str(t, detail_day(s->arena, o));
	table_str(t, detail_date(s->arena, o));
	table_time(t, o->reported);
	table_str(t, o->basis);
	table_str(t, change_kind_name(c->kind));
	table_str(t, change_text(s->arena, c));
	table_str(t, d->indicator);
	table_str(t, d->place);
	table_str(t, d->kato);
	table_real(t, c->old != NULL ? c->old->value : (double)NAN);
	table_real(t, c->new->value);
	table_real(t, o->figure.value);
	table_str(t, o->figure.unit);
	table_str(t, change_stated(o) ? STR("yes") : STR("no"));
	said_cells(t, d);
	table_row(t);
	arena_reset(s->arena);
}

static enum rc
change_tell(struct telling *s, const struct change *c, struct err *err)
{
	struct detail detail;
	if ((s->kinds & (unsigned)c->kind) == 0 || c->said->reported < s->since)
		return RC_OK;
	const enum rc rc = details_read(s->details, c->said->id, &detail, err);
	if (rc != RC_OK)
		return rc;
	s->told += (c->kind & CHANGE_NEWS) != 0;
	change_show(s, c, &detail);
	return RC_OK;
}

static enum rc
changes_show(void *arg, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	struct telling *s = arg;
	struct change_list all;
	enum rc rc = RC_OK;
	(void)scope;
	changes_of(s->series, seen, &all);
	for (size_t i = 0; i < all.n && rc == RC_OK; i++)
		rc = change_tell(s, &all.v[i], err);
	arena_reset(s->series);
	return rc;
}

static enum rc
changes_tell(struct call *call, unsigned kinds, struct err *err)
{
	struct question question;
	struct telling s = { .kinds = kinds };
	enum rc rc = question_read(call, &question, err);
	if (rc == RC_OK)
		rc = details_new(call->db, &s.details, err);
	if (rc != RC_OK)
		return rc;
	s.since = question.since;
	s.arena = arena_new(ROW_ARENA);
	s.series = arena_new(SERIES_ARENA);
	s.table = call_table(call, change_columns, CHANGE_COLUMNS);
	rc = question_walk(call, &question, changes_show, &s, err);
	table_close(s.table);
	arena_free(s.series);
	arena_free(s.arena);
	details_free(s.details);
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
