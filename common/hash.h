#ifndef COMMON_HASH_H
#define COMMON_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * Hashes for identity and lookup, not for secrets: XXH3 by Yann Collet
 * (https://xxhash.com), the same on every machine.  Digests that others must
 * be able to check are in digest.h.
 */
#define HASH_HEX 33 /* 32 hex digits and a NUL */

uint64_t hash64(struct str, uint64_t seed);
/* 128 bits in hex, high half first: ids of documents and anchors. */
void hash128_hex(struct str, char out[HASH_HEX]);

#endif
