#ifndef CRAWLER_RESERVE_H
#define CRAWLER_RESERVE_H

#include "common/rc.h"

/*
 * A run ends before the disk is full: what is left then is enough for the
 * state's journal, for the repair, and for whoever has to tidy up.
 *
 * RC_FAIL when less than `bytes` are free where `folder` is; unknown counts
 * as enough.
 */
enum rc reserve_check(const char *folder, long bytes, struct err *) MUST_CHECK;

#endif
