#ifndef COMMON_RECORD_H
#define COMMON_RECORD_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/document.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Documents as JSON Lines: one object a line, "v":1 and "type" first, keys in
 * the order of the tables in record.c.  Reader and writer walk the same
 * tables, so a new field is one row there and one line in docs/records.md.
 *
 * record_read(): a doubled key, a wrong kind, a missing required key, another
 * version or offsets outside the text are RC_BAD.  Unknown members of the
 * document are kept and written back; `extractor` and the like are optional.
 */
enum rc record_read(struct arena *, struct str line, struct document *,
    struct err *) MUST_CHECK;
/* Appends the line and its LF. */
void record_write(struct buf *, const struct document *);
/* One fact a line, with document, url, site, published_at (--flat). */
void record_write_flat(struct buf *, const struct document *);

/* An empty document: no string, no time, no fact. */
struct document document_empty(void);
struct fact fact_empty(void);

#endif
