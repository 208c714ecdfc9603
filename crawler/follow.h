#ifndef CRAWLER_FOLLOW_H
#define CRAWLER_FOLLOW_H

#include <stdbool.h>

#include "common/http.h"
#include "common/rc.h"
#include "crawler/run.h"

/*
 * What an answer that is in the archive leads to.  RC_BAD gives the reason why
 * it leads nowhere.
 */

/* One more hop, if it stays within the site and under the ceiling; every hop
 * is a task of its own, with robots and address checks of its own. */
enum rc follow_redirect(struct run *, const struct task *,
    const struct http_response *, struct err *) MUST_CHECK;
/* The rules of the origin that asked.  `response` is NULL when there was no
 * answer; `unmodified` means that our copy holds. */
enum rc follow_robots(struct run *, const struct task *,
    const struct http_response *, bool unmodified, struct err *) MUST_CHECK;
/* A list that did not come: the answer's status, 0 when there was none, 200
 * when its body broke off. */
enum rc follow_lost(struct run *, const struct task *, int status,
    struct err *) MUST_CHECK;
/* The addresses of a list that was answered with 200. */
enum rc follow_list(struct run *, const struct task *,
    const struct http_response *, struct err *) MUST_CHECK;

#endif
