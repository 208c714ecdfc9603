#ifndef CRAWLER_SCOPE_H
#define CRAWLER_SCOPE_H

#include <stdbool.h>

#include "common/arena.h"
#include "common/hash.h"
#include "common/rc.h"
#include "common/site.h"
#include "common/str.h"

/*
 * What belongs to a site: its hosts, and which of its addresses are articles
 * (`article`, `skip` of config/sites).
 *
 * Without an `article` pattern every address that a feed or a sitemap names is
 * one, and links of pages are not followed at all.
 */
struct scope;

/* RC_BAD with path:line:column when a pattern or the home is wrong.  `folder`
 * is where the site's file stands, for that message. */
enum rc scope_new(const char *folder, const struct site *, struct scope **,
    struct err *) MUST_CHECK;
void scope_free(struct scope *);

/* A host of the site, with a leading "www." more or less. */
bool scope_has_host(const struct scope *, struct str host);
/* `announced`: a feed or sitemap named it, not just a page's link. */
bool scope_is_article(const struct scope *, struct str url, bool announced);
/* Never to be asked for, list or article. */
bool scope_is_skipped(const struct scope *, struct str url);

/* Changes when a list has to be read again although it did not change. */
void scope_hash(const struct scope *, char out[HASH_HEX]);

#endif
