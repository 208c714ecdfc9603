#ifndef CRAWLER_PAGE_H
#define CRAWLER_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"
#include "crawler/state.h"
#include "crawler/task.h"

/*
 * Every address the crawler knows, in the state: what it is, what we have of
 * it, when to ask for it again.  Strings that are read come in the arena.
 */
struct page {
	struct str key; /* canonical address */
	struct str url; /* as it is asked for */
	struct str site;
	enum task_kind kind;
	unsigned depth;  /* of a list: the lists above it */
	int64_t dated;   /* lastmod or publication; CLOCK_NONE */
	int64_t found;   /* first seen */
	int64_t fetched; /* last answer; CLOCK_NONE: none yet */
	int64_t due;     /* SCHEDULE_NEVER: not again */
	int64_t pace;    /* of a list: seconds to its next visit */
	long visits;     /* answers in a row */
	long errors;     /* failures in a row */
	int status;
	struct str fault; /* class of the last trouble, or STR_NONE */
	struct str etag;
	struct str modified; /* Last-Modified as sent */
	struct str digest;   /* of the payload */
	struct str record;   /* WARC-Record-ID of the last full copy */
	struct str record_date;
	struct str record_url;
};

/* RC_END when the page is unknown; strings are the arena's. */
enum rc page_get(struct state *, struct arena *, struct str key, struct page *,
    struct err *) MUST_CHECK;
/* Learns of a page.  A known one only has its date moved forward, and is due
 * when that date is past its last fetch.  *news: it was new, or moved. */
enum rc page_found(struct state *, const struct page *, bool *news,
    struct err *) MUST_CHECK;
enum rc page_put(struct state *, const struct page *, struct err *) MUST_CHECK;
/* When a page was first heard of; RC_END: never. */
enum rc page_since(struct state *, struct str key, int64_t *found,
    struct err *) MUST_CHECK;

/* What its last visit led to was no good, for this class of trouble. */
enum rc page_fault(struct state *, struct str key, const char *fault,
    struct err *) MUST_CHECK;
/* Not to be asked for before `due`. */
enum rc page_defer(struct state *, struct str key, int64_t due,
    struct err *) MUST_CHECK;

/* Pages to ask for: key, url, kind, depth and dated are set. */
struct pages_due {
	struct str site;
	enum task_kind kind;
	int64_t now;
	int64_t since; /* CLOCK_NONE: open; undated pages always fit */
	int64_t until;
	long limit;
	unsigned depth; /* at least */
};
struct pages {
	struct page *v;
	size_t n;
};
/* Due ones, never fetched first, then the newest. */
enum rc pages_due(struct state *, struct arena *, const struct pages_due *,
    struct pages *, struct err *) MUST_CHECK;

/* The lists a site's other lists led to; they will be found again. */
enum rc pages_forget_lists(struct state *, struct str site,
    struct err *) MUST_CHECK;

#endif
