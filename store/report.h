#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include "common/rc.h"
#include "store/verb.h"

/*
 * A report to look at: a folder of pages that open from disk without any
 * network, one for each series and an index; with --single all in one file.
 *
 * The pages carry their figures as JSON (docs/report.md tells its members)
 * and are drawn by the scripts of config/report; nothing of a page is put
 * together from strings here, so no title or address of a site can become
 * markup.
 */
#define REPORT_PAGE_MAX ((size_t)512 << 20) /* bytes of one page */

enum rc report_run(struct call *, struct err *);

#endif
