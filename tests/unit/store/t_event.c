#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/event.h"
#include "tests/unit/store/pages.h"

#define TOLD       "SELECT count(*) FROM event WHERE retracts IS NULL"
#define TAKEN_BACK "SELECT count(*) FROM event WHERE retracts IS NOT NULL"

/* The page `url` says how many there are. */
static void
says(struct db *db, const char *url, const char *at, double value)
{
	char text[160];
	char words[32];
	(void)snprintf(words, sizeof(words), "%.0f моногородов", value);
	(void)snprintf(text, sizeof(text), "На сайте %s: %s.", url, words);
	struct document d = pages_document(url, at, text);
	struct fact f = pages_fact(&d, words, value);
	f.anchor = str_c(url);
	d.facts = &f;
	d.nfacts = 1;
	pages_load(db, &d, PAGES_NOW);
}

/* 27, 27, 20, 20 and 27 again: a move and a stale number. */
static struct db *
history_db(struct folder *folder)
{
	struct db *db = pages_db(folder);
	says(db, "a", "2023-05-04", 27);
	says(db, "b", "2024-05-04", 27);
	says(db, "c", "2025-05-04", 20);
	says(db, "d", "2025-06-04", 20);
	says(db, "e", "2025-07-04", 27);
	return db;
}

static void
what_happened_is_written_once(void **state)
{
	struct db *db = history_db(*state);
	assert_int_equal(pages_number(db, TOLD), 2);
	assert_int_equal(pages_number(db, TAKEN_BACK), 0);
	assert_int_equal(pages_number(db,
			     "SELECT old*100+new FROM event"
			     " WHERE kind='moved'"),
	    2720);
	const int64_t before = pages_number(db, "SELECT total_changes()");
	says(db, "a", "2023-05-04", 27);
	assert_int_equal(pages_number(db, "SELECT total_changes()"), before);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM due"), 0);
	db_close(db);
}

static void
an_event_that_is_not_so_is_retracted_by_another(void **state)
{
	struct err err = { 0 };
	struct db *db = history_db(*state);
	/* An older page of the line's own value: the move came earlier. */
	says(db, "f", "2024-12-04", 20);
	assert_int_equal(pages_number(db, TAKEN_BACK), 1);
	assert_int_equal(pages_number(db, TOLD), 3);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM event e JOIN event r"
			     " ON r.retracts=e.event_id WHERE e.kind='moved'"
			     " AND r.kind='moved' AND r.event_id>e.event_id"),
	    1);
	/* The stale number is told as before. */
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM event WHERE kind='stale'"),
	    1);
	assert_int_equal(db_run(db, "UPDATE event SET old=0", &err), RC_BAD);
	assert_int_equal(db_run(db, "DELETE FROM event", &err), RC_BAD);
	db_close(db);
}

static void
whatever_moves_a_series_makes_it_due(void **state)
{
	static const char *const moves[] = {
		"UPDATE source SET authority=90",
		"UPDATE indicator SET kind='flow'",
		"INSERT INTO judgement(anchor,verdict,who,why,recorded_at)"
		" VALUES('c','wrong','A','typo','2026')",
		"UPDATE judgement SET recorded_until='2026'",
		"UPDATE version SET story_id=1 WHERE version_id=2",
		"UPDATE observation SET recorded_until='2027'"
		" WHERE observation_id=2",
	};
	struct err err = { 0 };
	struct db *db = history_db(*state);
	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++) {
		bool settled = false;
		assert_int_equal(db_run(db, moves[i], &err), RC_OK);
		assert_int_equal(events_settled(db, &settled, &err), RC_OK);
		assert_false(settled);
		assert_int_equal(events_settle(db, PAGES_NOW + 9, &err), RC_OK);
		assert_int_equal(events_settled(db, &settled, &err), RC_OK);
		assert_true(settled);
	}
	assert_int_equal(db_run(db, "UPDATE source SET name='x'", &err), RC_OK);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM due"), 0);
	db_close(db);
}

static void
a_figure_judged_wrong_and_right_again_is_told_anew(void **state)
{
	struct err err = { 0 };
	struct db *db = history_db(*state);
	assert_int_equal(db_run(db,
			     "INSERT INTO judgement(anchor,verdict,who,why,"
			     "recorded_at) VALUES('e','wrong','A','typo',"
			     "'2026-02-01T00:00:00Z')",
			     &err),
	    RC_OK);
	assert_int_equal(events_settle(db, PAGES_NOW + 10, &err), RC_OK);
	assert_int_equal(pages_number(db, TAKEN_BACK), 1);
	assert_int_equal(db_run(db,
			     "UPDATE judgement SET recorded_until="
			     "'2026-02-02T00:00:00Z'",
			     &err),
	    RC_OK);
	assert_int_equal(events_settle(db, PAGES_NOW + 20, &err), RC_OK);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM event WHERE kind='stale'"
			     " AND retracts IS NULL"),
	    2);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM event e WHERE kind='stale'"
			     " AND retracts IS NULL AND NOT EXISTS(SELECT 1"
			     " FROM event r WHERE r.retracts=e.event_id)"),
	    1);
	db_close(db);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(what_happened_is_written_once),
		IN_FOLDER(an_event_that_is_not_so_is_retracted_by_another),
		IN_FOLDER(whatever_moves_a_series_makes_it_due),
		IN_FOLDER(a_figure_judged_wrong_and_right_again_is_told_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
