#ifndef STORE_TOPIC_H
#define STORE_TOPIC_H

#include "common/arena.h"
#include "common/rc.h"
#include "store/db.h"
#include "store/observation.h"
#include "store/verb.h"

/*
 * What a question about series is about: which indicators, which places,
 * which past.  Read from the options, walked with a visitor.
 */
struct question {
	int64_t as_of;
	int64_t recorded;
	int64_t since;     /* rows reported before are not shown */
	const char *code;  /* of the indicator; NULL: all */
	const char *place; /* --place; NULL: the country, else all */
};

/* RC_BAD: a date that is none.  About all indicators. */
enum rc question_past(struct call *, struct question *,
    struct err *) MUST_CHECK;
/* The same about the indicator that the operand names, if it does. */
enum rc question_read(struct call *, struct question *,
    struct err *) MUST_CHECK;

/* Places with each name they have or had, as (place_id, kato, name). */
#define PLACES_SQL                                                             \
	"SELECT place_id,kato,name FROM (SELECT place_id,kato,name FROM place" \
	" UNION ALL SELECT place_id,p.kato,n.name FROM place_past n"           \
	" JOIN place p USING(place_id))"
/* By its KATO code, or the front of its name, whatever its case; or "all". */
bool place_is(struct arena *, const char *asked, struct str kato,
    struct str name);

/* Visits the series asked for, by code and place. */
typedef enum rc scope_fn(void *arg, const struct scope *, struct err *);
enum rc question_scopes(struct call *, const struct question *, scope_fn *,
    void *arg, struct err *) MUST_CHECK;

/* One series with all its observations, which last until it returns. */
typedef enum rc series_fn(void *arg, const struct scope *,
    const struct observations *, struct err *);

/* The same, each with what was said in it. */
enum rc question_walk(struct call *, const struct question *, series_fn *,
    void *arg, struct err *) MUST_CHECK;

#endif
