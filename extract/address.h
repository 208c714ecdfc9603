#ifndef EXTRACT_ADDRESS_H
#define EXTRACT_ADDRESS_H

#include "common/arena.h"
#include "common/document.h"
#include "common/site.h"
#include "common/str.h"

/*
 * Where a page lives: sets url, canonical_url, site and id of the document.
 *
 * `url` is the address it was fetched from, or STR_NONE for a file; `said`
 * what the page says of itself (rel=canonical, og:url).  That is believed
 * when it names a page of the same site; a file without any address is known
 * by its path.
 */
void address_set(struct arena *, const struct sites *, struct str url,
    struct str said, struct document *);

#endif
