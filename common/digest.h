#ifndef COMMON_DIGEST_H
#define COMMON_DIGEST_H

#include <stddef.h>

#include "common/str.h"

/*
 * Cryptographic digests by libcrypto: SHA-1 in Base32 as WARC files label
 * payloads ("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"), SHA-256 in hex for
 * rule sets and shards.
 */
#define DIGEST_SHA1_BASE32 33 /* 32 characters and a NUL */
#define DIGEST_SHA256_HEX  65

void digest_sha1_base32(struct str, char out[DIGEST_SHA1_BASE32]);
void digest_sha256_hex(struct str, char out[DIGEST_SHA256_HEX]);

/* Piece by piece; digest_end() frees.  Opaque, the caller's to end. */
enum digest_kind {
	DIGEST_SHA1,
	DIGEST_SHA256,
};
struct digest;
struct digest *digest_new(enum digest_kind);
void digest_add(struct digest *, struct str);
/* Writes Base32 for SHA-1, hex for SHA-256, and frees the digest. */
void digest_end(struct digest *, char out[DIGEST_SHA256_HEX]);

#endif
