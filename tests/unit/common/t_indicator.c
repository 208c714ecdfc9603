#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/indicator.h"
#include "tests/unit/configured.h"

/* One entry of the list; what follows is indented by four. */
#define SERIES(code)                                                           \
	"  - code: " code "\n"                                                 \
	"    title_ru: Города\n    title_kk: Қалалар\n"           \
	"    title_en: Towns\n"
#define KINDS "    kind: stock\n    fact: count\n"
#define NOUN  "    noun: 'город'\n"

static void
every_key_is_read(void **state)
{
	struct err err = { 0 };
	struct indicators all;
	struct config *c = configured(*state, "ind");
	folder_put(*state, "ind/towns.yaml",
	    "indicators:\n" SERIES(
		"town.count") "    kind: stock\n    fact: money\n    unit: "
			      "KZT\n"
			      "    noun: ['^город', '^қала']\n    context: "
			      "'бюджет'\n"
			      "    exclude: ['село', 'аул']\n    low: 1\n    "
			      "high: 1.5e3\n"
			      "    window_days: 90\n    scope: country\n"
			      "    examples:\n"
			      "      - { text: 'стало 20 городов', lang: ru, "
			      "value: 20 }\n"
			      "      - { text: 'дом 20', none: yes }\n");
	if (indicators_load(c, &all, &err) != RC_OK)
		fail_msg("%s", err.reason);
	const struct indicator *x = indicators_get(&all, STR("town.count"));
	assert_non_null(x);
	assert_true(str_is(x->title_kk.v, "Қалалар"));
	assert_true(str_is(x->fact.v, "money"));
	assert_true(str_is(x->unit.v, "KZT"));
	assert_int_equal(x->noun.n, 2);
	assert_int_equal(x->noun.v[1].line, 9);
	assert_int_equal(x->context.n, 1);
	assert_int_equal(x->exclude.n, 2);
	assert_true(x->low == 1.0 && x->high == 1500.0);
	assert_int_equal(x->window_days, 90);
	assert_true(str_is(x->scope.v, "country"));
	const struct indicator_example *e = x->examples.v;
	assert_int_equal(x->examples.n, 2);
	assert_true(e[0].value == 20.0 && !e[0].none && e[1].none);
	config_free(c);
}

static void
several_files_make_one_list_by_code(void **state)
{
	struct err err = { 0 };
	struct indicators all;
	struct config *c = configured(*state, "ind");
	folder_put(*state, "ind/1.yaml",
	    "indicators:\n" SERIES("b.x") KINDS NOUN SERIES("c") KINDS NOUN);
	folder_put(*state, "ind/2.yaml",
	    "indicators:\n" SERIES("a_1") KINDS NOUN);
	folder_put(*state, "ind/3.yaml", "indicators: []\n");
	folder_put(*state, "ind/_template.yaml", "not: read\n");
	if (indicators_load(c, &all, &err) != RC_OK)
		fail_msg("%s", err.reason);
	assert_int_equal(all.n, 3);
	assert_true(str_is(all.v[0].code.v, "a_1"));
	assert_ptr_equal(indicators_get(&all, STR("c")), &all.v[2]);
	assert_true(str_is(all.v[2].scope.v, "any"));
	assert_null(indicators_get(&all, STR("b")));
	config_free(c);
}

static void
an_empty_folder_has_no_series(void **state)
{
	struct err err = { 0 };
	struct indicators all;
	struct config *c = configured(*state, "ind");
	assert_int_equal(indicators_load(c, &all, &err), RC_OK);
	assert_int_equal(all.n, 0);
	assert_null(indicators_get(&all, STR("a")));
	config_free(c);
}

static void
a_code_stands_once(void **state)
{
	struct err err = { 0 };
	struct indicators all;
	struct config *c = configured(*state, "ind");
	const char *first = folder_put(*state, "ind/1.yaml",
	    "indicators:\n" SERIES("a") KINDS NOUN);
	const char *second = folder_put(*state, "ind/2.yaml",
	    "indicators:\n" SERIES("b") KINDS NOUN SERIES("a") KINDS NOUN);
	assert_int_equal(indicators_load(c, &all, &err), RC_BAD);
	const struct folder *f = *state;
	const struct str reason =
	    arena_printf(f->arena, "%s:9:11: a is in %s:2 too", second, first);
	assert_string_equal(err.reason, reason.s);
	config_free(c);
}

static void
what_is_wrong_is_told_with_its_place(void **state)
{
	static const struct {
		const char *text;
		const char *rest;
	} rows[] = {
		{ "", "1:1: the key `indicators` is missing" },
		{ "- code: a\n", "1:1: file: keys and values are expected" },
		{ "indicators:\n  - code: a\n",
		    "2:5: the key `title_ru` is missing" },
		{ "indicators:\n" SERIES("a") KINDS,
		    "2:11: neither noun nor context: it would take every "
		    "figure" },
		{ "indicators:\n" SERIES("A.b") KINDS NOUN,
		    "2:11: code: only a-z, 0-9, _ and . may stand here" },
		{ "indicators:\n" SERIES("''") KINDS NOUN,
		    "2:11: code: only a-z, 0-9, _ and . may stand here" },
		{ "indicators:\n" SERIES("a") NOUN
		    "    kind: level\n    fact: count\n",
		    "7:11: `level` is none of: stock flow rate price" },
		{ "indicators:\n" SERIES("a") NOUN
		    "    kind: rate\n    fact: share\n",
		    "8:11: `share` is none of: count money percent points "
		    "factor quantity duration" },
		{ "indicators:\n" SERIES("a") KINDS NOUN "    scope: world\n",
		    "9:12: `world` is none of: country region any" },
		{ "indicators:\n" SERIES("a") KINDS NOUN "    low: 5\n",
		    "2:11: low 5 is above high 0" },
		{ "indicators:\n" SERIES("a") KINDS NOUN
		    "    window_days: -1\n",
		    "9:18: window_days: -1 is not in 0..36500" },
		{ "indicators:\n" SERIES("a") KINDS NOUN
		    "    examples: [{ value: 1 }]\n",
		    "9:16: the key `text` is missing" },
	};
	struct config *c = configured(*state, "ind");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		struct indicators all;
		const char *path =
		    folder_put(*state, "ind/a.yaml", rows[i].text);
		assert_int_equal(indicators_load(c, &all, &err), RC_BAD);
		assert_told(&err, path, rows[i].rest);
	}
	config_free(c);
}

static void
a_missing_folder_is_named(void **state)
{
	struct err err = { 0 };
	struct indicators all;
	struct config *c = configured(*state, "ind");
	assert_int_equal(rmdir(c->indicators), 0);
	assert_int_equal(indicators_load(c, &all, &err), RC_BAD);
	assert_true(str_starts(str_c(err.reason), str_c(c->indicators)));
	config_free(c);
}

static void
the_documented_example_is_read(void **state)
{
	struct err err = { 0 };
	struct indicators all;
	struct config *c = configured(*state, "ind");
	folder_put(*state, "ind/a.yaml", folder_example(*state, "indicators:"));
	if (indicators_load(c, &all, &err) != RC_OK)
		fail_msg("%s", err.reason);
	const struct indicator *x = indicators_get(&all, STR("monotown.count"));
	assert_non_null(x);
	assert_int_equal(x->examples.n, 2);
	config_free(c);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, folder_open, folder_close)
	const struct CMUnitTest tests[] = {
		T(every_key_is_read),
		T(several_files_make_one_list_by_code),
		T(an_empty_folder_has_no_series),
		T(a_code_stands_once),
		T(what_is_wrong_is_told_with_its_place),
		T(a_missing_folder_is_named),
		T(the_documented_example_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
