#ifndef EXTRACT_PAGE_H
#define EXTRACT_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/document.h"
#include "common/str.h"

/*
 * One page on its way from the input to a worker: its bytes as they came, and
 * what is known about them.  All strings borrow.
 */
/* Bytes, decoded: the crawler fetches no larger ones (body_max). */
#define PAGE_MAX ((size_t)10 << 20)

enum page_form {
	PAGE_HTTP, /* an HTTP response message */
	PAGE_HTML,
	PAGE_TEXT,
	PAGE_RECORD, /* a document record, one line */
};

struct page {
	enum page_form form;
	int64_t fetched_at;
	struct str url;  /* STR_NONE for a file */
	struct str type; /* Content-Type, when one was said */
	struct origin source;
	struct str body;
};

/* To bytes that page_unpack() reads in another process of this program. */
void page_pack(const struct page *, struct buf *);
bool page_unpack(struct str packed, struct page *);
/* "URL (FILE at OFFSET)", for messages; cut at the buffer's ceiling. */
void page_name(const struct page *, struct buf *);

#endif
