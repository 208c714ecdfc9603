#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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
	struct db *db = NULL;
	assert_int_equal(schema_open(folder_path(*state, "."), DB_READ, &db,
			     &err),
	    RC_FAIL);
	assert_non_null(strstr(err.reason, "a folder, no database"));
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

/* A file as the first `version` steps leave it, with a row in each table that
 * the first one lays. */
static void
lay_older(const struct folder *f, int version)
{
	static const char rows[] =
	    "INSERT INTO source(code) VALUES('qala');"
	    "INSERT INTO indicator(code) VALUES('monotown.count');"
	    "INSERT INTO ruleset(code,first_seen_at) VALUES('r1','2026');"
	    "INSERT INTO run(stage,tool,started_at) VALUES('load','t','2026');"
	    "INSERT INTO document(hash,url,source_id,first_seen_at)"
	    " VALUES('d','u',1,'2026');"
	    "INSERT INTO version(document_id,seq,hash,title,text,reported_at,"
	    "reported_basis,recorded_at,run_id)"
	    " VALUES(1,1,'h','Города','Их 27.','2026','fetched','2026',1);"
	    "INSERT INTO reading(version_id,ruleset_id,hash,recorded_at,run_id)"
	    " VALUES(1,1,'h','2026',1);"
	    "INSERT INTO fact(reading_id,start,length,sentence_start,"
	    "sentence_length,sentence_hash,surface,kind,value,bound,modality,"
	    "indicator_id,anchor)"
	    " VALUES(1,3,2,0,6,0,'27','count',27,'exact','actual',1,'a');"
	    "INSERT INTO observation(indicator_id,place_id,fact_id,document_id,"
	    "reported_at,recorded_at) VALUES(1,0,1,1,'2026','2026')";
	struct err err = { 0 };
	struct db *db = NULL;
	char mark[64];
	assert_int_equal(db_open(folder_path(f, "s.db"), DB_WRITE, &db, &err),
	    RC_OK);
	for (int v = 0; v < version; v++)
		for (const char *const *sql = schema_steps[v]; *sql != NULL;
		     sql++)
			assert_int_equal(db_run(db, *sql, &err), RC_OK);
	(void)snprintf(mark, sizeof(mark),
	    "PRAGMA application_id=%d;PRAGMA user_version=%d",
	    SCHEMA_APPLICATION, version);
	assert_int_equal(db_run(db, mark, &err), RC_OK);
	assert_int_equal(db_run(db, rows, &err), RC_OK);
	db_close(db);
}

static void
an_older_file_is_copied_and_brought_up_with_all_its_rows(void **state)
{
	struct err err = { 0 };
	lay_older(*state, 1);
	assert_int_equal(reopen(*state, DB_READ, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "next load"));
	struct db *db = pages_db(*state);
	assert_int_equal(pages_number(db, "PRAGMA user_version"),
	    schema_version());
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM observation"
			     " JOIN fact USING(fact_id)"
			     " JOIN reading USING(reading_id)"
			     " JOIN version USING(version_id)"
			     " WHERE value=27 AND surface=substr(text,4,2)"
			     " AND title='Города'"),
	    1);
	assert_int_equal(pages_number(db, "PRAGMA foreign_keys"), 1);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM pragma_foreign_key_check"),
	    0);
	assert_int_equal(db_run(db, "UPDATE fact SET bound='roughly'", &err),
	    RC_BAD);
	assert_int_equal(db_run(db, "DELETE FROM version", &err), RC_BAD);
	db_close(db);
	assert_int_equal(db_open(folder_path(*state, "s.db.v1"), DB_READ, &db,
			     &err),
	    RC_OK);
	assert_int_equal(pages_number(db, "PRAGMA user_version"), 1);
	assert_int_equal(pages_number(db, "SELECT count(*) FROM fact"), 1);
	db_close(db);
}

static void
an_older_file_that_cannot_be_brought_up_stays_as_it_was(void **state)
{
	struct err err = { 0 };
	lay_older(*state, 1);
	tamper(*state, "CREATE TABLE version_new(theirs)");
	assert_int_equal(reopen(*state, DB_WRITE, &err), RC_FAIL);
	tamper(*state,
	    "DROP TABLE version_new; PRAGMA foreign_keys=OFF;"
	    "DELETE FROM run");
	assert_int_equal(reopen(*state, DB_WRITE, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "point at nothing"));
	struct db *db = NULL;
	assert_int_equal(db_open(folder_path(*state, "s.db"), DB_READ, &db,
			     &err),
	    RC_OK);
	assert_int_equal(pages_number(db, "PRAGMA user_version"), 1);
	db_close(db);
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
		IN_FOLDER(
		    an_older_file_is_copied_and_brought_up_with_all_its_rows),
		IN_FOLDER(
		    an_older_file_that_cannot_be_brought_up_stays_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
