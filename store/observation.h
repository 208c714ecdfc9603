#ifndef STORE_OBSERVATION_H
#define STORE_OBSERVATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/document.h"
#include "common/rc.h"
#include "store/db.h"
#include "store/figure.h"
#include "store/line.h"

/*
 * The observations of one indicator in one place, each with its status on the
 * line, in the order they were reported; those nobody knows the date of come
 * last, so that none of them is ever the newest.
 *
 * The status is worked out when asked, from what had been reported and
 * recorded by then: the same question about the same past always has the same
 * answer.  What only display needs (sentence, page) is read later, by id.
 */
struct observation {
	int64_t id;
	int64_t indicator;
	int64_t place;
	int64_t fact;
	int64_t reported;
	int64_t recorded;
	struct str basis; /* of `reported` */
	struct figure figure;
	struct figure former; /* stated; value NAN: none */
	struct str modality;
	struct str period_from;
	struct str period_until;
	struct str period_basis;
	int64_t source;
	int64_t speaker; /* 0: nobody is named */
	int64_t document;
	int64_t text;    /* its version_id */
	int64_t version; /* of the document, from 1 */
	struct str url;
	struct span at; /* the figure, and its sentence, in the text */
	struct span sentence;
	struct str anchor;
	int64_t story;
	bool wrong; /* as somebody judged */
	enum line_status status;
	size_t other; /* as in struct line_point */
};

struct observations {
	struct observation *v;
	size_t n;
	size_t latest; /* where the series stands now; LINE_NOBODY: nowhere */
};

/* An indicator as the database knows it. */
struct topic {
	int64_t id;
	struct str code;
	struct str unit;
	bool stock;
	int64_t window; /* seconds */
};

/* One series, in one past: the present is PAST_END twice. */
struct scope {
	const struct topic *topic;
	int64_t place;
	int64_t as_of;    /* reported by then */
	int64_t recorded; /* as recorded then */
};
#define PAST_END INT64_C(253402214399) /* 9999-12-30T23:59:59Z */

/* All memory is the arena's. */
enum rc observations_read(struct db *, struct arena *, const struct scope *,
    struct observations *, struct err *) MUST_CHECK;

#endif
