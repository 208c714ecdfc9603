#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/text.h"
#include "tests/unit/normalize/tools.h"

static void
slices_count_code_points(void **state)
{
	struct text t;
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	text_init(&t, a, STR("Қала саны 27"));
	assert_str(text_slice(&t, (struct span){ 0, 4 }), "Қала");
	assert_str(text_slice(&t, (struct span){ 10, 2 }), "27");
	assert_str(text_slice(&t, (struct span){ 10, 99 }), "27");
	assert_int_equal(t.runes, 12);
	arena_free(a);
}

static void
far_places_are_found_past_many_strides(void **state)
{
	struct text t;
	struct buf b;
	struct arena *a = arena_new((size_t)4 << 20);
	(void)state;
	buf_init(&b, (size_t)1 << 20);
	for (int i = 0; i < 5000; i++)
		buf_text(&b, i % 3 == 0 ? "ә" : "a");
	text_init(&t, a, buf_view(&b));
	for (size_t i = 0; i < 5000; i++)
		assert_str(text_slice(&t, (struct span){ i, 1 }),
		    i % 3 == 0 ? "ә" : "a");
	buf_free(&b);
	arena_free(a);
}

static void
folded_slices_have_plain_spaces(void **state)
{
	struct text t;
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	text_init(&t, a,
	    STR("1\xC2\xA0"
		"250\xE2\x80\xAF"
		"ТРЁХ"));
	assert_str(text_folded(&t, a, (struct span){ 0, 10 }), "1 250 трех");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices_count_code_points),
		cmocka_unit_test(far_places_are_found_past_many_strides),
		cmocka_unit_test(folded_slices_have_plain_spaces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
