#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/flaw.h"
#include "tests/unit/store/pages.h"

/* A page, and the same page edited. */
static struct db *
two_versions(const struct folder *f)
{
	struct db *db = pages_db(f);
	struct document page = pages_document("https://qala.example/1",
	    "2026-02-03", "Всего 27 моногородов.");
	struct fact fact = pages_fact(&page, "27 моногородов", 27);
	page.facts = &fact;
	page.nfacts = 1;
	page.fetched_at = PAGES_NOW;
	pages_load(db, &page, PAGES_NOW);
	page.text = STR("Теперь 27 моногородов.");
	page.facts[0] = pages_fact(&page, "27 моногородов", 27);
	page.facts[0].anchor = STR("other");
	page.fetched_at += CLOCK_DAY;
	pages_load(db, &page, PAGES_NOW);
	return db;
}

static size_t
flaws_of(struct db *db, struct arena *a, enum flaw_check check,
    struct flaw *first)
{
	struct flaws *found = arena_alloc(a, sizeof(*found));
	found->arena = a;
	flaws_find(db, check, found);
	*first = found->v[0];
	return found->n;
}

static void
a_whole_database_has_none(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct db *db = two_versions(*state);
	struct flaw first;
	for (enum flaw_check i = FLAW_FILE; i < FLAW_CHECKS; i++)
		assert_int_equal(flaws_of(db, a, i, &first), 0);
	db_close(db);
	arena_free(a);
}

static void
each_check_finds_its_own_flaw(void **state)
{
	static const struct {
		enum flaw_check check;
		const char *spoil;
		const char *subject;
	} cases[] = {
		{ FLAW_FIGURES, "UPDATE fact SET surface='28' WHERE fact_id=1",
		    "fact 1" },
		{ FLAW_FIGURES, "UPDATE fact SET start=900 WHERE fact_id=2",
		    "fact 2" },
		{ FLAW_SENTENCES,
		    "UPDATE fact SET sentence_length=2 WHERE fact_id=2",
		    "fact 2" },
		{ FLAW_WORDS,
		    "INSERT INTO words(words,rowid,title,text)"
		    " SELECT 'delete',version_id,title,text FROM version"
		    " WHERE version_id=1",
		    "version 1" },
		{ FLAW_VERSIONS, "UPDATE version SET seq=5 WHERE version_id=2",
		    "document 1" },
		{ FLAW_READINGS,
		    "INSERT INTO reading(version_id,ruleset_id,hash,"
		    "recorded_at,run_id) SELECT version_id,ruleset_id,'x',"
		    "recorded_at,run_id FROM reading WHERE reading_id=2",
		    "version 2" },
		{ FLAW_STORIES,
		    "UPDATE version SET story_id=2 WHERE version_id=1",
		    "version 1" },
		{ FLAW_OBSERVATIONS,
		    "UPDATE observation SET period_from='2020-01-01'"
		    " WHERE observation_id=1",
		    "observation 1" },
		{ FLAW_REFERENCES, "PRAGMA foreign_keys=OFF; DELETE FROM run",
		    "reading 1" },
	};
	struct err err = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *a = arena_new((size_t)1 << 20);
		struct flaw first;
		struct db *db = two_versions(*state);
		assert_int_equal(db_run(db, cases[i].spoil, &err), RC_OK);
		assert_true(flaws_of(db, a, cases[i].check, &first) > 0);
		assert_string_equal(arena_cstr(a, first.subject),
		    cases[i].subject);
		db_close(db);
		(void)remove(folder_path(*state, "s.db"));
		arena_free(a);
	}
}

static void
no_more_flaws_are_told_than_say_something_new(void **state)
{
	struct err err = { 0 };
	struct arena *a = arena_new((size_t)1 << 20);
	struct db *db = two_versions(*state);
	struct flaw first;
	assert_int_equal(db_run(db,
			     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
			     " SELECT i+1 FROM n WHERE i<300)"
			     " INSERT INTO fact(reading_id,start,length,"
			     "sentence_start,sentence_length,surface,kind,"
			     "value,bound,modality,anchor)"
			     " SELECT 1,0,1,0,1,'?','count',1,'exact',"
			     "'actual','a'||i FROM n",
			     &err),
	    RC_OK);
	assert_int_equal(flaws_of(db, a, FLAW_FIGURES, &first), FLAWS_MAX);
	db_close(db);
	arena_free(a);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_whole_database_has_none),
		IN_FOLDER(each_check_finds_its_own_flaw),
		IN_FOLDER(no_more_flaws_are_told_than_say_something_new),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
