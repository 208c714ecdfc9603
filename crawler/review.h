#ifndef CRAWLER_REVIEW_H
#define CRAWLER_REVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "common/rc.h"
#include "crawler/run.h"
#include "crawler/source.h"

/*
 * What an answer says of the list itself: whether it can still be believed
 * (source.h).  A change for the worse or the better is logged; while a list
 * is in trouble, those the site keeps on standby join the run.
 */
struct review {
	enum source_trouble trouble; /* as far as this answer tells */
	int64_t newest;              /* latest date on it; CLOCK_NONE */
	int64_t alive;  /* latest moment a page it names was new; CLOCK_NONE */
	bool open;      /* a further page was queued */
	bool unchanged; /* it is as it was: dates and pages too */
};

enum rc review_list(struct run *, const struct task *list,
    const struct review *, struct err *) MUST_CHECK;

#endif
