#ifndef EXTRACT_EXTRACTOR_H
#define EXTRACT_EXTRACTOR_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"
#include "extract/memory.h"

/*
 * The work on one page: what a worker of the crew does.  Bytes in (a packed
 * page), a line of JSON out; nothing is opened, asked or remembered, so the
 * same page gives the same bytes wherever and whenever it is done.
 */
struct extractor;

enum rc extractor_new(const struct config *, struct extractor **,
    struct err *) MUST_CHECK;
void extractor_free(struct extractor *);
/* From now on the work is not a record but text for people: which rule took
 * what, and why the others lost (explain.h). */
void extractor_explain(struct extractor *);

/* From now on the work is not a record but what an HTML page adds to the
 * memory: each passage's struct imprint. */
void extractor_learn(struct extractor *);
/* What repeats on the pages of a site is furniture; the memory is settled and
 * stays the caller's. */
void extractor_remember(struct extractor *, const struct memory *);

/* A crew_work_fn; `extractor` is a struct extractor.  RC_OK with nothing in
 * `out`: no page, or none with an article. */
enum rc extractor_work(void *extractor, struct arena *, struct str packed,
    struct buf *out, struct err *) MUST_CHECK;

#endif
