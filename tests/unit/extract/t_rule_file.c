#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/rule_file.h"
#include "tests/unit/folder.h"

/* Loads `text` as a rule file; the reason, or "" when it is one. */
static const char *
load(const struct folder *f, const char *text, struct rule_file *file)
{
	struct err err = { .reason = "" };
	const char *path = folder_put(f, "r.yaml", text);
	*file = (struct rule_file){ .path = NULL };
	if (rule_file_load(f->arena, path, file, &err) == RC_OK)
		return "";
	return arena_cstr(f->arena, str_c(err.reason));
}

static void
a_rule_is_read_as_it_is_written(void **state)
{
	struct rule_file file;
	const char *why = load(*state,
	    "macros: { x: 'y' }\n"
	    "triggers: [numeral, scale]\n"
	    "rules:\n"
	    "  - name: money.a\n"
	    "    lang: [ru, kk]\n"
	    "    kind: money\n"
	    "    order: 40\n"
	    "    pattern: '{number}\\d'\n"
	    "    examples:\n"
	    "      - { text: 'a 1', lang: ru, figures: ['1'] }\n",
	    &file);
	assert_string_equal(why, "");
	assert_int_equal(file.macros.n, 1);
	assert_int_equal(file.words[WORDS_TRIGGER].n, 2);
	assert_int_equal(file.rules.n, 1);
	const struct rule_text *t = file.rules.v;
	assert_true(str_is(t->pattern.v, "{number}\\d"));
	assert_int_equal(t->order, 40);
	assert_int_equal(t->lang.n, 2);
	const struct rule_example *x = t->examples.v;
	assert_int_equal(t->examples.n, 1);
	assert_int_equal(x->text.line, 10);
	assert_int_equal(x->figures.n, 1);
}

static void
what_no_rule_has_is_refused_with_its_place(void **state)
{
	struct rule_file file;
	const char *why = load(*state,
	    "rules:\n"
	    "  - { name: money.a, lang: ru, kind: money, pattern: x,\n"
	    "      patern: y }\n",
	    &file);
	assert_non_null(strstr(why, "r.yaml:3:7"));
	assert_non_null(strstr(why, "patern"));
	why = load(*state, "rules:\n  - { name: money.a, lang: ru }\n", &file);
	assert_non_null(strstr(why, "r.yaml:2"));
}

static void
a_name_is_its_kind_and_a_word(void **state)
{
	static const struct {
		const char *name;
		const char *kind;
		bool fits;
	} rows[] = {
		{ "money.after", "money", true },
		{ "frame.up.more", "frame", true },
		{ "money", "money", false },
		{ "money.", "money", false },
		{ "moneyed.a", "money", false },
		{ "percent.a", "money", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct rule_text t = {
			.name.v = str_c(rows[i].name),
			.kind.v = str_c(rows[i].kind),
		};
		assert_int_equal(rule_name_fits(&t), rows[i].fits);
	}
}

static void
a_kind_tells_its_phase_and_an_unknown_one_is_none(void **state)
{
	struct rule_text t = { .kind.v = STR("trap") };
	(void)state;
	assert_int_equal(rule_kind(&t)->phase, PHASE_RAW);
	assert_true(rule_kind(&t)->trap);
	t.kind.v = STR("money");
	assert_int_equal(rule_kind(&t)->phase, PHASE_MARKED);
	assert_false(rule_kind(&t)->trap);
	t.kind.v = STR("mone");
	assert_null(rule_kind(&t));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_open, folder_close)
	const struct CMUnitTest tests[] = {
		TEST(a_rule_is_read_as_it_is_written),
		TEST(what_no_rule_has_is_refused_with_its_place),
		cmocka_unit_test(a_name_is_its_kind_and_a_word),
		cmocka_unit_test(
		    a_kind_tells_its_phase_and_an_unknown_one_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
