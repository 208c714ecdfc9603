#ifndef CRAWLER_FEED_H
#define CRAWLER_FEED_H

#include "common/rc.h"
#include "common/str.h"
#include "crawler/found.h"

/*
 * RSS 0.9x, 1.0, 2.0 and Atom: the addresses of the entries, with the day
 * they were published (or, failing that, updated), in the feed's order.  The
 * feed's own link of rel="next" (RFC 5005) goes into finds->next.
 *
 * A feed that breaks off gives what stood before and RC_BAD.
 */
enum rc feed_read(struct str file, struct finds *, struct err *) MUST_CHECK;

#endif
