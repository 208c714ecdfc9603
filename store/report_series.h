#ifndef STORE_REPORT_SERIES_H
#define STORE_REPORT_SERIES_H

#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/json.h"
#include "common/rc.h"
#include "store/db.h"
#include "store/detail.h"
#include "store/observation.h"

/*
 * One series as the pages of a report want it: all of it for its own page,
 * and a line for the index.
 */
struct report_teller {
	struct db *db;
	struct details *details;
	struct arena *arena; /* of one series */
	int64_t now;         /* the moment of the report */
};

/* The page's name without ".html": the code, and the place when it is not the
 * whole country; safe as a file name whatever the code is. */
struct str report_series_name(struct arena *, const struct scope *);

/* Both write one object. */
enum rc report_series_page(const struct report_teller *, const struct scope *,
    const struct observations *, struct json *, struct err *) MUST_CHECK;
enum rc report_series_line(const struct report_teller *, const struct scope *,
    const struct observations *, struct json *, struct err *) MUST_CHECK;

#endif
