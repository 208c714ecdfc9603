#ifndef COMMON_FILE_H
#define COMMON_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Files, whole or not at all.
 *
 * file_read() takes a ceiling (buf.max).  A struct file_out writes to a
 * temporary name beside the target; file_commit() flushes, fsyncs and renames
 * it, file_abort() removes it.  Exactly one of the two ends it.
 */
enum rc file_read(const char *path, struct buf *, struct err *) MUST_CHECK;

/* Writes all of it, however often the call is cut short; false, with errno
 * set, when that fails. */
bool file_write_all(int fd, struct str) MUST_CHECK;

struct file_out;
enum rc file_create(const char *path, struct file_out **,
    struct err *) MUST_CHECK;
void file_write(struct file_out *, struct str); /* errors are remembered */
enum rc file_commit(struct file_out *, struct err *) MUST_CHECK;
void file_abort(struct file_out *);

bool file_exists(const char *path);
bool file_is_dir(const char *path);
enum rc file_mkdirs(const char *path, struct err *) MUST_CHECK; /* mkdir -p */

/* The names (without the folder) in `dir` that end in `suffix`, in byte
 * order, in the arena; no folder is RC_BAD. */
#define FILE_LIST_MAX 100000
struct file_names {
	char **v;
	size_t n;
};
enum rc file_list(struct arena *, const char *dir, const char *suffix,
    struct file_names *, struct err *) MUST_CHECK;

/* Holds `path` locked until closed; RC_BAD when another process has it. */
enum rc file_lock(const char *path, int *fd, struct err *) MUST_CHECK;

/* Path of `name` beside the file `of` ("/" names stay as they are). */
char *file_beside(struct arena *, const char *of, const char *name);

#endif
