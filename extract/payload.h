#ifndef EXTRACT_PAYLOAD_H
#define EXTRACT_PAYLOAD_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"
#include "extract/page.h"

/*
 * The bytes that stand for a page in what was fetched: of an HTTP message the
 * body without its transfer and content codings.  What is no page - another
 * status than 200, a picture, a feed, robots.txt - is RC_END.
 */

/* Sets form, type and body of the page; `out` holds a body whose codings
 * were taken off. */
enum rc payload_read(struct arena *, struct page *, struct buf *out,
    struct err *) MUST_CHECK;

/* PAGE_HTML or PAGE_TEXT by a media type, or by the bytes where it says
 * nothing; RC_END when it is neither. */
enum rc payload_form(struct str type, struct str body,
    enum page_form *) MUST_CHECK;

#endif
