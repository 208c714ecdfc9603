#include "common/digest.h"

#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "common/mem.h"

struct digest {
	EVP_MD_CTX *context;
	enum digest_kind kind;
};

/* libcrypto fails here only without memory or without its own algorithms;
 * neither leaves anything to go on with. */
static void
must(int ok)
{
	if (ok == 1)
		return;
	(void)fputs("level=error event=digest_failed\n", stderr);
	exit(1);
}

struct digest *
digest_new(enum digest_kind kind)
{
	struct digest *d = mem_zero(1, sizeof(*d));
	d->kind = kind;
	d->context = EVP_MD_CTX_new();
	must(d->context != NULL);
	must(EVP_DigestInit_ex(d->context,
	    kind == DIGEST_SHA1 ? EVP_sha1() : EVP_sha256(), NULL));
	return d;
}

void
digest_add(struct digest *d, struct str x)
{
	must(EVP_DigestUpdate(d->context, x.s, x.n));
}

/* RFC 4648, section 6; 20 bytes need no padding. */
static void
base32(const unsigned char *in, size_t n, char *out)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned bits = 0;
	unsigned held = 0;
	for (size_t i = 0; i < n; i++) {
		held = (held << 8 | in[i]) & 0xFFFFu;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			*out++ = letters[held >> bits & 31u];
		}
	}
	*out = '\0';
}

static void
hex(const unsigned char *in, size_t n, char *out)
{
	static const char letters[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		*out++ = letters[in[i] >> 4];
		*out++ = letters[in[i] & 15];
	}
	*out = '\0';
}

void
digest_end(struct digest *d, char out[DIGEST_SHA256_HEX])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	must(EVP_DigestFinal_ex(d->context, raw, &n));
	if (d->kind == DIGEST_SHA1)
		base32(raw, n, out);
	else
		hex(raw, n, out);
	EVP_MD_CTX_free(d->context);
	free(d);
}

void
digest_sha1_base32(struct str x, char out[DIGEST_SHA1_BASE32])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	must(EVP_Digest(x.s, x.n, raw, &n, EVP_sha1(), NULL));
	base32(raw, n, out);
}

void
digest_sha256_hex(struct str x, char out[DIGEST_SHA256_HEX])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	must(EVP_Digest(x.s, x.n, raw, &n, EVP_sha256(), NULL));
	hex(raw, n, out);
}
