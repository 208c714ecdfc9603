#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/catalog.h"
#include "tests/unit/store/pages.h"

static struct catalog *
catalog_at(struct db *db, const struct sites *sites)
{
	struct err err = { 0 };
	struct catalog *c = NULL;
	assert_int_equal(catalog_new(db, sites, &c, &err), RC_OK);
	return c;
}

static void
names_get_one_id_each(void **state)
{
	static const struct sites none = { 0 };
	struct err err = { 0 };
	struct db *db = pages_db(*state);
	struct catalog *c = catalog_at(db, &none);
	int64_t one = 0;
	int64_t two = 0;
	assert_int_equal(catalog_speaker(c, STR("министр"), &one, &err), RC_OK);
	assert_int_equal(catalog_speaker(c, STR("министр"), &two, &err), RC_OK);
	assert_true(one != 0 && one == two);
	assert_int_equal(catalog_speaker(c, STR("аким"), &two, &err), RC_OK);
	assert_true(one != two);
	assert_int_equal(catalog_speaker(c, STR_NONE, &two, &err), RC_OK);
	assert_true(two == 0);
	catalog_free(c);
	db_close(db);
}

static struct site
site_of(long authority)
{
	return (struct site){ .code = { .v = STR("qala") },
		.name = { .v = STR("Қала") },
		.kind = { .v = STR("media") },
		.authority = authority };
}

static void
the_configuration_tells_what_a_source_is(void **state)
{
	struct site once = site_of(40);
	struct site now = site_of(90);
	const struct sites sites = { .v = &once, .n = 1 };
	const struct sites later = { .v = &now, .n = 1 };
	static const struct indicators none = { 0 };
	struct err err = { 0 };
	struct db *db = pages_db(*state);
	struct catalog *c = catalog_at(db, &sites);
	int64_t id = 0;
	assert_int_equal(catalog_source(c, STR("qala"), &id, &err), RC_OK);
	assert_int_equal(catalog_source(c, STR("other.kz"), &id, &err), RC_OK);
	assert_int_equal(catalog_source(c, STR_NONE, &id, &err), RC_OK);
	assert_int_equal(pages_number(db,
			     "SELECT group_concat(authority,'') FROM"
			     " (SELECT authority FROM source"
			     " ORDER BY source_id)"),
	    405050);
	catalog_free(c);
	c = catalog_at(db, &later);
	assert_int_equal(catalog_refresh(c, &none, &err), RC_OK);
	assert_int_equal(pages_number(db,
			     "SELECT authority FROM source"
			     " WHERE code='qala' AND kind='media'"),
	    90);
	catalog_free(c);
	db_close(db);
}

static void
titles_follow_the_configuration_and_cost_nothing_when_the_same(void **state)
{
	struct indicator one = { .code = { .v = STR("monotown.count") },
		.title_ru = { .v = STR("Моногорода") },
		.kind = { .v = STR("stock") },
		.window_days = 30 };
	const struct indicators known = { .v = &one, .n = 1 };
	static const struct sites none = { 0 };
	struct err err = { 0 };
	struct db *db = pages_db(*state);
	struct catalog *c = catalog_at(db, &none);
	int64_t id = 0;
	assert_int_equal(catalog_indicator(c, STR("monotown.count"), &id, &err),
	    RC_OK);
	assert_int_equal(catalog_refresh(c, &known, &err), RC_OK);
	const int64_t before = pages_number(db, "SELECT total_changes()");
	assert_int_equal(catalog_refresh(c, &known, &err), RC_OK);
	assert_int_equal(pages_number(db, "SELECT total_changes()"), before);
	assert_int_equal(pages_number(db,
			     "SELECT window_days FROM indicator WHERE title_ru="
			     "'Моногорода' AND title_kk IS NULL"),
	    30);
	catalog_free(c);
	db_close(db);
}

static void
no_place_and_the_country_are_one(void **state)
{
	static const struct sites none = { 0 };
	static const struct {
		struct fact_place place;
		bool country;
	} cases[] = {
		{ { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } }, true },
		{ { { "KZ", 2 }, { "x", 1 }, { "sentence", 8 } }, true },
		{ { { "350000000", 9 }, { "y", 1 }, { NULL, 0 } }, false },
		{ { { NULL, 0 }, { "Kazakhstan", 10 }, { NULL, 0 } }, false },
	};
	struct err err = { 0 };
	struct db *db = pages_db(*state);
	struct catalog *c = catalog_at(db, &none);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t id = -1;
		int64_t again = -1;
		assert_int_equal(catalog_place(c, &cases[i].place, &id, &err),
		    RC_OK);
		assert_int_equal(catalog_place(c, &cases[i].place, &again,
				     &err),
		    RC_OK);
		assert_true((id == CATALOG_COUNTRY) == cases[i].country);
		assert_true(id == again);
	}
	catalog_free(c);
	db_close(db);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(names_get_one_id_each),
		IN_FOLDER(the_configuration_tells_what_a_source_is),
		IN_FOLDER(
		    titles_follow_the_configuration_and_cost_nothing_when_the_same),
		IN_FOLDER(no_place_and_the_country_are_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
