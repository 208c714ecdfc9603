#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/schema_steps.h"
#include "tests/unit/store/pages.h"

static enum rc
reopen(const struct folder *f, enum db_mode mode, struct err *err)
{
	struct db *db = NULL;
	const enum rc rc = schema_open(folder_path(f, "s.db"), mode, &db, err);
	db_close(db);
	return rc;
}

/* Changes the file behind the schema's back. */
static void
tamper(const struct folder *f, const char *sql)
{
	struct err err = { 0 };
	struct db *db = NULL;
	assert_int_equal(db_open(folder_path(f, "s.db"), DB_WRITE, &db, &err),
	    RC_OK);
	assert_int_equal(db_run(db, sql, &err), RC_OK);
	db_close(db);
}

static void
a_new_file_has_our_mark_pages_and_journal(void **state)
{
	struct db *db = pages_db(*state);
	assert_int_equal(pages_number(db, "PRAGMA application_id"),
	    SCHEMA_APPLICATION);
	assert_int_equal(pages_number(db, "PRAGMA user_version"),
	    schema_version());
	assert_int_equal(pages_number(db, "PRAGMA page_size"), 8192);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM pragma_journal_mode"
			     " WHERE journal_mode='wal'"),
	    1);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM pragma_table_list"
			     " WHERE schema='main' AND type='table'"
			     " AND name NOT LIKE 'sqlite%' AND NOT strict"),
	    0);
	db_close(db);
}

static void
every_step_is_counted(void **state)
{
	(void)state;
	assert_true(schema_version() >= 1);
	assert_null(schema_steps[schema_version()]);
}

static void
opening_again_changes_nothing(void **state)
{
	struct err err = { 0 };
	struct db *db = pages_db(*state);
	const int64_t before =
	    pages_number(db, "SELECT count(*) FROM sqlite_schema");
	db_close(db);
	assert_int_equal(reopen(*state, DB_WRITE, &err), RC_OK);
	assert_int_equal(reopen(*state, DB_READ, &err), RC_OK);
	db = pages_db(*state);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM sqlite_schema"),
	    before);
	db_close(db);
}

static void
a_newer_file_is_refused(void **state)
{
	struct err err = { 0 };
	db_close(pages_db(*state));
	tamper(*state, "PRAGMA user_version=999");
	assert_int_equal(reopen(*state, DB_WRITE, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "newer sandyq"));
	assert_int_equal(reopen(*state, DB_READ, &err), RC_FAIL);
}

static void
a_file_of_another_application_is_left_alone(void **state)
{
	struct err err = { 0 };
	tamper(*state, "CREATE TABLE theirs(x)");
	assert_int_equal(reopen(*state, DB_WRITE, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "another application"));
	struct db *db = NULL;
	assert_int_equal(db_open(folder_path(*state, "s.db"), DB_READ, &db,
			     &err),
	    RC_OK);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM sqlite_schema"),
	    1);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM pragma_journal_mode"
			     " WHERE journal_mode='wal'"),
	    0);
	db_close(db);
}

static void
reading_needs_a_file_that_was_loaded(void **state)
{
	struct err err = { 0 };
	assert_int_equal(reopen(*state, DB_READ, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "no such database"));
	(void)folder_put(*state, "s.db", "");
	assert_int_equal(reopen(*state, DB_READ, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "nothing has been loaded"));
}

static void
the_folder_is_made_when_writing(void **state)
{
	struct err err = { 0 };
	struct db *db = NULL;
	assert_int_equal(schema_open(folder_path(*state, "a/b/s.db"), DB_WRITE,
			     &db, &err),
	    RC_OK);
	db_close(db);
}

static void
an_older_file_is_copied_before_it_is_brought_up(void **state)
{
	struct err err = { 0 };
	db_close(pages_db(*state));
	/* As if step 1 had been released as version 0 of our mark. */
	tamper(*state,
	    "PRAGMA writable_schema=ON;PRAGMA user_version=0;"
	    "PRAGMA writable_schema=OFF");
	assert_int_equal(reopen(*state, DB_READ, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "next load"));
	/* Its tables are there already, so the step fails: nothing changes. */
	assert_int_equal(reopen(*state, DB_WRITE, &err), RC_FAIL);
	assert_true(file_exists(folder_path(*state, "s.db.v0")));
	tamper(*state, "PRAGMA user_version=1");
	assert_int_equal(reopen(*state, DB_WRITE, &err), RC_OK);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_new_file_has_our_mark_pages_and_journal),
		IN_FOLDER(every_step_is_counted),
		IN_FOLDER(opening_again_changes_nothing),
		IN_FOLDER(a_newer_file_is_refused),
		IN_FOLDER(a_file_of_another_application_is_left_alone),
		IN_FOLDER(reading_needs_a_file_that_was_loaded),
		IN_FOLDER(the_folder_is_made_when_writing),
		IN_FOLDER(an_older_file_is_copied_before_it_is_brought_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
