#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/store/pages.h"

static struct db *
opened(const struct folder *f)
{
	struct err err = { 0 };
	struct db *db = NULL;
	assert_int_equal(db_open(folder_path(f, "t.db"), DB_WRITE, &db, &err),
	    RC_OK);
	assert_int_equal(db_run(db,
			     "CREATE TABLE t(a TEXT, b REAL CHECK(b < 100))",
			     &err),
	    RC_OK);
	return db;
}

static void
values_come_back_as_they_were_bound(void **state)
{
	struct db *db = opened(*state);
	struct query *q = NULL;
	struct err err = { 0 };
	assert_int_equal(query_new(db, "SELECT ?,?,?,?,?,?", &q, &err), RC_OK);
	query_str(q, 0, STR("Қазақстан"));
	query_str(q, 1, STR_NONE);
	query_str(q, 2, STR(""));
	query_real(q, 3, (double)NAN);
	query_time(q, 4, PAGES_NOW);
	query_id(q, 5, 0);
	assert_int_equal(query_step(q, &err), RC_OK);
	assert_int_equal(row_width(q), 6);
	assert_true(str_is(row_str(q, 0), "Қазақстан"));
	assert_null(row_str(q, 1).s);
	assert_non_null(row_str(q, 2).s);
	assert_true(isnan(row_real(q, 3)));
	assert_true(str_is(row_str(q, 4), "2026-03-01T06:00:00Z"));
	assert_true(row_time(q, 4) == PAGES_NOW);
	assert_int_equal(row_kind(q, 5), ROW_NULL);
	assert_int_equal(query_step(q, &err), RC_END);
	query_free(q);
	db_close(db);
}

static void
a_broken_constraint_spoils_the_record_not_the_run(void **state)
{
	struct db *db = opened(*state);
	struct err err = { 0 };
	assert_int_equal(db_run(db, "INSERT INTO t VALUES('x',1000)", &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "CHECK"));
	assert_int_equal(db_run(db, "INSERT INTO nowhere VALUES(1)", &err),
	    RC_FAIL);
	db_close(db);
}

static void
a_wrong_binding_is_told_at_the_step(void **state)
{
	struct db *db = opened(*state);
	struct query *q = NULL;
	struct err err = { 0 };
	assert_int_equal(query_new(db, "SELECT ?", &q, &err), RC_OK);
	query_int(q, 5, 1);
	assert_int_equal(query_step(q, &err), RC_BAD);
	query_int(q, 0, 7);
	assert_int_equal(query_step(q, &err), RC_OK);
	assert_int_equal(row_int(q, 0), 7);
	query_free(q);
	db_close(db);
}

static void
only_one_reading_statement_comes_from_outside(void **state)
{
	static const char *const refused[] = { "", "  -- nothing",
		"DELETE FROM t", "INSERT INTO t VALUES('x',1) RETURNING a",
		"SELECT 1; DROP TABLE t", "ATTACH 'x' AS y", "BEGIN",
		"SELEC 1" };
	struct db *db = opened(*state);
	struct query *q = NULL;
	struct err err = { 0 };
	for (size_t i = 0; i < sizeof(refused) / sizeof(char *); i++)
		assert_int_equal(query_reading(db, str_c(refused[i]), &q, &err),
		    RC_BAD);
	assert_int_equal(query_reading(db, STR("SELECT count(*) AS n FROM t; "),
			     &q, &err),
	    RC_OK);
	assert_string_equal(row_name(q, 0), "n");
	query_free(q);
	db_close(db);
}

static void
a_file_that_is_no_database_is_named(void **state)
{
	struct err err = { 0 };
	struct db *db = NULL;
	const char *path =
	    folder_put(*state, "page.html", "<html>nothing of the kind</html>");
	assert_int_equal(db_open(path, DB_READ, &db, &err), RC_OK);
	int64_t n = 0;
	assert_int_equal(db_number(db, "PRAGMA user_version", &n, &err),
	    RC_FAIL);
	assert_non_null(strstr(err.reason, "page.html"));
	assert_non_null(strstr(err.reason, "not a database"));
	db_close(db);
	assert_int_equal(db_open("/nowhere/at/all.db", DB_READ, &db, &err),
	    RC_FAIL);
}

static void
a_foreign_key_must_be_there(void **state)
{
	struct db *db = opened(*state);
	struct err err = { 0 };
	assert_int_equal(db_run(db,
			     "CREATE TABLE p(id INTEGER PRIMARY KEY);"
			     "CREATE TABLE c(p INTEGER REFERENCES p)",
			     &err),
	    RC_OK);
	assert_int_equal(db_run(db, "INSERT INTO c VALUES(9)", &err), RC_BAD);
	db_close(db);
}

static void
who_waits_in_vain_for_another_writer_is_told(void **state)
{
	struct err err = { 0 };
	struct db *one = opened(*state);
	struct db *two = NULL;
	assert_int_equal(db_open(folder_path(*state, "t.db"), DB_WRITE, &two,
			     &err),
	    RC_OK);
	db_wait(two, 20);
	assert_int_equal(db_run(one, "BEGIN IMMEDIATE", &err), RC_OK);
	assert_int_equal(db_run(two, "BEGIN IMMEDIATE", &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "try again later"));
	assert_true(db_locked(two));
	assert_int_equal(db_run(one, "COMMIT", &err), RC_OK);
	assert_int_equal(db_run(two, "BEGIN IMMEDIATE", &err), RC_OK);
	/* Another failure is no lock. */
	assert_int_equal(db_run(two, "SELECT nonsense", &err), RC_FAIL);
	assert_false(db_locked(two));
	db_close(two);
	db_close(one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    values_come_back_as_they_were_bound, folder_open,
		    folder_close),
		cmocka_unit_test_setup_teardown(
		    a_broken_constraint_spoils_the_record_not_the_run,
		    folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
		    a_wrong_binding_is_told_at_the_step, folder_open,
		    folder_close),
		cmocka_unit_test_setup_teardown(
		    only_one_reading_statement_comes_from_outside, folder_open,
		    folder_close),
		cmocka_unit_test_setup_teardown(
		    a_file_that_is_no_database_is_named, folder_open,
		    folder_close),
		cmocka_unit_test_setup_teardown(a_foreign_key_must_be_there,
		    folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
		    who_waits_in_vain_for_another_writer_is_told, folder_open,
		    folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
