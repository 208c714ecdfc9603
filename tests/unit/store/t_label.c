#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "store/label.h"
#include "tests/unit/store/pages.h"

#define SOURCES 600 /* more than are kept at once */

static void
a_name_is_read_by_its_id(void **state)
{
	struct err err = { 0 };
	struct labels *labels = NULL;
	struct label got;
	struct db *db = pages_db(*state);
	assert_int_equal(db_run(db,
			     "INSERT INTO speaker(name) VALUES('министр')",
			     &err),
	    RC_OK);
	assert_int_equal(labels_new(db, &labels, &err), RC_OK);
	assert_int_equal(labels_get(labels, LABEL_PLACE, 0, &got, &err), RC_OK);
	assert_true(str_is(got.code, "KZ"));
	assert_true(str_is(got.name, "Kazakhstan"));
	assert_int_equal(labels_get(labels, LABEL_SPEAKER, 1, &got, &err),
	    RC_OK);
	assert_null(got.code.s);
	assert_true(str_is(got.name, "министр"));
	assert_int_equal(labels_get(labels, LABEL_SOURCE, 7, &got, &err),
	    RC_END);
	labels_free(labels);
	db_close(db);
}

static void
names_beyond_those_kept_are_read_again(void **state)
{
	struct err err = { 0 };
	struct labels *labels = NULL;
	struct label got;
	char want[16];
	struct db *db = pages_db(*state);
	assert_int_equal(db_run(db,
			     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
			     " SELECT i+1 FROM n WHERE i<600)"
			     " INSERT INTO source(source_id,code)"
			     " SELECT i,'s'||i FROM n",
			     &err),
	    RC_OK);
	assert_int_equal(labels_new(db, &labels, &err), RC_OK);
	for (int turn = 0; turn < 2; turn++) {
		for (int i = 1; i <= SOURCES; i++) {
			assert_int_equal(labels_get(labels, LABEL_SOURCE, i,
					     &got, &err),
			    RC_OK);
			(void)snprintf(want, sizeof(want), "s%d", i);
			assert_true(str_is(got.code, want));
			assert_true(str_is(got.name, want));
		}
	}
	labels_free(labels);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_name_is_read_by_its_id,
		    folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
		    names_beyond_those_kept_are_read_again, folder_open,
		    folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
