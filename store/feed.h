#ifndef STORE_FEED_H
#define STORE_FEED_H

#include "store/verb.h"

/* The verb `feed`: the newest events as Atom (RFC 4287) or JSON Feed 1.1. */
enum rc feed_run(struct call *, struct err *);

#endif
