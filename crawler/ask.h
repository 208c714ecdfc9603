#ifndef CRAWLER_ASK_H
#define CRAWLER_ASK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/rc.h"
#include "crawler/run.h"

/*
 * Before a request goes out: robots.txt of its origin is known and allows it,
 * its host does not rest, and what we have of the page makes the request
 * conditional.  The task given is started, put back, or dropped.
 */
enum rc ask(struct run *, const struct task *, struct err *) MUST_CHECK;
/* Asks for all that may be asked for now; *wait as frontier_next() has it. */
enum rc ask_ready(struct run *, int64_t *wait, struct err *) MUST_CHECK;

/* Would this page be asked for with its validators?  A list is not when the
 * site's rules changed, for its old links deserve a second look, nor when the
 * pages behind it are wanted. */
bool ask_is_conditional(const struct run *, const struct task *,
    const struct page *);
/* Milliseconds between two requests that the configuration and robots.txt want
 * for its host. */
int64_t ask_floor(const struct run *, const struct task *);
/* Milliseconds its host is left alone after the answer: longer when slow. */
int64_t ask_delay(const struct run *, const struct task *);
/* frontier_gone_fn, with the run as its argument. */
void ask_gone(void *run, const struct task *);

#endif
