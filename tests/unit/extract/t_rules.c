#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extract/rules.h"
#include "tests/unit/extract/figure_tools.h"

#define NUMBER                                                                 \
	"triggers: [numeral]\n"                                                \
	"macros: { any: '{number}' }\n" BARE

#define BARE                                                                   \
	"rules:\n"                                                             \
	"  - name: number.digits\n"                                            \
	"    lang: [ru, kk]\n"                                                 \
	"    kind: number\n"                                                   \
	"    pattern: '\\d+'\n"

/* What loading the rules says: "" when all is well. */
static const char *
load_file(const struct folder *f, const char *text)
{
	struct err err = { .reason = "" };
	struct lexicon *l = NULL;
	struct ruleset *r = NULL;
	struct config *c = small_config(f, text);
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

static const char *
load(const struct folder *f, const char *more)
{
	return load_file(f, arena_printf(f->arena, "%s%s", NUMBER, more).s);
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

/* Whatever makes a pattern broken only when it is filled. */
static void
a_pattern_that_its_macros_break_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *pattern;
		const char *why;
	} rows[] = {
		{ "(?<!{numeral} )x{number}", "lookbehind" },
		{ "{number}[{odd}]", "range" },
		{ "{number}{open}", "parenthes" },
		{ "{number}(?:(?:{long}){900}){900}", "too large" },
		{ "{number}{named}", "over 16 named groups" },
		{ "{number}{self}", "uses itself" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct folder *f = *state;
		const struct str rule = arena_printf(f->arena,
		    "  - { name: money.a, lang: ru, kind: money,\n"
		    "      pattern: '%s' }\n"
		    "macros: { odd: 'z-a', open: '(', self: '{self}x',\n"
		    "  long: 'abcdefghij',\n"
		    "  named: '(?<a>.){six}{five}', six: '{five}(?<b>.)',\n"
		    "  five: '(?<c>.)(?<d>.)(?<e>.)(?<f>.)(?<g>.)(?<h>.)"
		    "(?<i>.)(?<j>.)' }\n",
		    rows[i].pattern);
		const char *why = load_file(f,
		    arena_printf(f->arena, "%s%s", BARE, rule.s).s);
		assert_non_null(strstr(why, "r.yaml:7:16"));
		assert_non_null(strstr(why, rows[i].why));
	}
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

static bool
compiles(const struct pattern *re)
{
	const size_t code = re != NULL ? pattern_code(re) : 1;
	return code > 0 && code <= PATTERN_CODE_MAX;
}

static bool
rule_compiles(const struct rule *r)
{
	bool all = compiles(r->pattern.re) && compiles(r->before.re) &&
	    compiles(r->not_before.re);
	for (size_t i = 0; i < r->ncontext; i++)
		all = all && compiles(r->context[i]);
	for (size_t i = 0; i < r->nexclude; i++)
		all = all && compiles(r->exclude[i]);
	return all;
}

/* What was found sound from its parts is so as a whole. */
static void
each_pattern_of_ours_compiles_when_it_is_asked(void **state)
{
	const struct folder *f = *state;
	const char *source = getenv("SANDYQ_SOURCE");
	const char *path = arena_printf(f->arena, "%s/config/sandyq.yaml",
	    source != NULL ? source : ".")
			       .s;
	struct err err = { .reason = "" };
	struct lexicon *l = NULL;
	struct ruleset *r = NULL;
	struct config *c = NULL;
	assert_int_equal(config_load(path, NULL, &c, &err), RC_OK);
	assert_int_equal(lexicon_load(c, &l, &err), RC_OK);
	assert_int_equal(ruleset_load(c, l, &r, &err), RC_OK);
	for (enum rules_language lang = 0; lang < LANGS; lang++)
		for (int phase = 0; phase < PHASES; phase++) {
			const struct rules_lang *rules = ruleset_lang(r, lang);
			assert_true(rules->n[phase] > 0);
			for (size_t i = 0; i < rules->n[phase]; i++)
				if (!rule_compiles(&rules->v[phase][i]))
					fail_msg("%s",
					    rules->v[phase][i].name.s);
		}
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
		cmocka_unit_test(
		    a_pattern_that_its_macros_break_is_refused_with_its_place),
		cmocka_unit_test(unknown_words_are_refused_with_their_place),
		cmocka_unit_test(a_name_says_its_kind),
		cmocka_unit_test(a_figure_needs_a_mark_and_a_number_has_none),
		cmocka_unit_test(rules_stand_by_order),
		cmocka_unit_test(
		    each_pattern_of_ours_compiles_when_it_is_asked),
	};
	return cmocka_run_group_tests(tests, folder_open, folder_close);
}
