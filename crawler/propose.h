#ifndef CRAWLER_PROPOSE_H
#define CRAWLER_PROPOSE_H

#include "common/arena.h"
#include "common/site.h"
#include "common/stage.h"
#include "common/url.h"
#include "crawler/look.h"

/*
 * A file for config/sites, made of what a probe found: ready to be read, with
 * a remark on each line that says how much there is behind it.  What was found
 * but does not work stands there too, as a remark.
 */

/* A site that nobody has described: code and name from its host. */
const struct site *propose_site(struct arena *, const struct url_parts *home);

void propose_write(struct stage *, const struct findings *);

#endif
