#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/store/pages.h"

#define URL  "https://qala.example/1"
#define TEXT "Моногородов 27. Да, 27 моногородов."

/* Loads TEXT with two figures of 27 and gives how many observations it is. */
static int64_t
observed(struct db *db, struct fact facts[2])
{
	struct document d = pages_document(URL, "2023-05-04", TEXT);
	d.facts = facts;
	d.nfacts = 2;
	pages_load(db, &d, PAGES_NOW);
	return pages_number(db, "SELECT count(*) FROM observation");
}

static void
two_figures(struct fact facts[2])
{
	const struct document d = pages_document(URL, "2023-05-04", TEXT);
	facts[0] = pages_fact(&d, "27", 27);
	facts[1] = pages_fact(&d, "27 моногородов", 27);
}

static void
a_page_that_repeats_itself_is_one_observation(void **state)
{
	struct fact facts[2];
	struct db *db = pages_db(*state);
	two_figures(facts);
	assert_int_equal(observed(db, facts), 1);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM fact"), 2);
	assert_int_equal(pages_number(db, "SELECT fact_id FROM observation"),
	    1);
	db_close(db);
}

static void
the_sentence_that_states_a_change_goes_first(void **state)
{
	struct fact facts[2];
	struct db *db = pages_db(*state);
	two_figures(facts);
	facts[1].change =
	    (struct fact_change){ STR("g"), STR("to"), STR("down") };
	assert_int_equal(observed(db, facts), 1);
	assert_int_equal(pages_number(db, "SELECT fact_id FROM observation"),
	    2);
	db_close(db);
}

static void
what_was_before_is_no_figure_of_the_present(void **state)
{
	struct fact facts[2];
	struct db *db = pages_db(*state);
	two_figures(facts);
	facts[0].change =
	    (struct fact_change){ STR("g"), STR("from"), STR("down") };
	facts[1].change =
	    (struct fact_change){ STR("g"), STR("by"), STR("down") };
	assert_int_equal(observed(db, facts), 0);
	db_close(db);
}

static void
open_sides_are_alike_and_others_are_not(void **state)
{
	struct fact facts[2];
	struct db *db = pages_db(*state);
	two_figures(facts);
	facts[0].high = facts[1].high = (double)NAN;
	assert_int_equal(observed(db, facts), 1);
	/* Read again, the second figure has an end. */
	facts[1].high = 30;
	assert_int_equal(observed(db, facts), 2);
	db_close(db);
}

static void
another_period_modality_or_series_is_another_observation(void **state)
{
	struct fact facts[2];
	struct db *db = pages_db(*state);
	two_figures(facts);
	facts[1].modality = STR("plan");
	assert_int_equal(observed(db, facts), 2);
	facts[1].modality = STR("actual");
	facts[1].period.from = STR("2020-01-01");
	assert_int_equal(observed(db, facts), 3);
	facts[1].period.from = STR_NONE;
	facts[1].indicator = STR("other.count");
	assert_int_equal(observed(db, facts), 4);
	/* The first figure was one observation all the while. */
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM observation"
			     " WHERE recorded_until='" SCHEMA_FOREVER "'"),
	    2);
	db_close(db);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_page_that_repeats_itself_is_one_observation),
		IN_FOLDER(the_sentence_that_states_a_change_goes_first),
		IN_FOLDER(what_was_before_is_no_figure_of_the_present),
		IN_FOLDER(open_sides_are_alike_and_others_are_not),
		IN_FOLDER(
		    another_period_modality_or_series_is_another_observation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
