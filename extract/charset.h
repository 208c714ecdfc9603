#ifndef EXTRACT_CHARSET_H
#define EXTRACT_CHARSET_H

#include <stddef.h>

#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * The one border where the bytes of a page become UTF-8.
 *
 * Asked in this order: a byte order mark; the bytes themselves, when they are
 * valid UTF-8 (no other charset looks so by chance, so they outweigh any
 * label); the label of the HTTP header; the one of <meta>; detection.  A
 * label of a Cyrillic charset is believed only when the letters it gives look
 * like writing, because mislabelled pages are common.  Bytes that mean
 * nothing become U+FFFD, NULs become spaces; both are counted, never fatal.
 */
#define CHARSET_NAME_MAX 24

/* Every charset that is read, its converter loaded: after this charset_decode()
 * opens no file, and so works in a process that may not. */
struct charsets;
struct charsets *charsets_new(void);
void charsets_free(struct charsets *);

struct charset {
	char name[CHARSET_NAME_MAX]; /* as iconv calls it */
	size_t broken;               /* bytes that meant nothing */
	struct str text;             /* UTF-8 */
};

/* The text stays in `bytes` when it is there already, else it goes to `out`;
 * RC_BAD when it does not fit. */
enum rc charset_decode(struct str bytes, struct str label, struct buf *out,
    struct charset *, struct err *) MUST_CHECK;

/* The charset parameter of a Content-Type, or STR_NONE. */
struct str charset_label(struct str content_type);

#endif
