#ifndef EXTRACT_SNIFF_H
#define EXTRACT_SNIFF_H

#include "common/str.h"

/*
 * What bytes are, told by their beginning and by nothing else: neither names
 * of files nor labels of servers can be relied on.
 */
#define SNIFF_BYTES 4096 /* so many are looked at */

enum sniff {
	SNIFF_TEXT,
	SNIFF_HTML,
	SNIFF_XML,    /* a feed, a sitemap: no page */
	SNIFF_RECORD, /* JSON Lines */
	SNIFF_WARC,   /* plain or gzip */
	SNIFF_BINARY, /* a picture, a PDF: no page */
};

enum sniff sniff_bytes(struct str head);

#endif
