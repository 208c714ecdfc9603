#ifndef CRAWLER_REST_H
#define CRAWLER_REST_H

#include "common/http.h"
#include "common/rc.h"
#include "crawler/fetch.h"
#include "crawler/run.h"
#include "crawler/task.h"

/*
 * What one answer means for its host: how long it takes on average, and
 * whether it is under strain and is left alone for a while (polite.h has the
 * arithmetic), in this run and, by the state, in those to come.
 *
 * `response` has status 0 when none came.
 */
enum rc rest_update(struct run *, const struct task *,
    const struct fetch_answer *, const struct http_response *,
    struct err *) MUST_CHECK;

#endif
