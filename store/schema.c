#include "store/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/mem.h"
#include "store/schema_steps.h"

#define SCHEMA_SQL_MAX 4352 /* a path and the words around it */

/* What the header of the file says. */
struct header {
	int64_t application;
	int64_t version;
	int64_t tables;
};

int
schema_version(void)
{
	int n = 0;
	while (schema_steps[n] != NULL)
		n++;
	return n;
}

static enum rc
header_read(struct db *db, struct header *h, struct err *err)
{
	enum rc rc =
	    db_number(db, "PRAGMA application_id", &h->application, err);
	if (rc == RC_OK)
		rc = db_number(db, "PRAGMA user_version", &h->version, err);
	if (rc == RC_OK)
		rc = db_number(db, "SELECT count(*) FROM sqlite_schema",
		    &h->tables, err);
	return rc;
}

static bool
header_fresh(const struct header *h)
{
	return h->application == 0 && h->version == 0 && h->tables == 0;
}

/* Whether the file is ours to touch. */
static enum rc
header_judge(const struct db *db, const struct header *h, struct err *err)
{
	if (header_fresh(h))
		return RC_OK;
	if (h->application != SCHEMA_APPLICATION)
		return err_set(err, RC_FAIL,
		    "%s: this database belongs to another application",
		    db_path(db));
	if (h->version > schema_version())
		return err_set(err, RC_FAIL,
		    "%s: version %lld, made by a newer sandyq; this one knows "
		    "up to %d",
		    db_path(db), (long long)h->version, schema_version());
	return RC_OK;
}

/* The old shape stays beside the new one, in case the steps are wrong. */
static enum rc
schema_backup(struct db *db, int64_t version, struct err *err)
{
	char path[SCHEMA_SQL_MAX];
	const int n = snprintf(path, sizeof(path), "%s.v%lld", db_path(db),
	    (long long)version);
	if (n < 0 || (size_t)n >= sizeof(path))
		return err_set(err, RC_FAIL, "%s: name too long", db_path(db));
	if (file_exists(path))
		return RC_OK;
	return db_copy(db, path, err);
}

static enum rc
step_run(struct db *db, const char *const *script, struct err *err)
{
	enum rc rc = RC_OK;
	for (; *script != NULL && rc == RC_OK; script++)
		rc = db_run(db, *script, err);
	return rc;
}

static enum rc
steps_run(struct db *db, struct err *err)
{
	char sql[64];
	struct header h;
	/* Another loader may have come first: ask again under the lock. */
	enum rc rc = header_read(db, &h, err);
	if (rc == RC_OK)
		rc = header_judge(db, &h, err);
	for (int64_t v = h.version; rc == RC_OK && schema_steps[v] != NULL; v++)
		rc = step_run(db, schema_steps[v], err);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(sql, sizeof(sql),
	    "PRAGMA application_id=%d;PRAGMA user_version=%d",
	    SCHEMA_APPLICATION, schema_version());
	return db_run(db, sql, err);
}

/* Steps may lay a table anew that others point at; what points where is
 * looked over before they count. */
static enum rc
steps_check(struct db *db, struct err *err)
{
	int64_t lost = 0;
	const enum rc rc = db_number(db,
	    "SELECT count(*) FROM pragma_foreign_key_check", &lost, err);
	if (rc == RC_OK && lost > 0)
		return err_set(err, RC_FAIL,
		    "%s: %lld rows point at nothing; it is left as it was",
		    db_path(db), (long long)lost);
	return rc;
}

static enum rc
schema_upgrade(struct db *db, struct err *err)
{
	enum rc rc =
	    db_run(db, "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE", err);
	if (rc != RC_OK)
		return rc;
	rc = steps_run(db, err);
	if (rc == RC_OK)
		rc = steps_check(db, err);
	if (rc == RC_OK)
		return db_run(db, "COMMIT; PRAGMA foreign_keys=ON", err);
	struct err ignored = { 0 };
	if (db_run(db, "ROLLBACK", &ignored) != RC_OK)
		err_prefix(err, "not rolled back");
	return rc;
}

static enum rc
schema_lay(struct db *db, const struct header *h, struct err *err)
{
	enum rc rc = RC_OK;
	/* The page size must come before anything writes the header. */
	if (header_fresh(h))
		rc = db_run(db, "PRAGMA page_size=8192", err);
	else if (h->version < schema_version())
		rc = schema_backup(db, h->version, err);
	if (rc == RC_OK)
		rc = db_run(db, "PRAGMA journal_mode=WAL", err);
	/* In WAL a crash of ours loses nothing with NORMAL; a power cut may
	 * lose the last transactions, never the file, and a load again brings
	 * them back. */
	if (rc == RC_OK)
		rc = db_run(db, "PRAGMA synchronous=NORMAL", err);
	/* A random index is written all over: what a batch of documents needs
	 * stays in memory, what a savepoint may have to undo too, and the log
	 * goes into the file 32 MB at a time. */
	if (rc == RC_OK)
		rc = db_run(db,
		    "PRAGMA cache_size=-131072; PRAGMA temp_store=MEMORY;"
		    "PRAGMA wal_autocheckpoint=4096",
		    err);
	if (rc != RC_OK || h->version == schema_version())
		return rc;
	return schema_upgrade(db, err);
}

static enum rc
schema_ready(struct db *db, enum db_mode mode, struct err *err)
{
	struct header h = { 0 };
	enum rc rc = header_read(db, &h, err);
	if (rc == RC_OK)
		rc = header_judge(db, &h, err);
	if (rc != RC_OK)
		return rc;
	if (mode == DB_WRITE)
		return schema_lay(db, &h, err);
	if (header_fresh(&h))
		return err_set(err, RC_FAIL,
		    "%s: nothing has been loaded into it yet", db_path(db));
	if (h.version < schema_version())
		return err_set(err, RC_FAIL,
		    "%s: version %lld; the next load brings it to %d",
		    db_path(db), (long long)h.version, schema_version());
	/* One question, one state of the database; and SQLite need not take
	 * and let go its locks for every statement. */
	return db_run(db, "BEGIN", err);
}

/* The folder the file lies in, made if need be. */
static enum rc
folder_make(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL || slash == path)
		return RC_OK;
	char *folder = mem_dup(path, (size_t)(slash - path));
	const enum rc rc = file_mkdirs(folder, err);
	free(folder);
	return rc;
}

enum rc
schema_open(const char *path, enum db_mode mode, struct db **out,
    struct err *err)
{
	struct db *db = NULL;
	enum rc rc = RC_OK;
	if (file_is_dir(path))
		rc = err_set(err, RC_FAIL, "%s: a folder, no database", path);
	else if (mode == DB_WRITE)
		rc = folder_make(path, err);
	else if (!file_exists(path))
		rc = err_set(err, RC_FAIL,
		    "%s: no such database; `sandyq run` makes it", path);
	if (rc == RC_OK)
		rc = db_open(path, mode, &db, err);
	if (rc == RC_OK)
		rc = schema_ready(db, mode, err);
	if (rc != RC_OK) {
		db_close(db);
		return rc == RC_BAD ? RC_FAIL : rc;
	}
	*out = db;
	return RC_OK;
}
