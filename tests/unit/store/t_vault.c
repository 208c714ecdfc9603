#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/store/pages.h"

#define URL   "https://qala.example/1"
#define WORDS "Всего 27 моногородов."

static struct document
page_of(struct fact *fact, const char *url, const char *at, const char *text,
    const char *words)
{
	struct document d = pages_document(url, at, text);
	*fact = pages_fact(&d, words, 27);
	d.facts = fact;
	d.nfacts = 1;
	return d;
}

static void
loading_twice_adds_nothing(void **state)
{
	struct fact f;
	struct db *db = pages_db(*state);
	const struct document d =
	    page_of(&f, URL, "2023-05-04", WORDS, "27 моногородов");
	pages_load(db, &d, PAGES_NOW);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM fact"), 1);
	const int64_t before = pages_number(db, "SELECT total_changes()");
	pages_load(db, &d, PAGES_NOW + 100);
	assert_int_equal(pages_number(db, "SELECT total_changes()"), before);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM run"), 1);
	db_close(db);
}

static void
an_edited_text_is_a_new_version(void **state)
{
	struct fact old;
	struct fact changed;
	struct db *db = pages_db(*state);
	struct document d =
	    page_of(&old, URL, "2023-05-04", WORDS, "27 моногородов");
	pages_load(db, &d, PAGES_NOW);
	d.text = STR("Всего 27 моногородов, уточнили в редакции.");
	d.fetched_at = PAGES_NOW;
	pages_load(db, &d, PAGES_NOW + 100);
	assert_int_equal(pages_number(db, "SELECT max(seq) FROM version"), 2);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM document"), 1);
	/* The figure is the one that was there before the edit. */
	assert_int_equal(pages_number(db, "SELECT count(*) FROM observation"),
	    1);
	/* A figure that the edit changed is news, reported by the edit. */
	d.text = STR("Всего 20 моногородов, уточнили в редакции.");
	changed = pages_fact(&d, "20 моногородов", 20);
	d.facts = &changed;
	d.modified_at = PAGES_NOW - 50;
	pages_load(db, &d, PAGES_NOW + 200);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM observation"),
	    2);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM version WHERE"
			     " reported_basis='modified' AND seq=3"),
	    1);
	db_close(db);
}

/* The same page, read by other rules as another value. */
static void
read_as(struct db *db, const char *rules, double value, int64_t now)
{
	struct fact f;
	struct document d =
	    page_of(&f, URL, "2023-05-04", WORDS, "27 моногородов");
	f.value = value;
	f.low = value;
	f.high = value;
	d.ruleset = str_c(rules);
	pages_load(db, &d, now);
}

static void
other_rules_close_what_they_no_longer_say(void **state)
{
	struct db *db = pages_db(*state);
	read_as(db, "r1", 27, PAGES_NOW);
	/* New rules that say the same: the reading goes on. */
	read_as(db, "r2", 27, PAGES_NOW + 100);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM reading"), 1);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM confirmation"),
	    1);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM observation"),
	    1);
	/* Rules that read another value close it and open theirs. */
	read_as(db, "r3", 28, PAGES_NOW + 200);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM observation"),
	    2);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM observation WHERE"
			     " recorded_until='" SCHEMA_FOREVER "'"),
	    1);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM reading WHERE"
			     " recorded_until='" SCHEMA_FOREVER "'"),
	    1);
	/* The archive again, with the first rules: nothing comes back. */
	const int64_t before = pages_number(db, "SELECT total_changes()");
	read_as(db, "r1", 27, PAGES_NOW + 300);
	read_as(db, "r2", 27, PAGES_NOW + 300);
	assert_int_equal(pages_number(db, "SELECT total_changes()"), before);
	/* Yet rules after them may find the first facts again. */
	read_as(db, "r4", 27, PAGES_NOW + 400);
	assert_int_equal(pages_number(db,
			     "SELECT value FROM fact JOIN observation"
			     " USING(fact_id) WHERE "
			     "recorded_until='" SCHEMA_FOREVER "'"),
	    27);
	db_close(db);
}

/* A right fact and a wrong one: RC_BAD, the reason naming `what`. */
static void
refused(struct vault *v, const struct fact *wrong, const char *what)
{
	struct err err = { 0 };
	struct fact facts[2];
	struct document d =
	    page_of(&facts[0], URL, "2023-05-04", WORDS, "27 моногородов");
	facts[1] = *wrong;
	d.facts = facts;
	d.nfacts = 2;
	assert_int_equal(pages_put(v, &d, &err), RC_BAD);
	assert_non_null(strstr(err.reason, what));
}

static void
nothing_of_a_wrong_document_is_kept(void **state)
{
	static const struct sites none = { 0 };
	struct err err = { 0 };
	struct fact right;
	struct vault *v = NULL;
	struct db *db = pages_db(*state);
	(void)page_of(&right, URL, "2023-05-04", WORDS, "27 моногородов");
	struct fact bound = right;
	struct fact words = right;
	struct fact value = right;
	struct fact anchor = right;
	bound.bound = STR("roughly");
	words.surface = STR("28 моногородов");
	value.value = (double)NAN;
	anchor.anchor = STR_NONE;
	assert_int_equal(vault_new(db, &none, PAGES_NOW, &v, &err), RC_OK);
	refused(v, &bound, "CHECK");
	refused(v, &words, "28 моногородов");
	refused(v, &value, "without a value");
	refused(v, &anchor, "without an anchor");
	assert_int_equal(vault_finish(v, PAGES_NOW, &err), RC_OK);
	vault_free(v);
	assert_int_equal(pages_number(db,
			     "SELECT (SELECT count(*) FROM document)+(SELECT"
			     " count(*) FROM fact)+(SELECT count(*) FROM run)"
			     "+(SELECT count(*) FROM source)"),
	    0);
	db_close(db);
}

static void
those_before_a_wrong_document_are_put_once_more(void **state)
{
	static const struct sites none = { 0 };
	struct err err = { 0 };
	struct fact facts[2];
	struct vault *v = NULL;
	struct db *db = pages_db(*state);
	const struct document right =
	    page_of(&facts[0], URL, "2023-05-04", WORDS, "27 моногородов");
	struct document wrong =
	    page_of(&facts[1], URL "/2", "2023-05-04", WORDS, "27");
	struct fact *odd = &facts[1];
	odd->bound = STR("roughly");
	assert_int_equal(vault_new(db, &none, PAGES_NOW, &v, &err), RC_OK);
	assert_int_equal(pages_put(v, &right, &err), RC_OK);
	assert_int_equal(pages_put(v, &wrong, &err), RC_BAD);
	assert_false(vault_open(v));
	assert_int_equal(vault_count(v)->documents, 0);
	/* Now each document stands for itself. */
	assert_int_equal(pages_put(v, &right, &err), RC_OK);
	assert_int_equal(pages_put(v, &wrong, &err), RC_BAD);
	assert_true(vault_open(v));
	assert_int_equal(vault_count(v)->documents, 1);
	assert_int_equal(vault_finish(v, PAGES_NOW, &err), RC_OK);
	vault_free(v);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM document"), 1);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM run"), 1);
	db_close(db);
}

static void
a_page_without_facts_or_name_of_its_own_is_kept_too(void **state)
{
	struct db *db = pages_db(*state);
	struct document d = pages_document(URL, NULL, "Погода на завтра.");
	d.has_facts = false;
	d.id = STR_NONE;
	pages_load(db, &d, PAGES_NOW);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM version"), 1);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM reading"), 0);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM version WHERE"
			     " reported_basis='recorded'"),
	    1);
	db_close(db);
}

static void
a_sentence_printed_again_within_days_is_one_story(void **state)
{
	static const char text[] =
	    "В стране насчитывается 27 моногородов, сообщило министерство.";
	struct fact f;
	struct db *db = pages_db(*state);
	struct document d =
	    page_of(&f, URL, "2023-05-04", text, "27 моногородов");
	pages_load(db, &d, PAGES_NOW);
	d.id = STR("reprint");
	d.title = STR("Другой заголовок");
	d.published_at += 2 * CLOCK_DAY;
	pages_load(db, &d, PAGES_NOW);
	d.id = STR("years later");
	d.published_at += 700 * CLOCK_DAY;
	pages_load(db, &d, PAGES_NOW);
	assert_int_equal(pages_number(db,
			     "SELECT count(DISTINCT coalesce(story_id,"
			     "version_id)) FROM version"),
	    2);
	db_close(db);
}

static void
a_stated_change_ties_its_facts_together(void **state)
{
	struct fact facts[2];
	struct db *db = pages_db(*state);
	struct document d = page_of(&facts[0], URL, "2026-02-03",
	    "Число моногородов сократили с 27 до 20.", "27");
	facts[1] = pages_fact(&d, "20", 20);
	facts[0].change =
	    (struct fact_change){ STR("g"), STR("from"), STR("down") };
	facts[1].change =
	    (struct fact_change){ STR("g"), STR("to"), STR("down") };
	d.facts = facts;
	d.nfacts = 2;
	pages_load(db, &d, PAGES_NOW);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM stated_change s"
			     " JOIN fact f ON f.fact_id=s.from_fact"
			     " JOIN fact t ON t.fact_id=s.to_fact"
			     " WHERE f.value=27 AND t.value=20"),
	    1);
	/* What was before is no figure of the present. */
	assert_int_equal(pages_number(db, "SELECT count(*) FROM observation"),
	    1);
	db_close(db);
}

static void
every_visit_of_a_page_is_a_capture(void **state)
{
	struct fact f;
	struct db *db = pages_db(*state);
	struct document d =
	    page_of(&f, URL, "2023-05-04", WORDS, "27 моногородов");
	d.fetched_at = PAGES_NOW;
	pages_load(db, &d, PAGES_NOW);
	pages_load(db, &d, PAGES_NOW);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM capture"), 1);
	d.fetched_at += CLOCK_DAY;
	pages_load(db, &d, PAGES_NOW);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM capture"), 2);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM version"), 1);
	db_close(db);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(loading_twice_adds_nothing),
		IN_FOLDER(an_edited_text_is_a_new_version),
		IN_FOLDER(other_rules_close_what_they_no_longer_say),
		IN_FOLDER(nothing_of_a_wrong_document_is_kept),
		IN_FOLDER(those_before_a_wrong_document_are_put_once_more),
		IN_FOLDER(a_page_without_facts_or_name_of_its_own_is_kept_too),
		IN_FOLDER(a_sentence_printed_again_within_days_is_one_story),
		IN_FOLDER(a_stated_change_ties_its_facts_together),
		IN_FOLDER(every_visit_of_a_page_is_a_capture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
