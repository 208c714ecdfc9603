#ifndef STORE_PAIRS_H
#define STORE_PAIRS_H

#include <stddef.h>

#include "common/arena.h"
#include "store/observation.h"

/*
 * Figures of one series that belong together though the line does not join
 * them: what an edit of a page put in the place of what, and what became of a
 * plan.  LINE_NOBODY where there is none.
 */
struct pairs {
	size_t
	    *replaced;   /* what this page said of the period before its edit */
	size_t *outcome; /* of a plan or forecast: where the line of the same
			    period came to stand afterwards */
};

struct pairs pairs_of(struct arena *, const struct observations *);

#endif
