#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/verb.h"

#define WORDS_MAX 8

/* The verb found in a command line of words. */
static const char *
found(const char *line)
{
	struct arena *a = arena_new((size_t)1 << 20);
	char *argv[WORDS_MAX];
	int argc = 0;
	struct str rest = str_c(line);
	struct str word;
	while (argc < WORDS_MAX && str_cut(&rest, ' ', &word))
		argv[argc++] = arena_cstr(a, word);
	const struct verb *v = verb_in(argc, argv);
	arena_free(a);
	return v != NULL ? v->name : "none";
}

static void
the_verb_is_found_among_the_options(void **state)
{
	(void)state;
	assert_string_equal(found("p load"), "load");
	assert_string_equal(found("p --db series -v facts load"), "facts");
	assert_string_equal(found("p --db=load status"), "status");
	assert_string_equal(found("p -c load check"), "check");
	assert_string_equal(found("p --exit-code changes"), "changes");
	assert_string_equal(found("p dance"), "none");
	assert_string_equal(found("p --db"), "none");
	assert_string_equal(found("p"), "none");
}

/* Whether `verb` (NULL: the program) takes --option. */
static bool
offers(const char *verb, const char *option)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct asked asked = { 0 };
	const struct verb *v = verb != NULL ? verb_named(verb) : NULL;
	const struct stage_option *o = verb_options(a, v, &asked);
	while (o->name != NULL && strcmp(o->name, option) != 0)
		o++;
	const bool there = o->name != NULL;
	arena_free(a);
	return there;
}

static void
a_verb_offers_only_its_own_options(void **state)
{
	(void)state;
	assert_true(offers("load", "db"));
	assert_false(offers("load", "format"));
	assert_true(offers("series", "plot"));
	assert_false(offers("series", "verdict"));
	assert_true(offers("changes", "exit-code"));
	assert_false(offers("judge", "since"));
	assert_true(offers(NULL, "verdict"));
	assert_false(offers(NULL, "verbatim"));
}

static void
every_verb_is_in_the_list(void **state)
{
	static const char *const names[] = { "load", "series", "changes",
		"facts", "indicators", "status", "shards", "check", "sql",
		"stale", "disagreements", "quotes", "sources", "search",
		"suggest", "judge", "documents", "rereading", "export",
		"publish", "metrics", "events", "feed" };
	struct arena *a = arena_new((size_t)1 << 20);
	const char *list = verb_list(a);
	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(char *); i++) {
		assert_non_null(verb_named(names[i]));
		assert_non_null(strstr(list, verb_named(names[i])->usage));
	}
	assert_null(verb_named("dance"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verb_is_found_among_the_options),
		cmocka_unit_test(a_verb_offers_only_its_own_options),
		cmocka_unit_test(every_verb_is_in_the_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
