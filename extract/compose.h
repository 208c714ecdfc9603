#ifndef EXTRACT_COMPOSE_H
#define EXTRACT_COMPOSE_H

#include "common/arena.h"
#include "common/document.h"
#include "common/rc.h"
#include "extract/passage.h"

/*
 * The kept passages as a document's `text` and `blocks`: separated by a blank
 * line, without the title (doc->title) where a page repeats it on top.
 */
#define COMPOSE_MAX ((size_t)1 << 20) /* bytes; a thick book has as many */

/* RC_BAD when the article is too long to be one. */
enum rc compose_text(struct arena *, const struct passages *, struct document *,
    struct err *) MUST_CHECK;

#endif
