#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/str.h"
#include "store/change.h"
#include "store/topic.h"

/*
 * Events as answers show them, whether the log has them (event.h) or they are
 * worked out: the present is read from the log; a past, or a log that a load
 * has yet to settle, is worked out from what was said.
 */
struct event {
	int64_t number;   /* in the log; 0: worked out */
	int64_t retracts; /* the event that is not true; 0: none */
	enum change_kind kind;
	int64_t observation;
	struct str what;
	double old; /* NAN: nothing is left */
	double new;
	int64_t reported;
	struct str basis; /* of `reported` */
	double value;     /* said */
	struct str unit;
	bool stated; /* by the text itself */
};

/* Who is told of which kinds. */
struct event_teller {
	unsigned kinds;
	enum rc (*fn)(void *arg, const struct event *, struct err *);
	void *arg;
};

/* Those in force, by series and day. */
enum rc events_walk(struct call *, const struct question *,
    const struct event_teller *, struct err *) MUST_CHECK;
/* The log itself behind a number, of one indicator or (NULL) of all: in the
 * order it was written, with what was retracted later and what retracts. */
enum rc events_after(struct call *, const char *code, int64_t number,
    const struct event_teller *, struct err *) MUST_CHECK;

#endif
