#ifndef CRAWLER_SEED_H
#define CRAWLER_SEED_H

#include "common/rc.h"
#include "crawler/run.h"

/*
 * What a run asks a site for: first its lists (those of the configuration,
 * and sitemaps that others led to), and when all of them have been read, the
 * articles that are due, from the state.  The state is the frontier that
 * lasts: an address found yesterday and not fetched is among today's.
 */
enum rc seed_lists(struct run *, size_t site, struct err *) MUST_CHECK;
/* Lists that bring no news are left alone for a while; not when the site's
 * rules changed, or somebody asks for just this site. */
enum rc seed_is_due(struct run *, const struct task *, bool *due,
    struct err *) MUST_CHECK;
/* The lists for when one of the others is in trouble. */
enum rc seed_standby(struct run *, size_t site, struct err *) MUST_CHECK;
enum rc seed_articles(struct run *, size_t site, struct err *) MUST_CHECK;

#endif
