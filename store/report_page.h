#ifndef STORE_REPORT_PAGE_H
#define STORE_REPORT_PAGE_H

#include <stdbool.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * What is the same on every page of a report: style, script, words of each
 * language and the charts' library, read from the configuration.  They stand
 * as files beside the pages, or within the one page.
 */
struct report_parts {
	struct buf style;
	struct buf script; /* the words first, then the views */
	struct buf charts; /* dygraphs */
};

#define REPORT_PART_MAX ((size_t)4 << 20)

/* RC_FAIL names the file, and the package, that is missing. */
enum rc report_parts_read(struct report_parts *, const struct config *,
    struct arena *, struct err *) MUST_CHECK;
void report_parts_free(struct report_parts *);
/* The parts as files in `dir`. */
enum rc report_parts_write(const struct report_parts *, const char *dir,
    struct err *) MUST_CHECK;

/* One page about `data` (JSON) to `path`; `within`: the parts go into it. */
enum rc report_page_write(const struct report_parts *, const char *path,
    struct str data, bool within, struct err *) MUST_CHECK;

#endif
