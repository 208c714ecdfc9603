#ifndef COMMON_HOST_H
#define COMMON_HOST_H

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * The host and port of an http or https URL, in the one form a name has:
 * lower case, names of other scripts as punycode (IDNA2008 with the mapping
 * of UTS 46, by libidn2), addresses in numbers as libcurl writes them.
 * libcurl would do punycode too, but by the character set of the locale, and
 * a key may not depend on who runs the program.
 */
struct host {
	struct str name; /* without brackets */
	unsigned port;   /* the scheme's own when none is given */
};

/* Reads "user@name:port" of a URL with that scheme.  A user and a password
 * are dropped: no page has the right to make a crawler log in. */
enum rc host_read(struct arena *, struct str scheme, struct str authority,
    struct host *, struct err *) MUST_CHECK;

#endif
