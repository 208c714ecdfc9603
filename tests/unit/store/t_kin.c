#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/kin.h"
#include "tests/unit/store/releases.h"

#define DAY INT64_C(86400)

static struct sketch
sketched(struct arena *a, const char *text)
{
	struct sketch s;
	sketch_of(a, str_c(text), &s);
	return s;
}

/* How many are found for page 9 of that day and text. */
static size_t
found_for(struct kin *k, struct arena *a, int64_t reported, const char *text)
{
	const struct kin_member self = { 9, 9, reported };
	const struct sketch s = sketched(a, text);
	struct kin_found *found;
	return kin_find(k, a, &self, &s, &found);
}

static void
only_other_pages_of_a_fortnight_are_found(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct kin *k = kin_new();
	const struct sketch s = sketched(a, RELEASE);
	const struct kin_member one = { 1, 1, 0 };
	(void)state;
	kin_add(k, &one, &s);
	assert_int_equal(found_for(k, a, 3 * DAY, RELEASE), 1);
	assert_int_equal(found_for(k, a, -14 * DAY, RELEASE), 1);
	assert_int_equal(found_for(k, a, 14 * DAY, RELEASE), 1);
	assert_int_equal(found_for(k, a, 14 * DAY + 1, RELEASE), 0);
	assert_int_equal(found_for(k, a, -15 * DAY, RELEASE), 0);
	assert_int_equal(found_for(k, a, DAY, OTHER), 0);
	/* Another version of the page itself is none. */
	const struct kin_member self = { 2, 1, DAY };
	struct kin_found *found;
	assert_int_equal(kin_find(k, a, &self, &s, &found), 0);
	kin_free(k);
	arena_free(a);
}

static void
a_sentence_in_common_comes_before_bands(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct kin *k = kin_new();
	const char *texts[] = { LEAD RETOUCHED, LEAD RELEASE };
	struct kin_found *found;
	(void)state;
	for (int64_t i = 0; i < 2; i++) {
		const struct sketch s = sketched(a, texts[i]);
		const struct kin_member who = { i + 1, i + 1, 0 };
		kin_add(k, &who, &s);
	}
	const struct sketch s = sketched(a, RELEASE);
	const struct kin_member self = { 9, 9, DAY };
	assert_int_equal(kin_find(k, a, &self, &s, &found), 2);
	assert_int_equal(found[0].who.version, 2);
	assert_true(found[0].surely);
	assert_false(found[1].surely);
	kin_free(k);
	arena_free(a);
}

static void
it_grows_and_tells_what_it_holds(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct kin *k = kin_new();
	const struct sketch s = sketched(a, RELEASE);
	(void)state;
	assert_int_equal(kin_last(k, 5), 0);
	for (int64_t i = 1; i <= 5000; i++) {
		const struct kin_member who = { i, i, 5 * KIN_FORTNIGHT + i };
		kin_add(k, &who, &s);
	}
	assert_int_equal(kin_last(k, 5), 5000);
	assert_int_equal(kin_last(k, 4), 0);
	/* The newest are found, and not more than can be compared. */
	const size_t n = found_for(k, a, 5 * KIN_FORTNIGHT + 9000, RELEASE);
	assert_true(n > 64 && n < 1000);
	/* More fortnights than are kept at hand: the first is given up. */
	for (int64_t i = 0; i < 100; i++)
		(void)kin_last(k, 100 + i);
	assert_int_equal(kin_last(k, 5), 0);
	kin_free(k);
	arena_free(a);
}

static void
fortnights_follow_each_other_before_1970_too(void **state)
{
	(void)state;
	assert_int_equal(kin_fortnight(0), 0);
	assert_int_equal(kin_fortnight(-1), -1);
	assert_int_equal(kin_fortnight(-KIN_FORTNIGHT), -1);
	assert_int_equal(kin_fortnight(KIN_FORTNIGHT), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_other_pages_of_a_fortnight_are_found),
		cmocka_unit_test(a_sentence_in_common_comes_before_bands),
		cmocka_unit_test(it_grows_and_tells_what_it_holds),
		cmocka_unit_test(fortnights_follow_each_other_before_1970_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
