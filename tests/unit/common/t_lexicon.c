#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/lexicon.h"
#include "common/pattern.h"
#include "tests/unit/configured.h"

#define RU                                                                       \
	"entries:\n"                                                             \
	"  - { class: number, value: 2, words: [два, ДВУХ, двое] }\n" \
	"  - { class: number, value: 3, words: [три, трёх] }\n"           \
	"  - { class: bound, code: at_least, words: [не  менее, не ниже] }\n"

static struct lexicon *
load_ok(const struct folder *f)
{
	struct err err = { 0 };
	struct lexicon *l = NULL;
	struct config *c = configured(f, "lex");
	if (lexicon_load(c, &l, &err) != RC_OK)
		fail_msg("%s", err.reason);
	config_free(c);
	return l;
}

static void
assert_refused(const struct folder *f, const char *text, const char *rest)
{
	struct err err = { 0 };
	struct lexicon *l = NULL;
	struct config *c = configured(f, "lex");
	const char *path = folder_put(f, "lex/ru/a.yaml", text);
	assert_int_equal(lexicon_load(c, &l, &err), RC_BAD);
	assert_null(l);
	assert_told(&err, path, rest);
	config_free(c);
}

static double
value_of(const struct lexicon *l, const char *lang, const char *word)
{
	const struct lexeme *x =
	    lexicon_find(l, str_c(lang), STR("number"), str_c(word));
	return x != NULL ? x->value : -1;
}

static void
words_are_found_folded(void **state)
{
	folder_put(*state, "lex/ru/a.yaml", RU);
	struct lexicon *l = load_ok(*state);
	assert_true(value_of(l, "ru", "двух") == 2.0);
	assert_true(value_of(l, "ru", "трех") == 3.0);
	assert_true(value_of(l, "ru", "дву") == -1.0);
	assert_true(value_of(l, "ru", "") == -1.0);
	assert_null(lexicon_find(l, STR("ru"), STR("bound"), STR("два")));
	assert_null(lexicon_find(l, STR("ru"), STR("none"), STR("два")));
	lexicon_free(l);
}

static void
any_white_space_joins_words(void **state)
{
	static const char *const asked[] = { "не менее", " не  менее ",
		"не\xc2\xa0менее", "не\n\tменее", "не\xe2\x80\xafменее" };
	folder_put(*state, "lex/ru/a.yaml", RU);
	struct lexicon *l = load_ok(*state);
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		const struct lexeme *x =
		    lexicon_find(l, STR("ru"), STR("bound"), str_c(asked[i]));
		assert_non_null(x);
		assert_true(str_is(x->code.v, "at_least"));
		assert_true(str_is(x->words.v[0].v, "не менее"));
	}
	assert_null(lexicon_find(l, STR("ru"), STR("bound"), STR("неменее")));
	lexicon_free(l);
}

static void
a_word_longer_than_any_is_not_found(void **state)
{
	char word[1000];
	folder_put(*state, "lex/ru/a.yaml", RU);
	struct lexicon *l = load_ok(*state);
	memset(word, 'a', sizeof(word));
	assert_null(lexicon_find(l, STR("ru"), STR("number"),
	    str_n(word, sizeof(word))));
	memset(word, ' ', sizeof(word));
	assert_null(lexicon_find(l, STR("ru"), STR("number"),
	    str_n(word, sizeof(word))));
	lexicon_free(l);
}

static void
an_empty_language_asks_all_in_order(void **state)
{
	folder_put(*state, "lex/en/a.yaml",
	    "entries: [{ class: number, value: 9, words: [да] }]\n");
	folder_put(*state, "lex/kk/a.yaml",
	    "entries: [{ class: number, value: 5, words: [бес, да] }]\n");
	folder_put(*state, "lex/ru/a.yaml", RU);
	struct lexicon *l = load_ok(*state);
	assert_true(value_of(l, "", "бес") == 5.0);
	assert_true(value_of(l, "", "да") == 5.0);
	assert_true(value_of(l, "en", "да") == 9.0);
	assert_true(value_of(l, "ru", "бес") == -1.0);
	const struct lexeme *x =
	    lexicon_find(l, STR_NONE, STR("number"), STR("бес"));
	assert_true(str_is(x->lang, "kk"));
	lexicon_free(l);
}

static void
entries_come_in_file_order(void **state)
{
	folder_put(*state, "lex/ru/b.yaml",
	    "entries: [{ class: number, value: 4, words: четыре }]\n");
	folder_put(*state, "lex/ru/a.yaml", RU);
	folder_put(*state, "lex/kk/a.yaml",
	    "entries: [{ class: number, value: 5, words: [бес] }]\n");
	struct lexicon *l = load_ok(*state);
	static const double wanted[] = { 2, 3, 4 };
	const struct lexeme *x = NULL;
	for (size_t i = 0; i < 3; i++) {
		x = lexicon_next(l, STR("ru"), STR("number"), x);
		assert_non_null(x);
		assert_true(x->value == wanted[i]);
	}
	assert_null(lexicon_next(l, STR("ru"), STR("number"), x));
	x = lexicon_next(l, STR(""), STR("number"), x);
	assert_true(x->value == 5.0);
	assert_null(lexicon_next(l, STR("ru"), STR("none"), NULL));
	lexicon_free(l);
}

static void
an_alternation_is_a_quoted_tree_longest_first(void **state)
{
	const struct folder *f = *state;
	folder_put(*state, "lex/ru/a.yaml",
	    "entries:\n"
	    "  - { class: u, words: ['т', 'т.д.', 'тыс', 'не менее'] }\n"
	    "  - { class: u, words: ['м#', 'a-b', 'тыс', 'ab', 'ё'] }\n");
	struct lexicon *l = load_ok(f);
	const struct str regex =
	    lexicon_alternation(l, f->arena, STR("ru"), STR("u"));
	assert_string_equal(regex.s,
	    "(?:(?:a(?:\\-b|b)|е|м\\#|не[\\s\\x{A0}]+менее|"
	    "т(?:\\.д\\.|ыс)?))");
	assert_null(lexicon_alternation(l, f->arena, STR("kk"), STR("u")).s);
	lexicon_free(l);
}

/* Each word alone, in a free-spacing pattern too. */
static void
an_alternation_matches_its_words(void **state)
{
	static const char *const words[] = { "не менее", "т.д.", "a-b", "м#",
		"$", "{x}", "[", "\\d", "50%", "^|*+?" };
	const struct folder *f = *state;
	struct err err = { 0 };
	struct pattern *p = NULL;
	size_t at = 0;
	folder_put(*state, "lex/ru/a.yaml",
	    "entries:\n  - { class: u, words: ['не менее', 'т.д.', 'a-b', "
	    "'м#', '$', '{x}', '[', '\\d', '50%', '^|*+?'] }\n");
	struct lexicon *l = load_ok(f);
	const struct str group =
	    lexicon_alternation(l, f->arena, STR(""), STR("u"));
	const struct str regex =
	    arena_printf(f->arena, "^ %.*s $", STR_ARG(group));
	assert_int_equal(pattern_new(regex, PATTERN_EXTENDED, &p, &at, &err),
	    RC_OK);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_true(pattern_matches(p, str_c(words[i])));
	assert_true(pattern_matches(p, STR("не \xc2\xa0менее")));
	assert_false(pattern_matches(p, STR("тxдx")));
	assert_false(pattern_matches(p, STR("5")));
	assert_false(pattern_matches(p, STR("")));
	pattern_free(p);
	lexicon_free(l);
}

static void
the_ruleset_changes_with_every_byte(void **state)
{
	char first[65];
	const struct folder *f = *state;
	folder_put(f, "lex/ru/a.yaml", RU);
	struct lexicon *l = load_ok(f);
	assert_int_equal(lexicon_ruleset(l).n, 64);
	memcpy(first, lexicon_ruleset(l).s, sizeof(first));
	lexicon_free(l);

	folder_put(f, "lex/ru/_template.yaml", "entries: []\n");
	l = load_ok(f);
	assert_string_equal(lexicon_ruleset(l).s, first);
	lexicon_free(l);

	folder_put(f, "lex/ru/a.yaml", RU "# a comment\n");
	l = load_ok(f);
	assert_string_not_equal(lexicon_ruleset(l).s, first);
	lexicon_free(l);

	folder_put(f, "lex/ru/a.yaml", RU);
	folder_put(f, "rules/a.yaml", "rules: []\n");
	l = load_ok(f);
	assert_string_not_equal(lexicon_ruleset(l).s, first);
	memcpy(first, lexicon_ruleset(l).s, sizeof(first));
	lexicon_free(l);

	assert_int_equal(rename(folder_path(f, "rules/a.yaml"),
			     folder_path(f, "rules/b.yaml")),
	    0);
	l = load_ok(f);
	assert_string_not_equal(lexicon_ruleset(l).s, first);
	lexicon_free(l);
}

static void
the_ruleset_does_not_depend_on_the_place(void **state)
{
	char first[65];
	const struct folder *f = *state;
	folder_put(f, "lex/ru/a.yaml", RU);
	struct lexicon *l = load_ok(f);
	memcpy(first, lexicon_ruleset(l).s, sizeof(first));
	lexicon_free(l);
	void *other = NULL;
	assert_int_equal(folder_open(&other), 0);
	folder_put(other, "lex/ru/a.yaml", RU);
	l = load_ok(other);
	assert_string_equal(lexicon_ruleset(l).s, first);
	lexicon_free(l);
	assert_int_equal(folder_close(&other), 0);
}

static void
a_word_has_one_meaning_in_its_class(void **state)
{
	const struct folder *f = *state;
	folder_put(f, "lex/ru/a.yaml",
	    "entries:\n"
	    "  - { class: number, value: 2, words: [два, два] }\n"
	    "  - { class: number, value: 2, words: [Два] }\n"
	    "  - { class: unit, code: x, words: [два] }\n");
	lexicon_free(load_ok(f));
	const struct str reason = arena_printf(f->arena,
	    "3:41: `два` has another meaning in class number already (%s:2)",
	    folder_path(f, "lex/ru/a.yaml"));
	assert_refused(f,
	    "entries:\n"
	    "  - { class: number, value: 2, words: [два] }\n"
	    "  - { class: number, value: 3, words: [ Два] }\n",
	    reason.s);
}

static void
what_is_wrong_is_told_with_its_place(void **state)
{
	static const struct {
		const char *text;
		const char *rest;
	} rows[] = {
		{ "words: [a]\n", "1:1: unknown key `words`" },
		{ "entries: [{ class: a }]\n",
		    "1:11: the key `words` is missing" },
		{ "entries: [{ words: [a] }]\n",
		    "1:11: the key `class` is missing" },
		{ "entries: [{ class: '', words: [a] }]\n",
		    "1:20: an empty class" },
		{ "entries: [{ class: a, words: [b, ' '] }]\n",
		    "1:34: a word has 1 to 200 bytes, this one 1" },
		{ "entries: [{ class: a, value: two, words: [b] }]\n",
		    "1:30: value: a number is expected" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(*state, rows[i].text, rows[i].rest);
}

static void
a_missing_folder_is_named(void **state)
{
	struct err err = { 0 };
	struct lexicon *l = NULL;
	struct config *c = configured(*state, "lex");
	assert_int_equal(rmdir(c->lexicon), 0);
	assert_int_equal(lexicon_load(c, &l, &err), RC_BAD);
	assert_true(str_starts(str_c(err.reason), str_c(c->lexicon)));
	config_free(c);
}

static void
the_documented_example_is_read(void **state)
{
	folder_put(*state, "lex/ru/a.yaml", folder_example(*state, "entries:"));
	struct lexicon *l = load_ok(*state);
	const struct lexeme *x =
	    lexicon_find(l, STR("ru"), STR("currency"), STR("тг"));
	assert_non_null(x);
	assert_true(str_is(x->code.v, "KZT"));
	lexicon_free(l);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, folder_open, folder_close)
	const struct CMUnitTest tests[] = {
		T(words_are_found_folded),
		T(any_white_space_joins_words),
		T(a_word_longer_than_any_is_not_found),
		T(an_empty_language_asks_all_in_order),
		T(entries_come_in_file_order),
		T(an_alternation_is_a_quoted_tree_longest_first),
		T(an_alternation_matches_its_words),
		T(the_ruleset_changes_with_every_byte),
		T(the_ruleset_does_not_depend_on_the_place),
		T(a_word_has_one_meaning_in_its_class),
		T(what_is_wrong_is_told_with_its_place),
		T(a_missing_folder_is_named),
		T(the_documented_example_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
