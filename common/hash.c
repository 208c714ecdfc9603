#include "common/hash.h"

#include <xxhash.h>

uint64_t
hash64(struct str x, uint64_t seed)
{
	return XXH3_64bits_withSeed(x.s, x.n, seed);
}

static char *
hex_put(char *to, uint64_t v)
{
	for (int shift = 60; shift >= 0; shift -= 4)
		*to++ = "0123456789abcdef"[v >> shift & 15];
	return to;
}

void
hash128_hex(struct str x, char out[HASH_HEX])
{
	const XXH128_hash_t h = XXH3_128bits(x.s, x.n);
	*hex_put(hex_put(out, h.high64), h.low64) = '\0';
}
