#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/hash.h"

static void
hashes_are_the_published_ones(void **state)
{
	(void)state;
	char hex[HASH_HEX];
	/* XXH3 of nothing, from the reference implementation's tests. */
	hash128_hex(STR(""), hex);
	assert_string_equal(hex, "99aa06d3014798d86001c324468d497f");
	assert_true(hash64(STR(""), 0) == UINT64_C(0x2d06800538d394c2));
	assert_true(hash64(STR("a"), 0) != hash64(STR("a"), 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_are_the_published_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
