#ifndef CRAWLER_REPAIR_H
#define CRAWLER_REPAIR_H

#include "common/rc.h"

/*
 * What a killed run left behind: FOLDER/NAME.warc.gz.open is cut back to its
 * last whole record and renamed to NAME.warc.gz, so that nothing archived is
 * lost and every finished file is whole.  A file without a single record
 * besides its warcinfo is removed.  The caller holds the run's lock.
 */
enum rc repair_folder(const char *folder, struct err *) MUST_CHECK;

#endif
