#ifndef CRAWLER_PROBE_TELL_H
#define CRAWLER_PROBE_TELL_H

#include "common/stage.h"
#include "crawler/look.h"

/* What a probe found, for readers and for programs. */

/* A line: what, status, milliseconds, address, what was found there. */
void probe_tell_look(struct stage *, const struct look *);
/* The lines at the end: robots, TLS, article pattern, what works. */
void probe_tell_end(struct stage *, const struct findings *);
void probe_tell_json(struct stage *, const struct findings *);

#endif
