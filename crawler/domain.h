#ifndef CRAWLER_DOMAIN_H
#define CRAWLER_DOMAIN_H

#include "common/str.h"

/*
 * The registrable domain of a host by the public suffix list (libpsl; the one
 * file that includes it): "kaz.example.kz" belongs to "example.kz", but
 * "stat.gov.kz" to itself, for anyone may be under "gov.kz".
 *
 * Hosts of one registrable domain are one operator's, mostly on one machine:
 * they share a lane, its delay and its rest.
 */

/* Part of `host`, which is in lower case and punycode; the whole of it for
 * addresses in numbers and for public suffixes themselves. */
struct str domain_of(struct str host);

#endif
