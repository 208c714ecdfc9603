#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static struct str
anchor_of(struct bench *b, const char *url, const char *rule)
{
	bench_text(b, "ru", "Есть 15 школ и 15 домов.");
	b->doc.url = str_c(url);
	struct mention *m = bench_mention(b, rule, "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	return bench_facts(b)[0].anchor;
}

static void
an_anchor_outlives_the_rule(void **state)
{
	const struct str a = anchor_of(*state, "https://a.kz/1", "count.noun");
	assert_int_equal(a.n, 32);
	assert_true(
	    str_eq(a, anchor_of(*state, "https://a.kz/1", "count.renamed")));
}

static void
another_page_or_place_has_another_anchor(void **state)
{
	struct bench *b = *state;
	const struct str a = anchor_of(b, "https://a.kz/1", "count.noun");
	assert_false(str_eq(a, anchor_of(b, "https://a.kz/2", "count.noun")));
	struct mention *m = bench_mention(b, "count.noun", "15 домов");
	b->doc.has_mentions = true;
	m->captures[m->ncaptures++] =
	    (struct capture){ STR("number"), bench_span(b, "15", 15) };
	const struct fact *f = bench_facts(b);
	assert_int_equal(b->doc.nfacts, 2);
	assert_false(str_eq(f[0].anchor, f[1].anchor));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_anchor_outlives_the_rule),
		cmocka_unit_test(another_page_or_place_has_another_anchor),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
