#ifndef CRAWLER_REPAIR_H
#define CRAWLER_REPAIR_H

#include "common/rc.h"

/*
 * What a killed run left behind: each FOLDER/NAME.warc.gz.open is cut back to
 * its last whole record, indexed and renamed to NAME.warc.gz; one without any
 * page is removed.  Called under the lock, before a new run writes.
 */
struct repair {
	/* Told of each file that is kept, between the cut and the renaming; a
	 * failure leaves it ".open", to be repaired again.  May be NULL. */
	enum rc (*cut)(void *arg, const char *path, struct err *);
	void *arg;
};

enum rc repair_folder(const char *folder, const struct repair *,
    struct err *) MUST_CHECK;

#endif
