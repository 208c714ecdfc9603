#include "common/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/mem.h"

#define READ_STEP ((size_t)64 << 10)
#define OUT_STEP  ((size_t)256 << 10) /* written out when that much waits */
#define OUT_MAX   ((size_t)1 << 30)   /* one file_write() at the most */

/* One read of at most READ_STEP; at the ceiling a single byte is asked for,
 * to tell a file that ends there from one that goes on. */
static ssize_t
read_some(int fd, struct buf *b)
{
	char past = 0;
	if (b->n >= b->max)
		return read(fd, &past, 1);
	const size_t left = b->max - b->n;
	const size_t want = left < READ_STEP ? left : READ_STEP;
	char *to = buf_room(b, want);
	const ssize_t n = read(fd, to, want);
	if (n > 0)
		buf_grown(b, (size_t)n);
	return n;
}

static enum rc
read_all(int fd, const char *path, struct buf *b, struct err *err)
{
	for (;;) {
		const bool full = b->n == b->max;
		const ssize_t n = read_some(fd, b);
		if (n == 0)
			return RC_OK;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, RC_BAD, "%s", path);
		if (full)
			return err_set(err, RC_BAD, "%s: over %zu bytes", path,
			    b->max);
	}
}

enum rc
file_read(const char *path, struct buf *b, struct err *err)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, RC_BAD, "%s", path);
	const enum rc rc = read_all(fd, path, b, err);
	(void)close(fd);
	return rc;
}

bool
file_write_all(int fd, struct str x)
{
	while (x.n > 0) {
		const ssize_t n = write(fd, x.s, x.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		x = str_from(x, (size_t)n);
	}
	return true;
}

struct file_out {
	char *path;
	char *temp;
	int fd;
	struct buf wait;
	int broken; /* errno of the first failed write, or 0 */
};

static void
out_free(struct file_out *f)
{
	if (f->fd >= 0)
		(void)close(f->fd);
	buf_free(&f->wait);
	free(f->path);
	free(f->temp);
	free(f);
}

enum rc
file_create(const char *path, struct file_out **out, struct err *err)
{
	struct file_out *f = mem_zero(1, sizeof(*f));
	buf_init(&f->wait, OUT_MAX);
	f->path = mem_dup(path, strlen(path));
	buf_printf(&f->wait, "%s.XXXXXX", path);
	f->temp = buf_take(&f->wait, NULL);
	f->fd = mkostemp(f->temp, O_CLOEXEC);
	if (f->fd < 0) {
		out_free(f);
		return err_errno(err, RC_FAIL, "%s", path);
	}
	(void)fchmod(f->fd, 0644);
	*out = f;
	return RC_OK;
}

static void
out_flush(struct file_out *f)
{
	if (f->broken == 0 && !file_write_all(f->fd, buf_view(&f->wait)))
		f->broken = errno;
	buf_clear(&f->wait);
}

void
file_write(struct file_out *f, struct str x)
{
	buf_str(&f->wait, x);
	if (f->wait.n >= OUT_STEP)
		out_flush(f);
}

enum rc
file_commit(struct file_out *f, struct err *err)
{
	if (f->wait.bad)
		f->broken = EFBIG;
	out_flush(f);
	if (f->broken == 0 && fsync(f->fd) != 0)
		f->broken = errno;
	if (f->broken == 0 && rename(f->temp, f->path) != 0)
		f->broken = errno;
	if (f->broken == 0) {
		out_free(f);
		return RC_OK;
	}
	errno = f->broken;
	(void)err_errno(err, RC_FAIL, "%s", f->path);
	file_abort(f);
	return RC_FAIL;
}

void
file_abort(struct file_out *f)
{
	if (f == NULL)
		return;
	(void)unlink(f->temp);
	out_free(f);
}

bool
file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool
file_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum rc
file_mkdirs(const char *path, struct err *err)
{
	char *copy = mem_dup(path, strlen(path));
	enum rc rc = RC_OK;
	for (char *p = copy + 1; rc == RC_OK; p++) {
		if (*p != '/' && *p != '\0')
			continue;
		const char held = *p;
		*p = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			rc = err_errno(err, RC_FAIL, "%s", copy);
		*p = held;
		if (held == '\0')
			break;
	}
	if (rc == RC_OK && !file_is_dir(path))
		rc = err_set(err, RC_FAIL, "%s: not a folder", path);
	free(copy);
	return rc;
}

static int
name_cmp(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
name_fits(const char *name, const char *suffix)
{
	return name[0] != '.' && str_ends(str_c(name), str_c(suffix));
}

enum rc
file_list(struct arena *a, const char *dir, const char *suffix,
    struct file_names *names, struct err *err)
{
	DIR *d = opendir(dir);
	if (d == NULL)
		return err_errno(err, RC_BAD, "%s", dir);
	char **list = NULL;
	size_t n = 0;
	size_t cap = 0;
	while (n < FILE_LIST_MAX) {
		const struct dirent *e = readdir(d);
		if (e == NULL)
			break;
		if (!name_fits(e->d_name, suffix))
			continue;
		if (n == cap) {
			cap = mem_room(cap, n + 1);
			list = mem_grow(list, cap, sizeof(*list));
		}
		list[n++] = arena_cstr(a, str_c(e->d_name));
	}
	(void)closedir(d);
	if (n > 0)
		qsort(list, n, sizeof(*list), name_cmp);
	names->v = arena_grow(a, list, n, n + 1, sizeof(*list));
	names->n = n;
	free(list);
	return RC_OK;
}

enum rc
file_lock(const char *path, int *out, struct err *err)
{
	const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_errno(err, RC_FAIL, "%s", path);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		*out = fd;
		return RC_OK;
	}
	const enum rc rc = errno == EWOULDBLOCK
	    ? err_set(err, RC_BAD, "%s: another run holds it", path)
	    : err_errno(err, RC_FAIL, "%s", path);
	(void)close(fd);
	return rc;
}

char *
file_beside(struct arena *a, const char *of, const char *name)
{
	const char *slash = strrchr(of, '/');
	if (name[0] == '/' || slash == NULL)
		return arena_cstr(a, str_c(name));
	const struct str path =
	    arena_printf(a, "%.*s/%s", (int)(slash - of), of, name);
	return arena_cstr(a, path);
}
