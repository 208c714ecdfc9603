#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "crawler/sql.h"

static const char *const schema[] = {
	"BEGIN; CREATE TABLE t(a TEXT, b INTEGER) STRICT;"
	"PRAGMA user_version=1; COMMIT",
	NULL,
};

static struct sql *
open_memory(void)
{
	struct err err = { 0 };
	struct sql *s = NULL;
	assert_int_equal(sql_open(":memory:", schema, &s, &err), RC_OK);
	return s;
}

static void
row_add(struct sql *s, struct str a, int64_t b)
{
	struct err err = { 0 };
	sql_begin(s, "INSERT INTO t VALUES(?, ?)");
	sql_text(s, a);
	sql_int(s, b);
	assert_int_equal(sql_change(s, &err), RC_OK);
}

static void
rows_come_back_with_nul_and_null(void **state)
{
	(void)state;
	static const char query[] = "SELECT a, b FROM t ORDER BY b";
	struct err err = { 0 };
	struct arena *arena = arena_new(1 << 20);
	struct sql *s = open_memory();
	row_add(s, str_n("x\0y", 3), 1);
	row_add(s, STR_NONE, INT64_MIN);
	sql_begin(s, query);
	assert_int_equal(sql_step(s, &err), RC_OK);
	assert_null(sql_get_text(s, 0, arena).s);
	assert_true(sql_get_int(s, 1) == INT64_MIN);
	assert_int_equal(sql_step(s, &err), RC_OK);
	assert_int_equal(sql_get_text(s, 0, arena).n, 3);
	assert_int_equal(sql_step(s, &err), RC_END);
	sql_close(s);
	arena_free(arena);
}

static void
wrong_statement_is_told_by_the_step(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct sql *s = open_memory();
	sql_begin(s, "SELECT nothing FROM nowhere");
	sql_int(s, 1);
	assert_int_equal(sql_step(s, &err), RC_FAIL);
	assert_true(err.reason[0] != '\0');
	row_add(s, STR("still works"), 1);
	sql_close(s);
}

static void
surplus_parameter_is_a_failure(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct sql *s = open_memory();
	sql_begin(s, "SELECT a FROM t WHERE b = ?");
	sql_int(s, 1);
	sql_int(s, 2);
	assert_int_equal(sql_step(s, &err), RC_FAIL);
	sql_close(s);
}

static void
newer_version_is_refused(void **state)
{
	(void)state;
	char path[] = "/tmp/sandyq-sql-XXXXXX";
	struct err err = { 0 };
	struct sql *s = NULL;
	const int fd = mkstemp(path);
	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(sql_open(path, schema, &s, &err), RC_OK);
	assert_int_equal(sql_run(s, "PRAGMA user_version=2", &err), RC_OK);
	sql_close(s);
	assert_int_equal(sql_open(path, schema, &s, &err), RC_FAIL);
	assert_int_equal(unlink(path), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_back_with_nul_and_null),
		cmocka_unit_test(wrong_statement_is_told_by_the_step),
		cmocka_unit_test(surplus_parameter_is_a_failure),
		cmocka_unit_test(newer_version_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
