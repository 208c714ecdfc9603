#include "crawler/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>

#include "common/file.h"

#define PATH_BYTES 4096

void
spool_init(struct spool *s, const char *folder, size_t share, size_t max)
{
	*s = (struct spool){ .folder = folder, .share = share, .fd = -1 };
	buf_init(&s->held, max);
}

static void
file_drop(struct spool *s)
{
	if (s->view != NULL)
		(void)munmap(s->view, s->n);
	if (s->fd >= 0)
		(void)close(s->fd);
	s->view = NULL;
	s->fd = -1;
}

void
spool_free(struct spool *s)
{
	file_drop(s);
	buf_free(&s->held);
}

void
spool_clear(struct spool *s)
{
	file_drop(s);
	buf_clear(&s->held);
	s->n = 0;
	s->trouble = 0;
}

/* A file without a name.  Not every file system can make one (NFS, FUSE);
 * there it has a name for a moment. */
static int
nameless(const char *folder)
{
	char path[PATH_BYTES];
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0 || errno == ENOSPC || errno == EMFILE)
		return fd;
	if (snprintf(path, sizeof(path), "%s/spool-XXXXXX", folder) >=
	    (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(path);
	return fd;
}

static bool
spill(struct spool *s)
{
	s->fd = nameless(s->folder);
	if (s->fd < 0 || !file_write_all(s->fd, buf_view(&s->held)))
		return false;
	buf_free(&s->held);
	return true;
}

bool
spool_add(struct spool *s, struct str x)
{
	bool good = true;
	if (s->trouble != 0)
		return false;
	if (s->fd < 0 && s->folder != NULL && s->n + x.n > s->share)
		good = spill(s);
	if (good && s->fd >= 0)
		good = file_write_all(s->fd, x);
	else if (good)
		buf_str(&s->held, x);
	if (!good)
		s->trouble = errno;
	s->n += x.n;
	return good;
}

enum rc
spool_view(struct spool *s, struct str *x, struct err *err)
{
	if (s->trouble != 0) {
		errno = s->trouble;
		return err_errno(err, RC_FAIL, "%s: an answer", s->folder);
	}
	*x = str_n(s->held.s != NULL ? s->held.s : "", s->n);
	if (s->fd < 0)
		return RC_OK;
	if (s->view == NULL) {
		void *at = mmap(NULL, s->n, PROT_READ, MAP_PRIVATE, s->fd, 0);
		if (at == MAP_FAILED)
			return err_errno(err, RC_FAIL, "%s: an answer",
			    s->folder);
		s->view = at;
	}
	*x = str_n(s->view, s->n);
	return RC_OK;
}
