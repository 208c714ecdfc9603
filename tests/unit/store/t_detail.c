#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/detail.h"
#include "tests/unit/store/pages.h"

static void
a_period_is_told_as_people_say_it(void **state)
{
	static const struct {
		const char *from;
		const char *until;
		const char *basis;
		const char *want;
	} cases[] = {
		{ "2015-01-01", "2016-01-01", "text", "2015" },
		{ "2019-01-01", "2025-01-01", "text", "2019-2024" },
		{ "2025-01-01", "2025-04-01", "text",
		    "2025-01-01 to 2025-03-31" },
		{ NULL, "2025-04-01", "text", "... to 2025-03-31" },
		{ "2025-04-01", NULL, "text", "2025-04-01 to ..." },
		{ "2025-01-01", "2026-01-01", "published", "" },
		{ NULL, NULL, NULL, "" },
	};
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct observation o = {
			.period_from = str_c(cases[i].from),
			.period_until = str_c(cases[i].until),
			.period_basis = str_c(cases[i].basis),
		};
		assert_string_equal(arena_cstr(a, detail_period(a, &o)),
		    cases[i].want);
	}
	arena_free(a);
}

static void
a_day_says_how_it_is_known(void **state)
{
	static const struct {
		const char *basis;
		const char *people;
		const char *programs;
	} cases[] = {
		{ "published", "2026-03-01", "2026-03-01" },
		{ "modified", "2026-03-01", "2026-03-01" },
		{ "fetched", "2026-03-01 seen", "2026-03-01" },
		{ "recorded", "no date", NULL },
	};
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct observation o = { .reported = PAGES_NOW,
			.basis = str_c(cases[i].basis) };
		assert_true(str_is(detail_day(a, &o), cases[i].people));
		assert_true(
		    str_eq(detail_date(a, &o), str_c(cases[i].programs)));
	}
	arena_free(a);
}

static void
what_stands_aside_shows_its_modality(void **state)
{
	const struct observation plan = { .status = LINE_ASIDE,
		.modality = STR("plan") };
	const struct observation old = { .status = LINE_STALE,
		.modality = STR("actual") };
	(void)state;
	assert_true(str_is(detail_status(&plan), "plan"));
	assert_true(str_is(detail_status(&old), "stale"));
}

static void
an_observation_leads_to_its_sentence_and_page(void **state)
{
	struct err err = { 0 };
	struct details *details = NULL;
	struct detail d;
	struct db *db = pages_db(*state);
	struct document page = pages_document("https://qala.example/1",
	    "2026-02-03", "Всего 27 моногородов.");
	struct fact f = pages_fact(&page, "27 моногородов", 27);
	page.facts = &f;
	page.nfacts = 1;
	page.source.path = STR("day.warc.gz");
	page.source.offset = 512;
	pages_load(db, &page, PAGES_NOW);
	assert_int_equal(details_new(db, &details, &err), RC_OK);
	assert_int_equal(details_find(details, 1, &d, &err), RC_OK);
	assert_true(str_is(d.sentence, "Всего 27 моногородов."));
	assert_true(str_is(d.url, "https://qala.example/1"));
	assert_true(str_is(d.source_name, "qala"));
	assert_true(str_is(d.archive, "day.warc.gz"));
	assert_int_equal(d.offset, 512);
	assert_int_equal(d.at.start, 6);
	assert_true(d.recorded == PAGES_NOW);
	assert_int_equal(details_find(details, 99, &d, &err), RC_FAIL);
	details_free(details);
	db_close(db);
}

static void
the_earliest_capture_is_shown_whenever_it_was_loaded(void **state)
{
	struct err err = { 0 };
	struct details *details = NULL;
	struct detail d;
	struct db *db = pages_db(*state);
	struct document page = pages_document("https://qala.example/1",
	    "2026-02-03", "Всего 27 моногородов.");
	struct fact f = pages_fact(&page, "27 моногородов", 27);
	page.facts = &f;
	page.nfacts = 1;
	page.source.path = STR("later.warc.gz");
	page.fetched_at = PAGES_NOW;
	pages_load(db, &page, PAGES_NOW);
	page.source.path = STR("earlier.warc.gz");
	page.fetched_at = PAGES_NOW - CLOCK_DAY;
	pages_load(db, &page, PAGES_NOW);
	assert_int_equal(details_new(db, &details, &err), RC_OK);
	assert_int_equal(details_find(details, 1, &d, &err), RC_OK);
	assert_true(str_is(d.archive, "earlier.warc.gz"));
	details_free(details);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_period_is_told_as_people_say_it),
		cmocka_unit_test(a_day_says_how_it_is_known),
		cmocka_unit_test(what_stands_aside_shows_its_modality),
		cmocka_unit_test_setup_teardown(
		    an_observation_leads_to_its_sentence_and_page, folder_open,
		    folder_close),
		cmocka_unit_test_setup_teardown(
		    the_earliest_capture_is_shown_whenever_it_was_loaded,
		    folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
