#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include "store/verb.h"

/*
 * The verbs that tell what is new: `changes` (moved, stated, stale), `stale`
 * and `disagreements` alone.
 *
 * moved: the official line went from old to new; stated: a text says so and
 * no page showed the line go; stale: a value the line has left, new being the
 * one in force; contradiction: a value beside the line in force.
 */
enum rc changes_run(struct call *, struct err *);
enum rc stale_run(struct call *, struct err *);
enum rc disagreements_run(struct call *, struct err *);
/* `events`: every kind of change.h. */
enum rc events_run(struct call *, struct err *);

#endif
