#ifndef STORE_STORY_H
#define STORE_STORY_H

#include <stdint.h>

#include "common/rc.h"
#include "store/db.h"

/*
 * Stories: versions of different pages that print one press release.
 *
 * Two versions of different pages, reported within a fortnight, are kin when
 * they share a sentence with a figure, or when their texts are alike
 * (sketch.h).  A story is everything that hangs together by kinship, so it is
 * the same whatever the order in which pages were loaded: kinship is asked of
 * two texts and two dates alone, when the later loaded of the two comes, and
 * what hangs together in a graph does not depend on the order of its edges.
 * Only past STORY_TRIES candidates that turn out to be no kin, or past the
 * ceilings of kin.h, is one given up unasked.
 *
 * A story is named by the version of it that was loaded first.  When two
 * stories turn out to be one, the versions' former names are kept with the
 * moment (story_past), so that --recorded-as-of answers as it did.
 */
#define STORY_TRIES 16

struct stories;
enum rc stories_new(struct db *, struct stories **, struct err *) MUST_CHECK;
void stories_free(struct stories *);

/* Finds the stories of all versions that have not been looked at; within the
 * transaction that brought them. */
enum rc stories_settle(struct stories *, int64_t now, struct err *) MUST_CHECK;

#endif
