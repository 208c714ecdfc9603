#include "crawler/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* IANA's special-purpose IPv4 registry, what is not globally reachable. */
static const struct {
	uint32_t net;
	unsigned bits;
} special4[] = {
	{ 0x00000000, 8 },  /* this network */
	{ 0x0A000000, 8 },  /* private */
	{ 0x64400000, 10 }, /* shared */
	{ 0x7F000000, 8 },  /* loopback */
	{ 0xA9FE0000, 16 }, /* link-local, cloud metadata */
	{ 0xAC100000, 12 }, /* private */
	{ 0xC0000000, 24 }, /* IETF protocols */
	{ 0xC0000200, 24 }, /* documentation */
	{ 0xC0586300, 24 }, /* 6to4 relays */
	{ 0xC0A80000, 16 }, /* private */
	{ 0xC6120000, 15 }, /* benchmarking */
	{ 0xC6336400, 24 }, /* documentation */
	{ 0xCB007100, 24 }, /* documentation */
	{ 0xE0000000, 3 },  /* multicast and reserved */
};

static bool
public4(uint32_t ip)
{
	for (size_t i = 0; i < sizeof(special4) / sizeof(special4[0]); i++) {
		const unsigned shift = 32 - special4[i].bits;
		if (ip >> shift == special4[i].net >> shift)
			return false;
	}
	return true;
}

static uint32_t
ip4_at(const unsigned char *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	    (uint32_t)b[2] << 8 | b[3];
}

/* Only 2000::/3 is handed out at all; within it some blocks are special. */
static bool
public6(const unsigned char b[16])
{
	static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };
	static const unsigned char nat64[12] = { 0x00, 0x64, 0xFF, 0x9B };
	if (memcmp(b, mapped, sizeof(mapped)) == 0 ||
	    memcmp(b, nat64, sizeof(nat64)) == 0)
		return public4(ip4_at(b + 12));
	if ((b[0] & 0xE0) != 0x20)
		return false;
	if (b[0] == 0x20 && b[1] == 0x02)
		return public4(ip4_at(b + 2));
	if (b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02)
		return false; /* 2001::/23: Teredo, ORCHID and the like */
	if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8)
		return false; /* documentation */
	return !(b[0] == 0x3F && b[1] == 0xFF && b[2] < 0x10);
}

bool
address_is_public(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, sa, sizeof(in));
		return public4(ntohl(in.sin_addr.s_addr));
	}
	if (sa->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;
		memcpy(&in6, sa, sizeof(in6));
		return public6(in6.sin6_addr.s6_addr);
	}
	return false;
}

bool
address_text_is_public(const char *ip)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	if (inet_pton(AF_INET, ip, &in.sin_addr) == 1)
		return address_is_public((const struct sockaddr *)&in);
	if (inet_pton(AF_INET6, ip, &in6.sin6_addr) == 1)
		return address_is_public((const struct sockaddr *)&in6);
	return false;
}
