#ifndef CRAWLER_CHAIN_H
#define CRAWLER_CHAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/site.h"
#include "common/str.h"
#include "crawler/run.h"

/*
 * A list of several pages, the newest entries first: which page comes after
 * this one, and whether it is worth asking for.
 *
 * A chain ends where a page names nothing that the pages before it did not;
 * where more in a row are known from earlier runs than the configuration's
 * `known`, and more are known than new; where all dates are before --since;
 * where no page follows; and at its ceiling.  One that was cut off by
 * the end of a run, and one that reaches back to --since, does not end at
 * what is known.
 */
struct chain_yield {
	size_t fresh;    /* articles not known before this run */
	size_t known;    /* articles known */
	size_t row;      /* known ones in a row, at most */
	size_t young;    /* articles not dated before --since */
	struct str next; /* rel=next as written, or STR_NONE */
	struct str base; /* what it refers to */
};

/* The address of page `turn` (0: the first) of a list; STR_NONE behind the
 * last, or when the list has no template and `turn` is not 0. */
struct str chain_page(struct arena *, const struct site_list *, long ceiling,
    unsigned turn);

/* Queues the page that follows; *on tells whether there is one. */
enum rc chain_on(struct run *, const struct task *list,
    const struct chain_yield *, bool *on, struct err *) MUST_CHECK;

#endif
