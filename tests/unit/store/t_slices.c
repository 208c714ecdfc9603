#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "store/slices.h"

static void
pieces_are_counted_in_code_points(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	const struct slices s = slices_of(a, STR("ә27 город€ 😀!"));
	(void)state;
	assert_true(str_is(slices_get(&s, (struct span){ 1, 2 }), "27"));
	assert_true(str_is(slices_get(&s, (struct span){ 0, 1 }), "ә"));
	assert_true(str_is(slices_get(&s, (struct span){ 9, 1 }), "€"));
	assert_true(str_is(slices_get(&s, (struct span){ 11, 2 }), "😀!"));
	arena_free(a);
}

static void
what_reaches_past_the_end_is_cut(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	const struct slices s = slices_of(a, STR("ab"));
	const struct slices none = slices_of(a, STR(""));
	(void)state;
	assert_true(str_is(slices_get(&s, (struct span){ 1, 9 }), "b"));
	assert_true(str_is(slices_get(&s, (struct span){ 7, 2 }), ""));
	assert_true(str_is(slices_get(&none, (struct span){ 0, 1 }), ""));
	arena_free(a);
}

/* Every piece of a long text, against a walk from the front. */
static void
any_order_gives_the_same_as_a_walk(void **state)
{
	enum {
		RUNES = 2000
	};
	struct arena *a = arena_new((size_t)16 << 20);
	struct buf b;
	(void)state;
	buf_init(&b, (size_t)1 << 20);
	for (unsigned i = 0; i < RUNES; i++)
		buf_rune(&b, 0x20 + i * 37 % 0x4000);
	const struct slices s = slices_of(a, buf_view(&b));
	for (size_t i = RUNES; i-- > 0;) {
		struct utf8_ruler r = utf8_ruler(buf_view(&b));
		const size_t from = utf8_byte_at(&r, i);
		const struct str got = slices_get(&s, (struct span){ i, 1 });
		assert_true(got.s == b.s + from);
		assert_int_equal(utf8_count(got), 1);
	}
	buf_free(&b);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_counted_in_code_points),
		cmocka_unit_test(what_reaches_past_the_end_is_cut),
		cmocka_unit_test(any_order_gives_the_same_as_a_walk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
