#ifndef CRAWLER_RESERVE_H
#define CRAWLER_RESERVE_H

#include "common/rc.h"

/*
 * A run ends before the disk is full: what is left then is enough for the
 * state's journal, for the repair, and for whoever has to tidy up.
 */
#define RESERVE_BYTES ((unsigned long long)32 << 20)

/* RC_FAIL when less is free where `folder` is; unknown counts as enough. */
enum rc reserve_check(const char *folder, struct err *) MUST_CHECK;

#endif
