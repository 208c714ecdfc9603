#include "store/vault.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/json.h"
#include "common/mem.h"
#include "store/catalog.h"
#include "store/deposit.h"
#include "store/event.h"
#include "store/reading.h"
#include "store/retire.h"
#include "store/story.h"
#include "store/version.h"

#define STATS_MAX ((size_t)4096)

enum vault_query {
	RUN_ADD,
	RUN_END,
	RUN_DROP,
	DOCUMENT_BEGIN,
	DOCUMENT_KEEP,
	DOCUMENT_UNDO,
	WORDS_ADD,
	VAULT_QUERIES,
};

static const char *const vault_sql[VAULT_QUERIES] = {
	[RUN_ADD] = "INSERT INTO run(stage,tool,started_at) VALUES('load',"
		    "'sandyq " SANDYQ_VERSION "',?)",
	[RUN_END] = "UPDATE run SET finished_at=?2,stats=?3 WHERE run_id=?1",
	[RUN_DROP] = "DELETE FROM run WHERE run_id=?",
	[DOCUMENT_BEGIN] = "SAVEPOINT document",
	[DOCUMENT_KEEP] = "RELEASE document",
	[DOCUMENT_UNDO] = "ROLLBACK TO document",
	/* FTS5 writes out what it holds at every savepoint; so the words of a
	 * transaction come together, behind its last document. */
	[WORDS_ADD] =
	    "INSERT INTO words(rowid,title,text)"
	    " SELECT version_id,title,text FROM version WHERE version_id>"
	    "coalesce((SELECT max(id) FROM words_docsize),0)",
};

/* What goes back with a transaction that is undone. */
struct tally {
	struct vault_count count;
	int64_t run; /* 0 until something is written */
};

struct vault {
	struct db *db;
	struct catalog *catalog;
	struct versions *versions;
	struct readings *readings;
	struct stories *stories;
	struct query *q[VAULT_QUERIES];
	int64_t now; /* the moment all of this run is recorded at */
	struct tally so_far;
	struct tally kept; /* as of the last commit */
	bool open;         /* within a transaction */
	bool rereading;    /* of stored texts by the rules of now */
	bool careful;      /* each document is a savepoint of it */
};

enum rc
vault_new(struct db *db, const struct sites *sites, int64_t now,
    struct vault **out, struct err *err)
{
	struct vault *v = mem_zero(1, sizeof(*v));
	v->db = db;
	v->now = now;
	enum rc rc = query_all(db, vault_sql, v->q, VAULT_QUERIES, err);
	if (rc == RC_OK)
		rc = catalog_new(db, sites, &v->catalog, err);
	if (rc == RC_OK)
		rc = versions_new(db, &v->versions, err);
	if (rc == RC_OK)
		rc = readings_new(db, &v->readings, err);
	if (rc == RC_OK)
		rc = stories_new(db, &v->stories, err);
	if (rc != RC_OK) {
		vault_free(v);
		return rc;
	}
	*out = v;
	return RC_OK;
}

void
vault_free(struct vault *v)
{
	if (v == NULL)
		return;
	stories_free(v->stories);
	readings_free(v->readings);
	versions_free(v->versions);
	catalog_free(v->catalog);
	query_free_all(v->q, VAULT_QUERIES);
	free(v);
}

void
vault_heed(struct vault *v, const struct speakers *speakers)
{
	catalog_heed(v->catalog, speakers);
}

void
vault_reread(struct vault *v)
{
	v->rereading = true;
}

enum rc
vault_refresh(struct vault *v, const struct indicators *known,
    const struct place_file *places, struct err *err)
{
	enum rc rc = vault_begin(v, err);
	if (rc == RC_OK)
		rc = catalog_refresh(v->catalog, known, err);
	if (rc == RC_OK)
		rc = retire_indicators(v->db, known, v->now, err);
	if (rc == RC_OK && places != NULL)
		rc = catalog_places(v->catalog, places, err);
	return rc == RC_OK ? vault_commit(v, err) : rc;
}

enum rc
vault_begin(struct vault *v, struct err *err)
{
	if (v->open)
		return RC_OK;
	const enum rc rc = db_run(v->db, "BEGIN IMMEDIATE", err);
	v->open = rc == RC_OK;
	return rc;
}

enum rc
vault_commit(struct vault *v, struct err *err)
{
	if (!v->open)
		return RC_OK;
	enum rc rc = stories_settle(v->stories, v->now, err);
	if (rc == RC_OK)
		rc = query_run(v->q[WORDS_ADD], err);
	if (rc == RC_OK)
		rc = db_run(v->db, "COMMIT", err);
	if (rc != RC_OK)
		return rc;
	v->kept = v->so_far;
	v->open = false;
	v->careful = false;
	return RC_OK;
}

bool
vault_open(const struct vault *v)
{
	return v->open;
}

/* The row of this run, made when the first thing is written. */
static enum rc
run_start(struct vault *v, struct err *err)
{
	if (v->so_far.run != 0)
		return RC_OK;
	query_time(v->q[RUN_ADD], 0, v->now);
	const enum rc rc = query_run(v->q[RUN_ADD], err);
	v->so_far.run = db_last_id(v->db);
	return rc;
}

static enum rc
deposit_write(struct vault *v, struct deposit *d, struct err *err)
{
	const enum rc rc = versions_keep(v->versions, v->catalog, d, err);
	return rc == RC_OK ? readings_keep(v->readings, v->catalog, d, err)
			   : rc;
}

/* Takes back the transaction; what comes now is written with more care. */
static enum rc
vault_undo(struct vault *v)
{
	struct err second = { 0 };
	catalog_forget(v->catalog);
	v->so_far = v->kept;
	v->careful = true;
	v->open = false;
	return db_run(v->db, "ROLLBACK", &second);
}

/*
 * A savepoint makes SQLite keep a copy of every page that a document touches,
 * which was a sixth of a load.  Few documents break a constraint that was not
 * seen to before: the transaction of the first one is undone as a whole.
 */
static enum rc
deposit_keep(struct vault *v, struct deposit *d, struct err *err)
{
	enum rc rc = RC_OK;
	if (v->careful)
		rc = query_run(v->q[DOCUMENT_BEGIN], err);
	if (rc != RC_OK)
		return rc;
	rc = deposit_write(v, d, err);
	if (rc == RC_BAD && !v->careful)
		return vault_undo(v) == RC_OK ? RC_BAD : RC_FAIL;
	if (!v->careful)
		return rc;
	if (rc == RC_OK)
		return query_run(v->q[DOCUMENT_KEEP], err);
	/* On a broken run SQLite may have rolled back by itself. */
	struct err second = { 0 };
	if (query_run(v->q[DOCUMENT_UNDO], &second) != RC_OK ||
	    query_run(v->q[DOCUMENT_KEEP], &second) != RC_OK)
		rc = RC_FAIL;
	catalog_forget(v->catalog);
	return rc;
}

enum rc
vault_put(struct vault *v, struct arena *a, const struct document *doc,
    struct err *err)
{
	struct deposit d;
	enum rc rc = deposit_of(a, doc, &d, err);
	d.rereading = v->rereading;
	if (rc == RC_OK)
		rc = versions_find(v->versions, &d, err);
	if (rc == RC_OK)
		rc = readings_find(v->readings, &d, err);
	if (rc == RC_OK && (d.new_version || d.new_reading))
		rc = run_start(v, err);
	if (rc != RC_OK)
		return rc;
	d.now = v->now;
	d.run = v->so_far.run;
	rc = deposit_keep(v, &d, err);
	if (rc != RC_OK)
		return rc;
	v->so_far.count.documents++;
	v->so_far.count.versions += d.new_version;
	v->so_far.count.readings += d.new_reading;
	v->so_far.count.facts += d.new_reading ? doc->nfacts : 0;
	return RC_OK;
}

const struct vault_count *
vault_count(const struct vault *v)
{
	return &v->so_far.count;
}

/* What the run did, as JSON for its row. */
static void
stats_write(const struct vault_count *count, struct buf *b)
{
	const struct {
		const char *key;
		unsigned long long n;
	} counts[] = {
		{ "documents", count->documents },
		{ "versions", count->versions },
		{ "readings", count->readings },
		{ "facts", count->facts },
	};
	struct json j = json_to(b);
	json_object(&j);
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		json_key(&j, counts[i].key);
		json_int(&j, (int64_t)counts[i].n);
	}
	json_end_object(&j);
}

static enum rc
run_end(struct vault *v, int64_t now, struct err *err)
{
	struct buf b;
	/* All that was new in it may have been refused in the end. */
	if (v->so_far.count.versions + v->so_far.count.readings == 0) {
		query_int(v->q[RUN_DROP], 0, v->so_far.run);
		return query_run(v->q[RUN_DROP], err);
	}
	buf_init(&b, STATS_MAX);
	stats_write(&v->so_far.count, &b);
	query_int(v->q[RUN_END], 0, v->so_far.run);
	query_time(v->q[RUN_END], 1, now);
	query_str(v->q[RUN_END], 2, buf_view(&b));
	const enum rc rc = query_run(v->q[RUN_END], err);
	buf_free(&b);
	return rc;
}

enum rc
vault_finish(struct vault *v, int64_t now, struct err *err)
{
	enum rc rc = RC_OK;
	if (v->so_far.run != 0) {
		rc = vault_begin(v, err);
		if (rc == RC_OK)
			rc = run_end(v, now > v->now ? now : v->now, err);
	}
	if (rc == RC_OK)
		rc = vault_commit(v, err);
	return rc == RC_OK ? events_settle(v->db, v->now, err) : rc;
}
