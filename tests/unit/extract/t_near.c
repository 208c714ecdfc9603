#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/near.h"
#include "tests/unit/extract/figure_tools.h"

/* Around rules: they search, and may name no mark. */
#define RULES                                                                  \
	"rules:\n"                                                             \
	"  - { name: cue.a, lang: ru, kind: cue, %s }\n"

struct made {
	struct config *config;
	struct lexicon *lexicon;
	struct ruleset *rules;
	const struct rule *rule;
};

static struct made
make(const struct folder *f, const char *parts)
{
	struct made m = { .config = NULL };
	struct err err = { .reason = "" };
	const struct str text = arena_printf(f->arena, RULES, parts);
	m.config = small_config(f, text.s);
	assert_int_equal(lexicon_load(m.config, &m.lexicon, &err), RC_OK);
	if (ruleset_load(m.config, m.lexicon, &m.rules, &err) != RC_OK)
		fail_msg("%s", err.reason);
	m.rule = ruleset_lang(m.rules, LANG_RU)->v[PHASE_AROUND];
	return m;
}

static void
drop(struct made *m)
{
	ruleset_free(m->rules);
	lexicon_free(m->lexicon);
	config_free(m->config);
}

/* Where the rule fits in `text`, as "from-start-end"; "" when nowhere. */
static const char *
fit(const struct folder *f, const char *parts, const char *text)
{
	struct near_match n;
	struct made m = make(f, parts);
	const char *out = "";
	if (near_match(NULL, m.rule, str_c(text), 0, &n))
		out = arena_printf(f->arena, "%zu-%zu-%zu", n.from, n.start,
		    n.end)
			  .s;
	drop(&m);
	return out;
}

static void
what_stands_before_must_touch_the_place(void **state)
{
	const char *parts = "before: 'x ', pattern: 'b+'";
	assert_string_equal(fit(*state, parts, "a x bb"), "4-4-6");
	assert_string_equal(fit(*state, parts, "x a bb"), "");
	assert_string_equal(fit(*state, parts, "b x b"), "4-4-5");
}

static void
what_must_not_stand_before_sends_the_search_on(void **state)
{
	const char *parts = "not_before: 'x ', pattern: 'b'";
	assert_string_equal(fit(*state, parts, "x b y b"), "6-6-7");
	assert_string_equal(fit(*state, parts, "x b"), "");
}

static void
a_bound_before_belongs_to_the_figure_and_other_words_do_not(void **state)
{
	assert_string_equal(fit(*state,
				"before: '(?<bound>over) ', pattern: 'b'",
				"a over b"),
	    "2-7-8");
	assert_string_equal(fit(*state,
				"before: '(?<prep>over) ', pattern: 'b'",
				"a over b"),
	    "7-7-8");
}

static void
context_and_exclude_are_asked_of_the_whole_sentence(void **state)
{
	const char *parts = "pattern: 'b', context: ['y'], exclude: ['z']";
	assert_string_equal(fit(*state, parts, "b .. y"), "0-0-1");
	assert_string_equal(fit(*state, parts, "b .."), "");
	assert_string_equal(fit(*state, parts, "b .. y z"), "");
}

static void
only_the_nearest_bytes_are_looked_at(void **state)
{
	const struct folder *f = *state;
	char text[NEAR_BYTES + 8];
	const char *parts = "before: 'x[a ]*', pattern: 'b'";
	(void)memset(text, 'a', sizeof(text));
	text[0] = 'x';
	text[4] = ' ';
	text[sizeof(text) - 2] = 'b';
	text[sizeof(text) - 1] = '\0';
	assert_string_equal(fit(f, parts, text), "");
	assert_string_not_equal(fit(f, parts, "xaa aab"), "");
}

static void
a_rule_that_runs_away_finds_nothing(void **state)
{
	const struct folder *f = *state;
	char text[64];
	(void)memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_string_equal(fit(f, "pattern: '(?:a+)+c'", text), "");
}

static void
groups_that_took_part_are_captured_with_their_place(void **state)
{
	struct near_match n;
	struct made m =
	    make(*state, "before: '(?<sign>-)', pattern: '(?<who>b)|(?<no>c)'");
	assert_true(near_match(NULL, m.rule, STR("a -b"), 0, &n));
	assert_int_equal(n.ncaptures, 2);
	assert_true(str_is(n.captures[0].name, "who"));
	assert_int_equal(n.captures[0].start, 3);
	assert_true(str_is(n.captures[1].name, "sign"));
	assert_int_equal(n.captures[1].start, 2);
	drop(&m);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_open, folder_close)
	const struct CMUnitTest tests[] = {
		TEST(what_stands_before_must_touch_the_place),
		TEST(what_must_not_stand_before_sends_the_search_on),
		TEST(
		    a_bound_before_belongs_to_the_figure_and_other_words_do_not),
		TEST(context_and_exclude_are_asked_of_the_whole_sentence),
		TEST(only_the_nearest_bytes_are_looked_at),
		TEST(a_rule_that_runs_away_finds_nothing),
		TEST(groups_that_took_part_are_captured_with_their_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
