#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/rc.h"
#include "store/db.h"

/*
 * The log of events: what change.h tells of the series, written down when it
 * was first known, numbered, and never rewritten.  When something loaded,
 * judged or configured later makes one untrue, a row is appended that
 * retracts it; one that stays true is not written again.
 *
 * Triggers note the series that anything moved in `due`; a log is settled
 * when there are none left, and until then readers work events out
 * themselves.
 */

/* Brings the log to what the series say, one transaction a series; outside
 * of any.  Writes nothing when none is due. */
enum rc events_settle(struct db *, int64_t now, struct err *) MUST_CHECK;
enum rc events_settled(struct db *, bool *, struct err *) MUST_CHECK;

#endif
