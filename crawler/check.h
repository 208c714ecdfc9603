#ifndef CRAWLER_CHECK_H
#define CRAWLER_CHECK_H

#include "common/rc.h"
#include "common/stage.h"

/*
 * WARC files looked over, ours or anyone's: each record is read, its SHA-1
 * block digest and, where there is an HTTP message, its payload digest are
 * made again.  One line a file on stdout; torn tails, damaged records and
 * digests that disagree are refused records, with file and offset.
 */
enum rc check(struct stage *, struct err *) MUST_CHECK;

#endif
