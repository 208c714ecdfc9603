#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/arena.h"

static void
memory_comes_zeroed_also_after_a_reset(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)1 << 20);
	for (int round = 0; round < 3; round++) {
		unsigned char *p = arena_alloc(a, 5000);
		for (size_t i = 0; i < 5000; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xFF, 5000);
		arena_reset(a);
	}
	arena_free(a);
}

static void
memory_is_aligned_for_any_type(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)1 << 20);
	for (size_t n = 1; n < 40; n++) {
		const uintptr_t p = (uintptr_t)arena_alloc(a, n);
		assert_int_equal(p % _Alignof(max_align_t), 0);
	}
	arena_free(a);
}

static void
a_want_larger_than_a_block_gets_its_own(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)64 << 20);
	char *small = arena_alloc(a, 10);
	char *large = arena_alloc(a, (size_t)3 << 20);
	large[((size_t)3 << 20) - 1] = 'x';
	small[9] = 'y';
	char *after = arena_alloc(a, 10);
	after[0] = 'z';
	assert_int_equal(large[((size_t)3 << 20) - 1], 'x');
	assert_int_equal(small[9], 'y');
	arena_free(a);
}

static void
full_is_told_past_the_ceiling(void **state)
{
	(void)state;
	struct arena *a = arena_new(1000);
	(void)arena_alloc(a, 900);
	assert_false(arena_full(a));
	(void)arena_alloc(a, 900);
	assert_true(arena_full(a));
	arena_reset(a);
	assert_false(arena_full(a));
	assert_int_equal(arena_used(a), 0);
	arena_free(a);
}

static void
copies_carry_their_bytes_and_a_nul(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	char source[] = "теңге";
	const struct str copy = arena_str(a, str_c(source));
	memset(source, 'X', sizeof(source));
	assert_true(str_is(copy, "теңге"));
	assert_int_equal(copy.s[copy.n], 0);
	assert_null(arena_str(a, STR_NONE).s);
	assert_true(str_is(arena_printf(a, "%d-%s", 27, "20"), "27-20"));
	const int have[] = { 1, 2 };
	const int *more = arena_grow(a, have, 2, 5, sizeof(int));
	assert_int_equal(more[1], 2);
	assert_int_equal(more[4], 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_comes_zeroed_also_after_a_reset),
		cmocka_unit_test(memory_is_aligned_for_any_type),
		cmocka_unit_test(a_want_larger_than_a_block_gets_its_own),
		cmocka_unit_test(full_is_told_past_the_ceiling),
		cmocka_unit_test(copies_carry_their_bytes_and_a_nul),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
