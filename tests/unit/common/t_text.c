#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/text.h"
#include "common/utf8.h"

#define ARENA_MAX ((size_t)16 << 20)

static struct text
text_of(struct arena *a, struct str s)
{
	struct text t;
	text_init(&t, a, s);
	return t;
}

static bool
slice_is(const struct text *t, size_t start, size_t length, const char *s)
{
	return str_is(text_slice(t, (struct span){ start, length }), s);
}

static void
slices_count_code_points(void **state)
{
	struct arena *a = arena_new(ARENA_MAX);
	const struct text t = text_of(a, STR("ә27 город€ 😀!"));
	(void)state;
	assert_true(slice_is(&t, 1, 2, "27"));
	assert_true(slice_is(&t, 0, 1, "ә"));
	assert_true(slice_is(&t, 9, 1, "€"));
	assert_true(slice_is(&t, 11, 2, "😀!"));
	assert_int_equal(t.runes, 13);
	arena_free(a);
}

static void
what_reaches_past_the_end_is_cut(void **state)
{
	struct arena *a = arena_new(ARENA_MAX);
	const struct text t = text_of(a, STR("ab"));
	const struct text none = text_of(a, STR(""));
	(void)state;
	assert_true(slice_is(&t, 1, 9, "b"));
	assert_true(slice_is(&t, 7, 2, ""));
	assert_true(slice_is(&none, 0, 1, ""));
	arena_free(a);
}

/* Every piece of a long text, against a walk from the front. */
static void
any_order_gives_the_same_as_a_walk(void **state)
{
	enum {
		RUNES = 2000
	};
	struct arena *a = arena_new(ARENA_MAX);
	struct buf b;
	(void)state;
	buf_init(&b, (size_t)1 << 20);
	for (unsigned i = 0; i < RUNES; i++)
		buf_rune(&b, 0x20 + i * 37 % 0x4000);
	const struct text t = text_of(a, buf_view(&b));
	for (size_t i = RUNES; i-- > 0;) {
		struct utf8_ruler r = utf8_ruler(buf_view(&b));
		const size_t from = utf8_byte_at(&r, i);
		const struct str got = text_slice(&t, (struct span){ i, 1 });
		assert_true(got.s == b.s + from);
		assert_int_equal(utf8_count(got), 1);
	}
	buf_free(&b);
	arena_free(a);
}

static void
folded_slices_have_plain_spaces(void **state)
{
	struct arena *a = arena_new(ARENA_MAX);
	const struct text t = text_of(a,
	    STR("1\xC2\xA0"
		"250\xE2\x80\xAF"
		"ТРЁХ"));
	(void)state;
	assert_true(
	    str_is(text_folded(&t, a, (struct span){ 0, 10 }), "1 250 трех"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices_count_code_points),
		cmocka_unit_test(what_reaches_past_the_end_is_cut),
		cmocka_unit_test(any_order_gives_the_same_as_a_walk),
		cmocka_unit_test(folded_slices_have_plain_spaces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
