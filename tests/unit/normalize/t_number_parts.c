#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/number_parts.h"
#include "tests/unit/normalize/tools.h"

/* Words, divided by spaces, one after the other; false at the first that
 * cannot stand where it does. */
static bool
read_all(const struct lexicon *l, const char *lang, const char *words,
    struct number_parts *p)
{
	struct str rest = str_c(words);
	struct str word = STR_NONE;
	*p = (struct number_parts){ .lexicon = l, .lang = str_c(lang) };
	while (str_cut(&rest, ' ', &word))
		if (!number_word(p, word))
			return false;
	return true;
}

static void
words_build_on_what_stands_before(void **state)
{
	static const struct {
		const char *lang;
		const char *words;
		double total;
		double current; /* -1: refused */
	} rows[] = {
		{ "ru", "двадцать семь", 0, 27 },
		{ "ru", "семь двадцать", 0, -1 },
		{ "ru", "два миллиона триста", 2e6, 300 },
		{ "ru", "сто тысяч миллионов", 1e11, 0 },
		{ "ru", "два миллиона три миллиарда", 0, -1 },
		{ "kk", "екі жүз елу", 0, 250 },
		{ "kk", "үш төрт", 0, 4 },
		{ "kk", "үш бес", 0, -1 },
	};
	struct arena *arena = arena_new((size_t)64 << 20);
	struct config *config = bench_config(arena);
	struct lexicon *lexicon = NULL;
	struct err err = { 0 };
	(void)state;
	assert_int_equal(lexicon_load(config, &lexicon, &err), RC_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct number_parts p;
		const bool taken =
		    read_all(lexicon, rows[i].lang, rows[i].words, &p);
		assert_int_equal(taken, rows[i].current >= 0);
		if (!taken)
			continue;
		assert_true(p.total == rows[i].total);
		assert_true(p.current == rows[i].current);
	}
	lexicon_free(lexicon);
	config_free(config);
	arena_free(arena);
}

static void
halves_and_decimals_need_something_before(void **state)
{
	struct number_parts p = { .lexicon = NULL };
	(void)state;
	assert_false(number_half(&p, 0.5));
	p.total = 2e6;
	p.last = 1e6;
	assert_true(number_half(&p, 0.5));
	assert_true(p.total == 2.5e6 && p.step == 5e5);
	p = (struct number_parts){ .whole = 3, .current = 7, .decimals = true };
	number_decimals_end(&p);
	assert_true(p.current > 3.69 && p.current < 3.71);
	assert_true(p.step == 0.1 && p.rounded && !p.decimals);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_build_on_what_stands_before),
		cmocka_unit_test(halves_and_decimals_need_something_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
