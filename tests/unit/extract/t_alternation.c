#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/pattern.h"
#include "common/utf8.h"
#include "extract/alternation.h"
#include "tests/unit/extract/tools.h"

static void
the_tree_matches_each_word_and_the_longest(void **state)
{
	const struct tools *t = *state;
	struct err err = { .reason = "" };
	struct pattern *re = NULL;
	const struct lexeme *l = NULL;
	struct buf b;
	buf_init(&b, (size_t)1 << 20);
	alternation_write(t->lexicon, t->arena, STR("ru"), STR("currency"), &b);
	assert_int_equal(pattern_new(buf_view(&b), 0, &re, NULL, &err), RC_OK);
	size_t n = 0;
	while ((l = lexicon_next(t->lexicon, STR("ru"), STR("currency"), l)) !=
	    NULL)
		for (size_t i = 0; i < l->words.n; i++, n++) {
			struct pattern_match m;
			const struct str word =
			    utf8_fold(t->arena, l->words.v[i].v);
			assert_int_equal(pattern_find(re, word, 0, &m, &err),
			    RC_OK);
			assert_int_equal(m.at[0], 0);
			assert_int_equal(m.at[1], word.n);
		}
	assert_true(n > 50);
	pattern_free(re);
	buf_free(&b);
}

static void
an_unknown_class_gives_nothing(void **state)
{
	const struct tools *t = *state;
	struct buf b;
	buf_init(&b, 64);
	alternation_write(t->lexicon, t->arena, STR("ru"), STR("none"), &b);
	assert_int_equal(b.n, 0);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tree_matches_each_word_and_the_longest),
		cmocka_unit_test(an_unknown_class_gives_nothing),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
