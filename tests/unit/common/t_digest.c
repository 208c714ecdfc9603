#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/digest.h"

static void
digests_are_the_published_ones(void **state)
{
	(void)state;
	char sha1[DIGEST_SHA1_BASE32];
	char sha256[DIGEST_SHA256_HEX];
	/* FIPS 180-4's example "abc"; SHA-1 of nothing as WARC files print. */
	digest_sha1_base32(STR(""), sha1);
	assert_string_equal(sha1, "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
	digest_sha256_hex(STR("abc"), sha256);
	assert_string_equal(sha256,
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
}

static void
pieces_give_the_digest_of_the_whole(void **state)
{
	(void)state;
	char whole[DIGEST_SHA256_HEX];
	char parts[DIGEST_SHA256_HEX];
	struct digest *d = digest_new(DIGEST_SHA256);
	digest_add(d, STR("a"));
	digest_add(d, STR(""));
	digest_add(d, STR("bc"));
	digest_end(d, parts);
	digest_sha256_hex(STR("abc"), whole);
	assert_string_equal(parts, whole);
	d = digest_new(DIGEST_SHA1);
	digest_end(d, parts);
	assert_string_equal(parts, "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_are_the_published_ones),
		cmocka_unit_test(pieces_give_the_digest_of_the_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
