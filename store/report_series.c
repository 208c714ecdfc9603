#include "store/report_series.h"

#include <math.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/hash.h"
#include "store/catalog.h"
#include "store/change.h"

#define SPARK_MAX 64 /* moves of the line in the index, the newest */
#define STEM_MAX  ((size_t)80)

/* The newest figure of one source. */
struct newest {
	int64_t source;
	size_t at;
};
struct newest_list {
	struct newest *v;
	size_t n;
};

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
	    c == '_' || c == '-';
}

struct str
report_series_name(struct arena *a, const struct scope *scope)
{
	struct str name = scope->topic->code;
	bool plain = name.n > 0 && name.n <= STEM_MAX && name.s[0] != '.' &&
	    !str_is(name, "index");
	for (size_t i = 0; i < name.n; i++)
		plain = plain && name_char(name.s[i]);
	if (!plain) {
		char hex[HASH_HEX];
		hash128_hex(name, hex);
		name = arena_str(a, str_c(hex));
	}
	if (scope->place == CATALOG_COUNTRY)
		return arena_str(a, name);
	return arena_printf(a, "%.*s_%lld", STR_ARG(name),
	    (long long)scope->place);
}

static void
member_str(struct json *j, const char *key, struct str v)
{
	json_key(j, key);
	json_str(j, v);
}

static void
member_time(struct json *j, const char *key, int64_t v)
{
	char text[CLOCK_TEXT_MAX];
	clock_text(v, text);
	member_str(j, key, text[0] != '\0' ? str_c(text) : STR_NONE);
}

static void
member_real(struct json *j, const char *key, double v)
{
	json_key(j, key);
	json_real(j, v);
}

static void
member_at(struct json *j, const char *key, size_t at)
{
	json_key(j, key);
	if (at == LINE_NOBODY)
		json_null(j);
	else
		json_int(j, (int64_t)at);
}

static void
figure_write(const struct report_teller *t, struct json *j,
    const struct observation *o)
{
	const struct figure *f = &o->figure;
	member_real(j, "value", f->value);
	member_real(j, "low", f->low);
	member_real(j, "high", f->high);
	member_str(j, "bound", f->bound);
	member_str(j, "figure", figure_text(t->arena, f));
	member_real(j, "stated_from", o->former.value);
	member_str(j, "stated",
	    change_stated(o) ? figure_text(t->arena, &o->former) : STR_NONE);
}

static void
detail_write(struct json *j, const struct detail *d)
{
	member_str(j, "source", d->source);
	member_str(j, "source_name", d->source_name);
	member_str(j, "speaker", d->speaker);
	member_str(j, "lang", d->lang);
	member_str(j, "sentence", d->sentence);
	json_key(j, "start");
	json_int(j, (int64_t)d->at.start);
	json_key(j, "length");
	json_int(j, (int64_t)d->at.length);
	member_str(j, "title", d->title);
	member_str(j, "url", d->url);
	member_str(j, "archive", d->archive);
	json_key(j, "archive_offset");
	json_int(j, d->offset);
	member_str(j, "record_id", d->record_id);
	member_time(j, "recorded_at", d->recorded);
	member_str(j, "anchor", d->anchor);
}

static enum rc
observation_write(const struct report_teller *t, struct json *j,
    const struct observation *o, struct err *err)
{
	struct detail d;
	const enum rc rc = details_read(t->details, o, &d, err);
	if (rc != RC_OK)
		return rc;
	json_object(j);
	member_str(j, "date", detail_date(t->arena, o));
	member_str(j, "day", detail_day(t->arena, o));
	member_time(j, "reported_at", o->reported);
	member_str(j, "reported_basis", o->basis);
	figure_write(t, j, o);
	member_str(j, "status", detail_status(o));
	member_at(j, "other", o->other);
	member_str(j, "period", detail_period(t->arena, o));
	member_str(j, "modality", o->modality);
	json_key(j, "story");
	json_int(j, o->story);
	detail_write(j, &d);
	json_end_object(j);
	return RC_OK;
}

static void
changes_write(const struct report_teller *t, struct json *j,
    const struct observations *seen, const struct change_list *all)
{
	json_array(j);
	for (size_t i = 0; i < all->n; i++) {
		const struct change *c = &all->v[i];
		json_object(j);
		member_str(j, "kind", change_kind_name(c->kind));
		member_at(j, "at", (size_t)(c->said - seen->v));
		member_real(j, "old",
		    c->old != NULL ? c->old->value : (double)NAN);
		member_real(j, "new", c->new->value);
		member_str(j, "what", change_text(t->arena, c));
		json_end_object(j);
	}
	json_end_array(j);
}

static int
newest_cmp(const void *a, const void *b)
{
	const struct newest *x = a;
	const struct newest *y = b;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* The newest dated figure of each source, aside ones apart. */
static struct newest_list
sources_newest(struct arena *a, const struct observations *seen)
{
	struct newest *v = arena_array(a, seen->n, sizeof(*v));
	size_t n = 0;
	size_t kept = 0;
	for (size_t i = 0; i < seen->n; i++) {
		const struct observation *o = &seen->v[i];
		if (!o->wrong && o->status != LINE_ASIDE &&
		    !str_is(o->basis, "recorded"))
			v[n++] = (struct newest){ o->source, i };
	}
	qsort(v, n, sizeof(*v), newest_cmp);
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || v[i + 1].source != v[i].source)
			v[kept++] = v[i];
	return (struct newest_list){ v, kept };
}

/* Where the newest word of a source is of this status. */
static void
standing_write(struct json *j, const struct observations *seen,
    const struct newest_list *newest, enum line_status status)
{
	json_array(j);
	for (size_t i = 0; i < newest->n; i++)
		if (seen->v[newest->v[i].at].status == status)
			json_int(j, (int64_t)newest->v[i].at);
	json_end_array(j);
}

static enum rc
titles_write(const struct report_teller *t, struct json *j,
    const struct scope *scope, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(t->db,
	    "SELECT i.title_kk,i.title_ru,i.title_en,i.kind,p.name,p.kato"
	    " FROM indicator i, place p"
	    " WHERE i.indicator_id=? AND p.place_id=?",
	    &q, err);
	if (rc != RC_OK)
		return rc;
	query_int(q, 0, scope->topic->id);
	query_int(q, 1, scope->place);
	rc = query_step(q, err);
	if (rc == RC_OK) {
		json_key(j, "titles");
		json_object(j);
		member_str(j, "kk", row_str(q, 0));
		member_str(j, "ru", row_str(q, 1));
		member_str(j, "en", row_str(q, 2));
		json_end_object(j);
		member_str(j, "kind", row_str(q, 3));
		member_str(j, "place", row_str(q, 4));
		member_str(j, "kato", row_str(q, 5));
	}
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
head_write(const struct report_teller *t, struct json *j,
    const struct scope *scope, struct err *err)
{
	member_str(j, "name", report_series_name(t->arena, scope));
	member_str(j, "code", scope->topic->code);
	member_str(j, "unit", scope->topic->unit);
	return titles_write(t, j, scope, err);
}

enum rc
report_series_page(const struct report_teller *t, const struct scope *scope,
    const struct observations *seen, struct json *j, struct err *err)
{
	struct change_list all;
	const struct newest_list newest = sources_newest(t->arena, seen);
	changes_of(t->arena, seen, &all);
	json_object(j);
	enum rc rc = head_write(t, j, scope, err);
	member_at(j, "latest", seen->latest);
	json_key(j, "observations");
	json_array(j);
	for (size_t i = 0; i < seen->n && rc == RC_OK; i++)
		rc = observation_write(t, j, &seen->v[i], err);
	json_end_array(j);
	json_key(j, "changes");
	changes_write(t, j, seen, &all);
	json_key(j, "stale");
	standing_write(j, seen, &newest, LINE_STALE);
	json_key(j, "against");
	standing_write(j, seen, &newest, LINE_CONTRADICTION);
	json_end_object(j);
	return rc;
}

/* The line as points of [seconds, value]. */
static void
spark_write(struct json *j, const struct observations *seen)
{
	size_t moves = 0;
	for (size_t i = 0; i < seen->n; i++)
		moves += seen->v[i].status == LINE_MOVED;
	json_array(j);
	for (size_t i = 0; i < seen->n; i++) {
		const struct observation *o = &seen->v[i];
		if (o->status != LINE_MOVED || moves-- > SPARK_MAX)
			continue;
		json_array(j);
		json_int(j, o->reported);
		json_real(j, o->figure.value);
		json_end_array(j);
	}
	json_end_array(j);
}

/* The last change of the line, and where it stands. */
static void
present_write(const struct report_teller *t, struct json *j,
    const struct observations *seen)
{
	struct change_list all;
	const struct change *last = NULL;
	changes_of(t->arena, seen, &all);
	for (size_t i = 0; i < all.n; i++)
		if ((all.v[i].kind & CHANGE_NEWS) != 0)
			last = &all.v[i];
	const struct observation *now =
	    seen->latest != LINE_NOBODY ? &seen->v[seen->latest] : NULL;
	member_real(j, "value", now != NULL ? now->figure.value : (double)NAN);
	member_str(j, "figure",
	    now != NULL ? figure_text(t->arena, &now->figure) : STR_NONE);
	member_str(j, "changed",
	    last != NULL ? detail_date(t->arena, last->said) : STR_NONE);
	member_str(j, "change",
	    last != NULL ? change_text(t->arena, last) : STR_NONE);
}

/* Days since anybody said anything. */
static void
silence_write(const struct report_teller *t, struct json *j,
    const struct observations *seen)
{
	int64_t newest = CLOCK_NONE;
	for (size_t i = 0; i < seen->n; i++)
		if (!str_is(seen->v[i].basis, "recorded") &&
		    seen->v[i].reported > newest)
			newest = seen->v[i].reported;
	json_key(j, "silent");
	if (newest == CLOCK_NONE)
		json_null(j);
	else
		json_int(j,
		    t->now > newest ? (t->now - newest) / CLOCK_DAY : 0);
}

enum rc
report_series_line(const struct report_teller *t, const struct scope *scope,
    const struct observations *seen, struct json *j, struct err *err)
{
	const struct newest_list newest = sources_newest(t->arena, seen);
	json_object(j);
	const enum rc rc = head_write(t, j, scope, err);
	present_write(t, j, seen);
	json_key(j, "spark");
	spark_write(j, seen);
	json_key(j, "reports");
	json_int(j, (int64_t)seen->n);
	json_key(j, "sources");
	json_int(j, (int64_t)newest.n);
	json_key(j, "stale");
	standing_write(j, seen, &newest, LINE_STALE);
	json_key(j, "against");
	standing_write(j, seen, &newest, LINE_CONTRADICTION);
	silence_write(t, j, seen);
	json_end_object(j);
	return rc;
}
