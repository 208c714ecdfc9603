#ifndef CRAWLER_AGENT_H
#define CRAWLER_AGENT_H

#include "common/config.h"

/* Who we say we are: "sandyq/0.1 (+contact)", never a browser's name.  The
 * caller frees. */
char *agent_text(const struct config_crawl *);

#endif
