#include "store/publish.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"

#define READ_ONLY    0444
#define METADATA_MAX ((size_t)64 << 10)

/* Readers of a file they may not write to cannot make a log beside it. */
static enum rc
copy_settle(const char *path, struct err *err)
{
	struct db *copy = NULL;
	enum rc rc = db_open(path, DB_WRITE, &copy, err);
	if (rc == RC_OK)
		rc = db_run(copy, "PRAGMA journal_mode=DELETE", err);
	db_close(copy);
	if (rc == RC_OK && chmod(path, READ_ONLY) != 0)
		return err_errno(err, RC_FAIL, "%s", path);
	return rc;
}

static enum rc
metadata_write(const char *path, struct err *err)
{
	struct file_out *out = NULL;
	struct buf b;
	enum rc rc = file_create(path, &out, err);
	if (rc != RC_OK)
		return rc;
	buf_init(&b, METADATA_MAX);
	struct json j = json_to(&b);
	json_object(&j);
	json_key(&j, "title");
	json_str(&j, STR("sandyq: figures said, when and by whom"));
	json_key(&j, "description");
	json_str(&j,
	    STR("observation has the figures of followed series, fact every "
		"figure; rows in force have recorded_until 9999-12-31.  "
		"Sentences belong to their publishers and are quoted."));
	json_end_object(&j);
	buf_chr(&b, '\n');
	file_write(out, buf_view(&b));
	buf_free(&b);
	return file_commit(out, err);
}

enum rc
publish_run(struct call *call, struct err *err)
{
	const char *path = call_operand(call);
	if (path == NULL)
		return err_set(err, RC_BAD, "publish into which file?");
	const struct str fresh = arena_printf(call->arena, "%s.new", path);
	const struct str about =
	    arena_printf(call->arena, "%s.metadata.json", path);
	/* What a run that was cut off left behind. */
	(void)unlink(fresh.s);
	/* The copy is of a moment of its own: SQLite makes none within one. */
	enum rc rc = db_run(call->db, "COMMIT", err);
	if (rc == RC_OK)
		rc = db_copy(call->db, fresh.s, err);
	if (rc == RC_OK)
		rc = copy_settle(fresh.s, err);
	if (rc == RC_OK && rename(fresh.s, path) != 0)
		rc = err_errno(err, RC_FAIL, "%s", path);
	if (rc != RC_OK) {
		(void)unlink(fresh.s);
		return rc;
	}
	return metadata_write(about.s, err);
}
