#ifndef COMMON_URL_H
#define COMMON_URL_H

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * URLs of http and https as browsers read them (the WHATWG URL standard), so
 * that a link found in a page leads where its readers get to.  Fragment, user
 * and password are dropped.
 *
 * A canonical URL is the KEY of a page, never what is requested: scheme and
 * host in lower case, IDN as punycode, default port and fragment gone, dot
 * segments resolved, slashes in a row one, percent-encoding in one form
 * (RFC 3986, 6.2.2), session ids and tracking parameters (utm_*, fbclid,
 * yclid, gclid, _openstat ...) dropped, query parameters in byte order,
 * empty query dropped.
 * Everything returned lives in the arena.
 */
#define URL_MAX 8192 /* bytes; longer addresses are traps, not pages */

struct url_parts {
	struct str scheme; /* lower case */
	struct str host;   /* lower case, no brackets */
	unsigned port;     /* default filled in */
	struct str path;   /* begins with "/" */
	struct str query;  /* without "?"; STR_NONE when absent */
};

/* RC_BAD with the reason when it is no absolute http or https URL. */
enum rc url_parse(struct arena *, struct str, struct url_parts *,
    struct err *) MUST_CHECK;
/* The parts written together, the scheme's own port left out. */
struct str url_text(struct arena *, const struct url_parts *);
/* `ref` against `base` (RFC 3986, 5.2), ready to be requested. */
enum rc url_resolve(struct arena *, struct str base, struct str ref,
    struct str *, struct err *) MUST_CHECK;
enum rc url_canonical(struct arena *, struct str, struct str *,
    struct err *) MUST_CHECK;

#endif
