#include "crawler/page.h"

#include "common/clock.h"
#include "crawler/sql.h"

enum rc
page_get(struct state *s, struct arena *arena, struct str key, struct page *p,
    struct err *err)
{
	struct sql *q = state_sql(s);
	sql_begin(q,
	    "SELECT key, url, site, kind, depth, dated, found,"
	    " fetched, due, visits, errors, status, etag, modified, "
	    "digest, record,"
	    " record_date, record_url, pace, fault FROM page WHERE key = ?");
	sql_text(q, key);
	const enum rc rc = sql_step(q, err);
	if (rc != RC_OK)
		return rc;
	*p = (struct page){
		.key = sql_get_text(q, 0, arena),
		.url = sql_get_text(q, 1, arena),
		.site = sql_get_text(q, 2, arena),
		.kind = (enum task_kind)sql_get_int(q, 3),
		.depth = (unsigned)sql_get_int(q, 4),
		.dated = sql_get_int(q, 5),
		.found = sql_get_int(q, 6),
		.fetched = sql_get_int(q, 7),
		.due = sql_get_int(q, 8),
		.visits = (long)sql_get_int(q, 9),
		.errors = (long)sql_get_int(q, 10),
		.status = (int)sql_get_int(q, 11),
		.etag = sql_get_text(q, 12, arena),
		.modified = sql_get_text(q, 13, arena),
		.digest = sql_get_text(q, 14, arena),
		.record = sql_get_text(q, 15, arena),
		.record_date = sql_get_text(q, 16, arena),
		.record_url = sql_get_text(q, 17, arena),
		.pace = sql_get_int(q, 18),
		.fault = sql_get_text(q, 19, arena),
	};
	sql_reset(q);
	return RC_OK;
}

static void
page_bind(struct sql *q, const struct page *p)
{
	sql_text(q, p->key);
	sql_text(q, p->url);
	sql_text(q, p->site);
	sql_int(q, p->kind);
	sql_int(q, p->depth);
	sql_int(q, p->dated);
	sql_int(q, p->found);
	sql_int(q, p->fetched);
}

enum rc
page_found(struct state *s, const struct page *p, bool *news, struct err *err)
{
	struct sql *q = state_sql(s);
	sql_begin(q,
	    "INSERT INTO page(key, url, site, kind, depth, dated,"
	    " found, fetched, due)"
	    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7)"
	    " ON CONFLICT(key) DO UPDATE SET dated = excluded.dated,"
	    " due = iif(excluded.dated > fetched,"
	    "  min(due, excluded.due), due)"
	    " WHERE excluded.dated > page.dated");
	page_bind(q, p);
	const enum rc rc = sql_change(q, err);
	*news = rc == RC_OK && sql_changed(q) > 0;
	return rc;
}

enum rc
page_since(struct state *s, struct str key, int64_t *found, struct err *err)
{
	struct sql *q = state_sql(s);
	sql_begin(q, "SELECT found FROM page WHERE key = ?");
	sql_text(q, key);
	return sql_number(q, found, err);
}

enum rc
page_put(struct state *s, const struct page *p, struct err *err)
{
	struct sql *q = state_sql(s);
	sql_begin(q,
	    "INSERT OR REPLACE INTO page(key, url, site, kind, depth,"
	    " dated, found, fetched, due, visits, errors, status, etag,"
	    " modified, digest, record, record_date, record_url, pace, fault)"
	    " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
	page_bind(q, p);
	sql_int(q, p->due);
	sql_int(q, p->visits);
	sql_int(q, p->errors);
	sql_int(q, p->status);
	sql_text(q, p->etag);
	sql_text(q, p->modified);
	sql_text(q, p->digest);
	sql_text(q, p->record);
	sql_text(q, p->record_date);
	sql_text(q, p->record_url);
	sql_int(q, p->pace);
	sql_text(q, p->fault);
	return sql_change(q, err);
}

enum rc
page_fault(struct state *s, struct str key, const char *fault, struct err *err)
{
	struct sql *q = state_sql(s);
	sql_begin(q, "UPDATE page SET fault = ? WHERE key = ?");
	sql_text(q, str_c(fault));
	sql_text(q, key);
	return sql_change(q, err);
}

enum rc
page_defer(struct state *s, struct str key, int64_t due, struct err *err)
{
	struct sql *q = state_sql(s);
	sql_begin(q, "UPDATE page SET due = ? WHERE key = ?");
	sql_int(q, due);
	sql_text(q, key);
	return sql_change(q, err);
}

enum rc
pages_due(struct state *s, struct arena *arena, const struct pages_due *want,
    struct pages *pages, struct err *err)
{
	struct sql *q = state_sql(s);
	size_t cap = 0;
	*pages = (struct pages){ 0 };
	sql_begin(q,
	    "SELECT key, url, kind, depth, dated FROM page"
	    " WHERE site = ?1 AND kind = ?2 AND due <= ?3"
	    " AND (dated = ?4 OR dated >= ?5)"
	    " AND (?6 = ?4 OR dated < ?6) AND depth >= ?8"
	    " ORDER BY visits > 0, dated = ?4 DESC, dated DESC,"
	    " found DESC, key LIMIT ?7");
	sql_text(q, want->site);
	sql_int(q, want->kind);
	sql_int(q, want->now);
	sql_int(q, CLOCK_NONE);
	sql_int(q, want->since);
	sql_int(q, want->until);
	sql_int(q, want->limit);
	sql_int(q, want->depth);
	enum rc rc = sql_step(q, err);
	for (; rc == RC_OK; rc = sql_step(q, err)) {
		if (pages->n == cap) {
			cap = cap > 0 ? cap * 2 : 64;
			pages->v = arena_grow(arena, pages->v, pages->n, cap,
			    sizeof(*pages->v));
		}
		pages->v[pages->n++] = (struct page){
			.key = sql_get_text(q, 0, arena),
			.url = sql_get_text(q, 1, arena),
			.kind = (enum task_kind)sql_get_int(q, 2),
			.depth = (unsigned)sql_get_int(q, 3),
			.dated = sql_get_int(q, 4),
		};
	}
	return rc == RC_END ? RC_OK : rc;
}

enum rc
pages_forget_lists(struct state *s, struct str site, struct err *err)
{
	struct sql *q = state_sql(s);
	sql_begin(q,
	    "DELETE FROM page WHERE site = ? AND kind = 1"
	    " AND depth > 0");
	sql_text(q, site);
	return sql_change(q, err);
}
