#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/place.h"

#include "tests/unit/folder.h"

#define CITY "places:\n  - kato: '71'\n    name: Астана\n"

static enum rc
load(struct folder *f, const char *text, struct place_file *out,
    struct err *err)
{
	return place_file_load(f->arena, folder_put(f, "p.yaml", text), out,
	    err);
}

static void
former_names_come_with_their_time(void **state)
{
	struct place_file file;
	struct err err = { 0 };
	assert_int_equal(load(*state,
			     "endings: [да]\n" CITY "    ru: [астана]\n"
			     "    since: 1998-05-06\n"
			     "    was:\n      - name: Нур-Султан\n"
			     "        since: 2019-03-23\n"
			     "        until: 2022-09-19\n",
			     &file, &err),
	    RC_OK);
	const struct place_entry *p = file.places.v;
	const struct place_was *was = p->was.v;
	assert_int_equal(file.endings.n, 1);
	assert_int_equal(p->was.n, 1);
	assert_true(str_is(p->since.v, "1998-05-06"));
	assert_true(str_is(was->name.v, "Нур-Султан"));
	assert_true(str_is(was->until.v, "2022-09-19"));
}

static void
wrong_dates_are_named_by_their_place(void **state)
{
	static const struct {
		const char *text;
		const char *reason;
	} cases[] = {
		{ CITY "    since: soon\n", "p.yaml:4:12: no date" },
		{ CITY "    until: 2022\n", "p.yaml:4:12: no date" },
		{ CITY "    was: [{ name: a, since: 2022-13-01 }]\n",
		    "no date" },
		{ CITY "    since: 2022-01-02\n    until: 2022-01-02\n",
		    "p.yaml:5:12: until: not after since" },
		{ CITY "    wast: []\n", "wast" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct place_file file;
		struct err err = { 0 };
		assert_int_equal(load(*state, cases[i].text, &file, &err),
		    RC_BAD);
		assert_non_null(strstr(err.reason, cases[i].reason));
	}
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(former_names_come_with_their_time),
		IN_FOLDER(wrong_dates_are_named_by_their_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
