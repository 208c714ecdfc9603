#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/deposit.h"
#include "tests/unit/store/pages.h"

static const char long_text[] =
    "В стране насчитывается 27 моногородов, сообщило министерство.";

static struct deposit
made(struct arena *a, struct document *d, struct fact *f)
{
	struct deposit out;
	struct err err = { 0 };
	d->facts = f;
	d->nfacts = 1;
	assert_int_equal(deposit_of(a, d, &out, &err), RC_OK);
	return out;
}

static void
the_same_text_has_the_same_hash_and_another_title_another(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct document d = pages_document("u", NULL, long_text);
	struct fact f = pages_fact(&d, "27 моногородов", 27);
	(void)state;
	const struct deposit one = made(a, &d, &f);
	const struct deposit two = made(a, &d, &f);
	d.title = STR("Иначе");
	const struct deposit three = made(a, &d, &f);
	assert_string_equal(one.version_hash, two.version_hash);
	assert_string_not_equal(one.version_hash, three.version_hash);
	assert_string_equal(one.reading_hash, three.reading_hash);
	f.speaker = STR("министр");
	const struct deposit four = made(a, &d, &f);
	assert_string_not_equal(one.reading_hash, four.reading_hash);
	arena_free(a);
}

static void
a_page_without_a_name_is_refused(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct document d = pages_document("u", NULL, long_text);
	struct deposit out;
	struct err err = { 0 };
	(void)state;
	d.id = STR_NONE;
	assert_int_equal(deposit_of(a, &d, &out, &err), RC_OK);
	assert_int_equal(out.id.n, HASH_HEX - 1);
	d.url = STR_NONE;
	assert_int_equal(deposit_of(a, &d, &out, &err), RC_BAD);
	arena_free(a);
}

static void
a_fact_that_its_text_does_not_say_is_refused(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct document d = pages_document("u", NULL, long_text);
	struct fact f = pages_fact(&d, "27 моногородов", 27);
	struct deposit out;
	struct err err = { 0 };
	(void)state;
	d.facts = &f;
	d.nfacts = 1;
	f.at.start++;
	assert_int_equal(deposit_of(a, &d, &out, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "27 моногородов"));
	/* Without its own words they are taken from the text. */
	f.surface = STR_NONE;
	assert_int_equal(deposit_of(a, &d, &out, &err), RC_OK);
	assert_true(str_is(f.surface, "7 моногородов,"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_same_text_has_the_same_hash_and_another_title_another),
		cmocka_unit_test(a_page_without_a_name_is_refused),
		cmocka_unit_test(a_fact_that_its_text_does_not_say_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
