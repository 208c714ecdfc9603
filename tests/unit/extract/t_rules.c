#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/rules.h"
#include "tests/unit/extract/figure_tools.h"

#define NUMBER                                                                 \
	"triggers: [numeral]\n"                                                \
	"macros: { any: '{number}' }\n"                                        \
	"rules:\n"                                                             \
	"  - name: number.digits\n"                                            \
	"    lang: [ru, kk]\n"                                                 \
	"    kind: number\n"                                                   \
	"    pattern: '\\d+'\n"

/* What loading NUMBER and `more` says: "" when all is well. */
static const char *
load(const struct folder *f, const char *more)
{
	struct err err = { .reason = "" };
	struct lexicon *l = NULL;
	struct ruleset *r = NULL;
	const struct str text = arena_printf(f->arena, "%s%s", NUMBER, more);
	struct config *c = small_config(f, text.s);
	assert_int_equal(lexicon_load(c, &l, &err), RC_OK);
	const enum rc rc = ruleset_load(c, l, &r, &err);
	assert_int_equal(rc == RC_OK, r != NULL);
	ruleset_free(r);
	lexicon_free(l);
	config_free(c);
	const struct str why = str_c(err.reason);
	return rc == RC_OK
	    ? ""
	    : arena_cstr(f->arena, str_from(why, str_find(why, STR("r.yaml"))));
}

#define RULE(name, kind, rest)                                                 \
	"  - { name: " name ", lang: ru, kind: " kind ", " rest " }\n"

static void
good_rules_load_for_each_language(void **state)
{
	assert_string_equal(load(*state,
				RULE("money.a", "money",
				    "pattern: '{any} (?<unit>{currency})'")),
	    "");
}

static void
a_broken_pattern_is_refused_with_its_place(void **state)
{
	const char *why =
	    load(*state, RULE("money.a", "money", "pattern: '{number}('"));
	assert_non_null(strstr(why, "r.yaml:8:"));
	assert_non_null(strstr(why, "parenthes"));
	why = load(*state,
	    RULE("money.a", "money", "pattern: '{number}', before: '['"));
	assert_non_null(strstr(why, "r.yaml:8:"));
}

static void
unknown_words_are_refused_with_their_place(void **state)
{
	assert_non_null(
	    strstr(load(*state, RULE("money.a", "money", "pattern: '{nope}'")),
		"unknown macro {nope}"));
	assert_non_null(
	    strstr(load(*state, RULE("cash.a", "cash", "pattern: '{number}'")),
		"r.yaml:8:"));
	assert_non_null(
	    strstr(load(*state,
		       RULE("money.a", "money", "pettern: '{number}'")),
		"r.yaml:8:"));
	assert_non_null(
	    strstr(load(*state,
		       "  - { name: money.a, lang: fr, kind: money, pattern: "
		       "'{number}' }\n"),
		"unknown language fr"));
}

static void
a_name_says_its_kind(void **state)
{
	assert_non_null(
	    strstr(load(*state,
		       RULE("percent.a", "money", "pattern: '{number}'")),
		"a rule's name is its kind"));
}

static void
a_figure_needs_a_mark_and_a_number_has_none(void **state)
{
	assert_non_null(
	    strstr(load(*state, RULE("money.a", "money", "pattern: 'x'")),
		"must name {number}"));
	assert_non_null(
	    strstr(load(*state,
		       RULE("number.b", "number", "pattern: '{number}'")),
		"cannot name a mark"));
}

static void
rules_stand_by_order(void **state)
{
	struct err err = { .reason = "" };
	struct lexicon *l = NULL;
	struct ruleset *r = NULL;
	const struct folder *f = *state;
	struct config *c = small_config(f,
	    NUMBER RULE("money.late", "money", "order: 9, pattern: '{any}a'")
		RULE("money.soon", "money", "order: 2, pattern: '{any}b'")
		    RULE("trap.raw", "trap", "pattern: '\\d:'")
			RULE("cue.plan", "cue", "pattern: 'будет'"));
	assert_int_equal(lexicon_load(c, &l, &err), RC_OK);
	assert_int_equal(ruleset_load(c, l, &r, &err), RC_OK);
	const struct rules_lang *ru = ruleset_lang(r, LANG_RU);
	assert_int_equal(ru->n[PHASE_MARKED], 2);
	assert_true(str_is(ru->v[PHASE_MARKED][0].name, "money.soon"));
	assert_int_equal(ru->n[PHASE_RAW], 2);
	assert_int_equal(ru->n[PHASE_AROUND], 1);
	assert_int_equal(ruleset_lang(r, LANG_KK)->n[PHASE_RAW], 1);
	ruleset_free(r);
	lexicon_free(l);
	config_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_rules_load_for_each_language),
		cmocka_unit_test(a_broken_pattern_is_refused_with_its_place),
		cmocka_unit_test(unknown_words_are_refused_with_their_place),
		cmocka_unit_test(a_name_says_its_kind),
		cmocka_unit_test(a_figure_needs_a_mark_and_a_number_has_none),
		cmocka_unit_test(rules_stand_by_order),
	};
	return cmocka_run_group_tests(tests, folder_open, folder_close);
}
