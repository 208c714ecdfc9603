#ifndef CRAWLER_REPLAY_H
#define CRAWLER_REPLAY_H

#include "common/rc.h"

/*
 * The records of an archive that the state has not seen, because the run that
 * wrote them was killed between the two: each page they hold is entered as if
 * it had just been answered, so that it is not fetched and archived again.
 *
 * Lists and robots.txt come without their validators: they have to be read
 * once more, and will be archived as revisits.  Redirects, failures and cut
 * bodies are left to the next visit.
 */

/* `path` is FOLDER/NAME.open, whole records only; `run` a struct run.  The
 * state is committed when it returns RC_OK. */
enum rc replay_file(void *run, const char *path, struct err *) MUST_CHECK;

#endif
