#include "crawler/state.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/mem.h"
#include "crawler/schedule.h"
#include "crawler/sql.h"

static const char first[] =
    "BEGIN;"
    "CREATE TABLE page("
    " key TEXT PRIMARY KEY,"
    " url TEXT NOT NULL,"
    " site TEXT NOT NULL,"
    " kind INTEGER NOT NULL,"  /* enum task_kind */
    " depth INTEGER NOT NULL," /* lists above it; 0: configured */
    " dated INTEGER,"
    " found INTEGER NOT NULL,"
    " fetched INTEGER,"
    " due INTEGER NOT NULL,"
    " visits INTEGER NOT NULL DEFAULT 0,"
    " errors INTEGER NOT NULL DEFAULT 0,"
    " status INTEGER NOT NULL DEFAULT 0,"
    " etag TEXT, modified TEXT, digest TEXT,"
    " record TEXT, record_date TEXT, record_url TEXT"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX page_due ON page(site, kind, due);"
    "CREATE TABLE robots("
    " origin TEXT PRIMARY KEY,"
    " fetched INTEGER NOT NULL,"
    " status INTEGER NOT NULL,"
    " body TEXT"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE host("
    " host TEXT PRIMARY KEY,"
    " failures INTEGER NOT NULL,"
    " not_before INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE site("
    " code TEXT PRIMARY KEY,"
    " rules TEXT,"
    " ran INTEGER NOT NULL,"
    " success INTEGER NOT NULL,"
    " fresh INTEGER NOT NULL,"
    " changed INTEGER NOT NULL,"
    " unchanged INTEGER NOT NULL,"
    " errors INTEGER NOT NULL,"
    " denied INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "PRAGMA user_version=1;"
    "COMMIT";

static const char second[] =
    "BEGIN;"
    "ALTER TABLE page ADD COLUMN pace INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE site ADD COLUMN yield INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE host ADD COLUMN why TEXT;"
    "CREATE TABLE archive("
    " name TEXT PRIMARY KEY,"
    " seen INTEGER NOT NULL" /* bytes whose records the state knows */
    ") STRICT, WITHOUT ROWID;"
    "PRAGMA user_version=2;"
    "COMMIT";

static const char third[] =
    "BEGIN;"
    "CREATE TABLE list(" /* source.h */
    " key TEXT NOT NULL,"
    " site TEXT NOT NULL,"
    " found INTEGER NOT NULL,"
    " checked INTEGER NOT NULL,"
    " newest INTEGER NOT NULL,"
    " alive INTEGER NOT NULL,"
    " trouble INTEGER NOT NULL," /* enum source_trouble */
    " since INTEGER NOT NULL,"
    " open INTEGER NOT NULL,"
    " PRIMARY KEY(site, key)"
    ") STRICT, WITHOUT ROWID;"
    "ALTER TABLE host ADD COLUMN latency INTEGER NOT NULL DEFAULT 0;"
    "PRAGMA user_version=3;"
    "COMMIT";

static const char fourth[] =
    "BEGIN;"
    "ALTER TABLE page ADD COLUMN fault TEXT;" /* of the last visit */
    "PRAGMA user_version=4;"
    "COMMIT";

static const char fifth[] = /* faults.c */
    "BEGIN;"
    "CREATE INDEX page_fault ON page(site, fault) WHERE fault IS NOT NULL;"
    "PRAGMA user_version=5;"
    "COMMIT";

static const char *const steps[] = { first, second, third, fourth, fifth,
	NULL };

struct state {
	struct sql *sql;
};

enum rc
state_open(const char *path, struct state **out, struct err *err)
{
	struct state *s = mem_zero(1, sizeof(*s));
	enum rc rc = sql_open(path, steps, &s->sql, err);
	if (rc == RC_OK)
		rc = sql_run(s->sql, "BEGIN", err);
	if (rc != RC_OK) {
		state_close(s);
		return rc;
	}
	*out = s;
	return RC_OK;
}

void
state_close(struct state *s)
{
	if (s == NULL)
		return;
	sql_close(s->sql);
	free(s);
}

enum rc
state_commit(struct state *s, struct err *err)
{
	return sql_run(s->sql, "COMMIT; BEGIN", err);
}

enum rc
state_rollback(struct state *s, struct err *err)
{
	return sql_run(s->sql, "ROLLBACK; BEGIN", err);
}

struct sql *
state_sql(struct state *s)
{
	return s->sql;
}

enum rc
state_robots(struct state *s, struct arena *arena, struct str origin,
    struct state_robots *r, struct err *err)
{
	struct sql *q = s->sql;
	sql_begin(q,
	    "SELECT fetched, status, body FROM robots"
	    " WHERE origin = ?");
	sql_text(q, origin);
	const enum rc rc = sql_step(q, err);
	if (rc != RC_OK)
		return rc;
	*r = (struct state_robots){
		.fetched = sql_get_int(q, 0),
		.status = (int)sql_get_int(q, 1),
		.body = sql_get_text(q, 2, arena),
	};
	sql_reset(q);
	return RC_OK;
}

enum rc
state_robots_put(struct state *s, struct str origin,
    const struct state_robots *r, struct err *err)
{
	sql_begin(s->sql, "INSERT OR REPLACE INTO robots VALUES(?,?,?,?)");
	sql_text(s->sql, origin);
	sql_int(s->sql, r->fetched);
	sql_int(s->sql, r->status);
	sql_text(s->sql, r->body);
	return sql_change(s->sql, err);
}

enum rc
state_host(struct state *s, struct str host, struct state_host *h,
    struct err *err)
{
	struct sql *q = s->sql;
	*h = (struct state_host){ .not_before = CLOCK_NONE };
	sql_begin(q,
	    "SELECT failures, not_before, latency FROM host"
	    " WHERE host = ?");
	sql_text(q, host);
	const enum rc rc = sql_step(q, err);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	h->failures = (long)sql_get_int(q, 0);
	h->not_before = sql_get_int(q, 1);
	h->latency = sql_get_int(q, 2);
	sql_reset(q);
	return RC_OK;
}

enum rc
state_host_put(struct state *s, struct str host, const struct state_host *h,
    struct err *err)
{
	sql_begin(s->sql,
	    "INSERT OR REPLACE INTO host(host, failures,"
	    " not_before, why, latency) VALUES(?,?,?,?,?)");
	sql_text(s->sql, host);
	sql_int(s->sql, h->failures);
	sql_int(s->sql, h->not_before);
	sql_text(s->sql, h->why);
	sql_int(s->sql, h->latency);
	return sql_change(s->sql, err);
}

enum rc
state_why(struct state *s, struct arena *arena, struct str host,
    struct str *why, struct err *err)
{
	*why = STR_NONE;
	sql_begin(s->sql, "SELECT why FROM host WHERE host = ?");
	sql_text(s->sql, host);
	const enum rc rc = sql_step(s->sql, err);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	*why = sql_get_text(s->sql, 0, arena);
	sql_reset(s->sql);
	return RC_OK;
}

enum rc
state_site(struct state *s, struct arena *arena, struct str code,
    struct state_site *site, struct err *err)
{
	struct sql *q = s->sql;
	sql_begin(q,
	    "SELECT code, rules, ran, success, fresh, changed,"
	    " unchanged, errors, denied,"
	    " (SELECT min(due) FROM page WHERE site = code"
	    "  AND kind = 2),"
	    " (SELECT count(*) FROM page WHERE site = code"
	    "  AND visits = 0 AND kind = 2 AND due <= ran), yield"
	    " FROM site WHERE code = ?");
	sql_text(q, code);
	const enum rc rc = sql_step(q, err);
	if (rc != RC_OK)
		return rc;
	*site = (struct state_site){
		.code = sql_get_text(q, 0, arena),
		.rules = sql_get_text(q, 1, arena),
		.ran = sql_get_int(q, 2),
		.success = sql_get_int(q, 3),
		.fresh = (long)sql_get_int(q, 4),
		.changed = (long)sql_get_int(q, 5),
		.unchanged = (long)sql_get_int(q, 6),
		.errors = (long)sql_get_int(q, 7),
		.denied = (long)sql_get_int(q, 8),
		.due = sql_get_int(q, 9),
		.pending = (long)sql_get_int(q, 10),
		.yield = (long)sql_get_int(q, 11),
	};
	sql_reset(q);
	return RC_OK;
}

enum rc
state_site_put(struct state *s, const struct state_site *site, struct err *err)
{
	struct sql *q = s->sql;
	sql_begin(q, "INSERT OR REPLACE INTO site VALUES(?,?,?,?,?,?,?,?,?,?)");
	sql_text(q, site->code);
	sql_text(q, site->rules);
	sql_int(q, site->ran);
	sql_int(q, site->success);
	sql_int(q, site->fresh);
	sql_int(q, site->changed);
	sql_int(q, site->unchanged);
	sql_int(q, site->errors);
	sql_int(q, site->denied);
	sql_int(q, site->yield);
	return sql_change(s->sql, err);
}

enum rc
state_archive(struct state *s, struct str name, int64_t *seen, struct err *err)
{
	struct sql *q = s->sql;
	*seen = 0;
	sql_begin(q, "SELECT seen FROM archive WHERE name = ?");
	sql_text(q, name);
	const enum rc rc = sql_number(q, seen, err);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
state_archive_put(struct state *s, struct str name, int64_t seen,
    struct err *err)
{
	sql_begin(s->sql, "INSERT OR REPLACE INTO archive VALUES(?,?)");
	sql_text(s->sql, name);
	sql_int(s->sql, seen);
	return sql_change(s->sql, err);
}

enum rc
state_archives_forget(struct state *s, struct err *err)
{
	sql_begin(s->sql, "DELETE FROM archive");
	return sql_change(s->sql, err);
}
