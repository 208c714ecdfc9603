#include "crawler/repair.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/file.h"
#include "common/log.h"
#include "common/warc.h"
#include "crawler/cdxj.h"

#define NAMES_MAX ((size_t)16 << 20)
#define SUFFIX    ".open"

/* Where the last whole record ends; *records counts those after warcinfo. */
static enum rc
whole_end(int fd, int64_t *end, size_t *records, struct err *err)
{
	struct warc_record r;
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	enum rc rc = warc_next(reader, &r, err);
	for (; rc == RC_OK; rc = warc_next(reader, &r, err)) {
		*end = r.offset + r.length;
		*records += str_is(r.type, "warcinfo") ? 0 : 1;
	}
	warc_reader_free(reader);
	return rc == RC_FAIL ? rc : RC_OK;
}

static enum rc
file_cut(const char *path, size_t *records, struct err *err)
{
	int64_t end = 0;
	const int fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, RC_FAIL, "%s", path);
	enum rc rc = whole_end(fd, &end, records, err);
	if (rc == RC_OK && (ftruncate(fd, end) != 0 || fsync(fd) != 0))
		rc = err_errno(err, RC_FAIL, "%s", path);
	(void)close(fd);
	return rc;
}

static enum rc
file_index(const char *open_path, const char *whole, struct err *err)
{
	const int fd = open(open_path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, RC_FAIL, "%s", open_path);
	struct cdxj *index = cdxj_new();
	enum rc rc = cdxj_read(index, fd, err);
	if (rc == RC_OK)
		rc = cdxj_write(index, whole, err);
	cdxj_free(index);
	(void)close(fd);
	return rc;
}

static enum rc
file_repair(const struct repair *how, struct arena *arena, const char *path,
    struct err *err)
{
	char count[32];
	size_t records = 0;
	enum rc rc = file_cut(path, &records, err);
	if (rc == RC_OK && records > 0 && how->cut != NULL)
		rc = how->cut(how->arg, path, err);
	const char *whole = arena_cstr(arena,
	    str_head(str_c(path), strlen(path) - strlen(SUFFIX)));
	if (rc == RC_OK && records > 0)
		rc = file_index(path, whole, err);
	if (rc != RC_OK)
		return rc;
	const int code = records > 0 ? rename(path, whole) : unlink(path);
	if (code != 0)
		return err_errno(err, RC_FAIL, "%s", path);
	(void)snprintf(count, sizeof(count), "%zu", records);
	log_event(LOG_WARN, "repaired", "file", whole, "records", count, NULL);
	return RC_OK;
}

enum rc
repair_folder(const char *folder, const struct repair *how, struct err *err)
{
	struct file_names names = { .n = 0 };
	if (!file_is_dir(folder))
		return RC_OK;
	struct arena *arena = arena_new(NAMES_MAX);
	enum rc rc = file_list(arena, folder, ".warc.gz" SUFFIX, &names, err);
	for (size_t i = 0; i < names.n && rc == RC_OK; i++) {
		const struct str path =
		    arena_printf(arena, "%s/%s", folder, names.v[i]);
		rc = file_repair(how, arena, arena_cstr(arena, path), err);
	}
	arena_free(arena);
	return rc == RC_BAD ? RC_FAIL : rc;
}
