#ifndef CRAWLER_ADDRESS_H
#define CRAWLER_ADDRESS_H

#include <stdbool.h>

#include <sys/socket.h>

/*
 * Is this an address of the public internet?
 *
 * Asked after name resolution, for each address about to be connected to: a
 * name or a redirect that leads into the local network is refused there, where
 * no trick of spelling or of DNS helps it.  Loopback, private, link-local,
 * shared (100.64/10), documentation, benchmarking, multicast and reserved
 * ranges are not public; IPv4 inside IPv6 (mapped, 6to4, NAT64, Teredo) is
 * judged by the IPv4 address, or refused when that cannot be told.
 */
bool address_is_public(const struct sockaddr *);
bool address_text_is_public(const char *ip); /* false when it is none */

#endif
