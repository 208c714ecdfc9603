#include "common/hash.h"

#include <stdio.h>

#include <xxhash.h>

uint64_t
hash64(struct str x, uint64_t seed)
{
	return XXH3_64bits_withSeed(x.s, x.n, seed);
}

void
hash128_hex(struct str x, char out[HASH_HEX])
{
	const XXH128_hash_t h = XXH3_128bits(x.s, x.n);
	(void)snprintf(out, HASH_HEX, "%016llx%016llx",
	    (unsigned long long)h.high64, (unsigned long long)h.low64);
}
