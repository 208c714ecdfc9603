#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "extract/word_set.h"

#define WORDS 5000 /* the set grows several times */

static struct str
word(char out[16], int i)
{
	(void)snprintf(out, 16, "w%x", (unsigned)i * 7919);
	return str_c(out);
}

static void
all_that_was_added_is_known_again(void **state)
{
	(void)state;
	struct word_set set = { .n = 0 };
	char text[16];
	for (int i = 0; i < WORDS; i++)
		word_set_add(&set, word(text, i));
	word_set_add(&set, word(text, 0));
	assert_int_equal(set.n, WORDS);
	for (int i = 0; i < WORDS; i++)
		assert_true(word_set_has(&set, word(text, i)));
	for (int i = WORDS; i < 2 * WORDS; i++)
		assert_false(word_set_has(&set, word(text, i)));
	word_set_free(&set);
}

static void
an_empty_set_knows_nothing(void **state)
{
	(void)state;
	struct word_set set = { .n = 0 };
	assert_false(word_set_has(&set, STR("a")));
	assert_false(word_set_has(&set, STR("")));
	word_set_free(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_was_added_is_known_again),
		cmocka_unit_test(an_empty_set_knows_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
