#ifndef CRAWLER_SPOOL_H
#define CRAWLER_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * The bytes of one answer while they come in: up to `share` of them in memory,
 * more in a file of `folder` that has no name, so that nothing of it stays
 * behind after a kill.  Many answers in flight thus hold no more memory than
 * their shares, however long each is allowed to grow.
 */
struct spool {
	struct buf held;    /* all of it, until it becomes too much */
	const char *folder; /* NULL: memory alone; the caller's */
	size_t share;
	int fd;      /* -1: no file yet */
	size_t n;    /* bytes in all */
	char *view;  /* of the file, or NULL */
	int trouble; /* errno of a write that failed, or 0 */
};

/* `max` is the most it will ever be given. */
void spool_init(struct spool *, const char *folder, size_t share, size_t max);
void spool_free(struct spool *);
void spool_clear(struct spool *); /* begins anew */

/* False when the disk will not take it. */
bool spool_add(struct spool *, struct str);

/* The whole of it, borrowed until the next change; RC_FAIL after a write that
 * failed. */
enum rc spool_view(struct spool *, struct str *, struct err *) MUST_CHECK;

#endif
