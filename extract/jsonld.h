#ifndef EXTRACT_JSONLD_H
#define EXTRACT_JSONLD_H

#include "common/arena.h"
#include "common/str.h"
#include "extract/dates.h"
#include "extract/metadata.h"

/*
 * JSON-LD by schema.org: one <script type="application/ld+json">, read for
 * its article (NewsArticle, Article, BlogPosting and their like; wherever in
 * a graph it stands).  Fields that are known already stay.  A script that is
 * no JSON says nothing.
 */
#define JSONLD_MAX ((size_t)2 << 20) /* bytes; a larger script is skipped */

void jsonld_read(const struct dates *, struct arena *, struct str script,
    struct metadata *);

#endif
