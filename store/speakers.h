#ifndef STORE_SPEAKERS_H
#define STORE_SPEAKERS_H

#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * What the word of somebody quoted weighs, by config/speakers.yaml: patterns
 * on the folded name, the first that matches decides.  A figure weighs as much
 * as its source or its speaker, whichever is more.
 */
#define SPEAKER_UNKNOWN (-1) /* weighs as the source does */

struct speakers;
/* Without such a file nobody is known; the patterns end by speakers_free(). */
enum rc speakers_load(const struct config *, struct speakers **,
    struct err *) MUST_CHECK;
void speakers_free(struct speakers *);

long speakers_authority(const struct speakers *, struct str name);

#endif
