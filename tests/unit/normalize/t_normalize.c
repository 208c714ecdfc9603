#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

static void
a_document_never_read_is_refused(void **state)
{
	struct err err = { .reason = "" };
	struct bench *b = *state;
	bench_text(b, "ru", "Есть 15 школ.");
	b->doc.has_mentions = false;
	assert_int_equal(normalize_document(b->normalizer, b->arena, &b->doc,
			     &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "sandyq-extract"));
}

static void
facts_pass_as_they_are(void **state)
{
	struct err err = { .reason = "" };
	struct bench *b = *state;
	struct fact fact = fact_empty();
	fact.value = 5;
	bench_text(b, "ru", "Есть 5 школ.");
	b->doc.has_mentions = false;
	b->doc.has_facts = true;
	b->doc.facts = &fact;
	b->doc.nfacts = 1;
	assert_int_equal(normalize_document(b->normalizer, b->arena, &b->doc,
			     &err),
	    RC_OK);
	assert_int_equal(b->doc.nfacts, 1);
	assert_real(b->doc.facts[0].value, 5);
	b->doc.facts = NULL;
	b->doc.nfacts = 0;
}

static void
an_empty_document_has_no_facts(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "");
	(void)bench_facts(b);
	assert_int_equal(b->doc.nfacts, 0);
	assert_true(b->doc.has_facts);
}

static void
spans_past_the_text_do_no_harm(void **state)
{
	struct bench *b = *state;
	bench_text(b, "ru", "Есть 15 школ.");
	struct mention *m = bench_mention(b, "count.noun", "15 школ");
	bench_capture(b, m, "number", "15");
	bench_capture(b, m, "noun", "школ");
	m->captures[1].at.length = 1000;
	m->sentence.length = 5000;
	(void)bench_facts(b);
	assert_int_equal(b->doc.nfacts, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_never_read_is_refused),
		cmocka_unit_test(facts_pass_as_they_are),
		cmocka_unit_test(an_empty_document_has_no_facts),
		cmocka_unit_test(spans_past_the_text_do_no_harm),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
