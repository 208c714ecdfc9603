#ifndef CRAWLER_PAYLOAD_H
#define CRAWLER_PAYLOAD_H

#include "common/arena.h"
#include "common/digest.h"
#include "common/http.h"

/*
 * The digest of a response's payload as WARC means it (ISO 28500, 5.9): the
 * body with transfer codings taken off and content codings left on.
 */
void payload_digest(struct arena *, const struct http_response *,
    char out[DIGEST_SHA1_BASE32]);

#endif
