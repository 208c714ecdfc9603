#ifndef CRAWLER_ANSWER_H
#define CRAWLER_ANSWER_H

#include "common/rc.h"
#include "crawler/fetch.h"
#include "crawler/run.h"
#include "crawler/task.h"

/*
 * What comes of one answer: its records in the archive, the page's row in the
 * state, the redirect to follow, the links of a list, robots.txt for its
 * origin, rest for a host under strain.
 *
 * RC_BAD: this page is spoiled, with the reason; RC_FAIL: the run is.
 */
enum rc answer_take(struct run *, const struct task *,
    const struct fetch_answer *, struct err *) MUST_CHECK;

#endif
