#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/search.h"

static void
words_become_quoted_strings(void **state)
{
	static const struct {
		const char *words;
		const char *match; /* NULL: nothing to ask for */
	} rows[] = {
		{ "закон", "\"закон\"" },
		{ "  два  слова ", "\"два\" \"слова\"" },
		{ "\"с 27 до 20\"", "\"с 27 до 20\"" },
		{ "a \"b c\" d", "\"a\" \"b c\" \"d\"" },
		{ "закон*", "\"закон\" *" },
		{ "\"новый зак*\"", "\"новый зак\" *" },
		{ "1,3 -x AND NEAR(", "\"1,3\" \"-x\" \"AND\" \"NEAR(\"" },
		{ "\"never closed", "\"never closed\"" },
		{ "*", "\"*\"" },
		{ "", NULL },
		{ " \"\" ", NULL },
	};
	struct arena *a = arena_new((size_t)1 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct str got = search_match(a, str_c(rows[i].words));
		if (rows[i].match == NULL)
			assert_null(got.s);
		else
			assert_string_equal(got.s, rows[i].match);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_become_quoted_strings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
