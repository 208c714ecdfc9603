#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "extract/heads.h"
#include "extract/marks.h"
#include "tests/unit/extract/figure_tools.h"

#define RULES                                                                  \
	"rules:\n"                                                             \
	"  - { name: number.a, lang: ru, kind: number, pattern: '\\d+' }\n"    \
	"  - { name: percent.a, lang: ru, kind: percent, order: 1,\n"          \
	"      pattern: '(?<number>{number}) ?%' }\n"                          \
	"  - { name: money.a, lang: ru, kind: money, order: 2,\n"              \
	"      pattern: '(?<number>{number}) {currency}' }\n"                  \
	"  - { name: money.b, lang: ru, kind: money, order: 3,\n"              \
	"      pattern: '(?<=x)(?<number>{number})!' }\n"                      \
	"  - { name: money.c, lang: ru, kind: money, order: 4,\n"              \
	"      pattern: '(?:y )?(?<number>{number})!' }\n"

#define MARK "\xEE\x80\x80"

struct made {
	struct config *config;
	struct lexicon *lexicon;
	struct ruleset *rules;
	struct heads *heads;
};

static struct made
make(const struct folder *f)
{
	struct made m = { .config = NULL };
	struct err err = { .reason = "" };
	m.config = small_config(f, RULES);
	assert_int_equal(lexicon_load(m.config, &m.lexicon, &err), RC_OK);
	if (ruleset_load(m.config, m.lexicon, &m.rules, &err) != RC_OK)
		fail_msg("%s", err.reason);
	m.heads = heads_new(ruleset_lang(m.rules, LANG_RU), PHASE_MARKED);
	return m;
}

static void
drop(struct made *m)
{
	heads_free(m->heads);
	ruleset_free(m->rules);
	lexicon_free(m->lexicon);
	config_free(m->config);
}

/* The rules that may fit at the front of `text`, as 'a' for the first. */
static const char *
may(struct made *m, const char *text, char out[8])
{
	struct head_set set = { { 0 } };
	size_t n = 0;
	heads_at(m->heads, str_c(text), 0, &set);
	for (size_t i = 0; i < 4; i++)
		if (heads_has(&set, i))
			out[n++] = (char)('a' + i);
	out[n] = '\0';
	return out;
}

static void
only_rules_whose_unit_may_follow_are_asked(void **state)
{
	char out[8];
	struct made m = make(*state);
	/* The last two look before the mark, or may begin before it. */
	assert_string_equal(may(&m, MARK " % и", out), "acd");
	assert_string_equal(may(&m, MARK " тенге", out), "bcd");
	assert_string_equal(may(&m, MARK " тонн", out), "cd");
	assert_string_equal(may(&m, MARK, out), "abcd");
	drop(&m);
}

static void
the_second_answer_is_the_first(void **state)
{
	char one[8];
	char two[8];
	struct made m = make(*state);
	(void)may(&m, MARK "% 1", one);
	assert_string_equal(may(&m, MARK "% 1", two), one);
	drop(&m);
}

static void
more_heads_than_it_keeps_are_answered_with_all(void **state)
{
	char out[8];
	struct made m = make(*state);
	for (unsigned i = 0; i < 7000; i++) {
		char text[16];
		(void)snprintf(text, sizeof(text), MARK "%c%c%c",
		    (char)('a' + i % 19), (char)('a' + i / 19 % 19),
		    (char)('a' + i / 361));
		(void)may(&m, text, out);
	}
	assert_string_equal(may(&m, MARK " тонн", out), "abcd");
	drop(&m);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_open, folder_close)
	const struct CMUnitTest tests[] = {
		TEST(only_rules_whose_unit_may_follow_are_asked),
		TEST(the_second_answer_is_the_first),
		TEST(more_heads_than_it_keeps_are_answered_with_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
