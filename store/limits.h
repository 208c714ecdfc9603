#ifndef STORE_LIMITS_H
#define STORE_LIMITS_H

#include "store/db.h"
#include "store/topic.h"
#include "store/verb.h"

/*
 * What --since, --as-of, --recorded-as-of and --place leave of rows that SQL
 * picks by itself: conditions on its tables (version v, reading r, fact f), and
 * the four parameters they share.  Others of a statement begin with ?5.
 */
#define LIMIT_REPORTED " v.reported_at>=coalesce(?1,'') AND v.reported_at<=?2"
#define LIMIT_RECORDED " AND r.recorded_at<=?3 AND r.recorded_until>?3"
/* A fact without a place speaks of the country. */
#define LIMIT_PLACE                                                            \
	" AND (?4 IS NULL OR coalesce(f.place_id,0) IN"                        \
	" (SELECT value FROM json_each(?4)))"
#define LIMITS 4 /* the next parameter, as query_str() counts */

/* RC_BAD: a date that is none. */
enum rc limits_query(struct call *, const char *sql, struct query **,
    struct err *) MUST_CHECK;
enum rc limits_bind(struct call *, const struct question *, struct query *,
    struct err *) MUST_CHECK;

#endif
