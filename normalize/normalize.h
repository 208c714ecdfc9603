#ifndef NORMALIZE_NORMALIZE_H
#define NORMALIZE_NORMALIZE_H

#include "common/arena.h"
#include "common/config.h"
#include "common/document.h"
#include "common/rc.h"

/*
 * Mentions to facts: what a figure means.  Loaded once; a document goes
 * through steps.c's table.  doc->facts takes the place of doc->mentions.
 */
struct normalizer;

enum rc normalizer_new(const struct config *, struct normalizer **,
    struct err *) MUST_CHECK;
void normalizer_free(struct normalizer *);
enum rc normalize_document(const struct normalizer *, struct arena *,
    struct document *, struct err *) MUST_CHECK;

#endif
