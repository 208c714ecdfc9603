#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/log.h"
#include "common/record.h"
#include "common/utf8.h"
#include "extract/figures.h"
#include "extract/rules.h"
#include "tests/unit/extract/tools.h"

/* Whether a mention is a figure, and not a period or what stands around. */
static bool
is_figure(const struct mention *m)
{
	static const char *const others[] = { "period.", "frame.", "cue.",
		"speaker." };
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (str_starts(m->rule, str_c(others[i])))
			return false;
	return true;
}

/* The document's mentions by one rule, or all that are figures, joined by
 * "|". */
static const char *
found(const struct tools *t, const struct figures *f, struct document *doc,
    const char *rule)
{
	struct err err = { .reason = "" };
	struct buf b;
	assert_int_equal(figures_find(f, t->arena, doc, &err), RC_OK);
	buf_init(&b, (size_t)1 << 20);
	struct utf8_ruler ruler = utf8_ruler(doc->text);
	for (size_t i = 0; i < doc->nmentions; i++) {
		const struct mention *m = &doc->mentions[i];
		if (rule != NULL ? !str_is(m->rule, rule) : !is_figure(m))
			continue;
		const size_t from = utf8_byte_at(&ruler, m->at.start);
		const size_t until =
		    utf8_byte_at(&ruler, m->at.start + m->at.length);
		buf_text(&b, b.n > 0 ? "|" : "");
		buf_str(&b, str_n(doc->text.s + from, until - from));
	}
	const char *out = arena_cstr(t->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static struct figures *
figures_of(const struct tools *t)
{
	struct err err = { .reason = "" };
	struct figures *f = NULL;
	if (figures_new(t->config, t->lexicon, &f, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return f;
}

static struct document
document_of(const char *lang, struct str text)
{
	struct document d = document_empty();
	d.lang = str_c(lang);
	d.text = text;
	return d;
}

/* A trap and a number rule leave no mention of their own: their examples say
 * which figures the whole text gives. */
static const char *
named(const struct tools *t, const struct rule_written *r)
{
	if (str_starts(r->name, STR("trap.")) ||
	    str_starts(r->name, STR("number.")))
		return NULL;
	return arena_cstr(t->arena, r->name);
}

/* Whether a rule finds in its example what the example says. */
static bool
keeps(const struct tools *t, const struct figures *f,
    const struct rule_written *r, const struct rule_example *x)
{
	struct buf want;
	struct document d =
	    document_of(arena_cstr(t->arena, x->lang.v), x->text.v);
	buf_init(&want, (size_t)1 << 16);
	for (size_t i = 0; i < x->figures.n; i++) {
		buf_text(&want, i > 0 ? "|" : "");
		buf_str(&want, x->figures.v[i].v);
	}
	const char *got = found(t, f, &d, named(t, r));
	const struct str wanted = want.n > 0 ? buf_view(&want) : STR("");
	const bool same = str_is(wanted, got);
	if (!same)
		print_error("%s:%u: %.*s: not \"%.*s\" but \"%s\" in: %.*s\n",
		    r->path, x->text.line, STR_ARG(r->name), STR_ARG(wanted),
		    got, STR_ARG(x->text.v));
	buf_free(&want);
	return same;
}

/* Whether a rule has two examples of what it is for, and one of what it leaves
 * alone: a figure that it takes, for a trap a text without any. */
static bool
is_shown(const struct rule_written *r)
{
	const struct rule_example *x = r->examples.v;
	const bool trap = str_starts(r->name, STR("trap."));
	size_t takes = 0;
	for (size_t i = 0; i < r->examples.n; i++)
		takes += (x[i].figures.n > 0) != trap;
	const bool shown = takes >= 2 && r->examples.n > takes;
	if (!shown)
		print_error("%s: %.*s: %zu examples, %zu of what it is for\n",
		    r->path, STR_ARG(r->name), r->examples.n, takes);
	return shown;
}

/* Every rule does what the examples in its own file say, and has enough of
 * them. */
static void
rules_keep_their_examples(void **state)
{
	const struct tools *t = *state;
	struct err err = { .reason = "" };
	struct ruleset *rules = NULL;
	struct figures *f = figures_of(t);
	struct rule_written r;
	size_t checked = 0;
	size_t broken = 0;
	size_t bare = 0;
	assert_int_equal(ruleset_load(t->config, t->lexicon, &rules, &err),
	    RC_OK);
	for (size_t i = 0; ruleset_written(rules, i, &r); i++) {
		const struct rule_example *x = r.examples.v;
		bare += !is_shown(&r);
		for (size_t k = 0; k < r.examples.n; k++, checked++)
			broken += !keeps(t, f, &r, &x[k]);
	}
	print_message("%zu examples\n", checked);
	assert_int_equal(broken, 0);
	assert_int_equal(bare, 0);
	ruleset_free(rules);
	figures_free(f);
}

static void
the_lower_order_takes_a_shared_number(void **state)
{
	const struct tools *t = *state;
	struct figures *f = figures_of(t);
	struct document d = document_of("ru", STR("Ему 34 года, тут 27 школ."));
	assert_string_equal(found(t, f, &d, NULL), "27 школ");
	assert_true(d.has_mentions);
	assert_int_equal(d.ruleset.n, 64);
	figures_free(f);
}

static void
offsets_count_code_points(void **state)
{
	const struct tools *t = *state;
	struct figures *f = figures_of(t);
	struct document d =
	    document_of("kk", STR("Қала.\n\nЕлімізде 27 моноқала бар."));
	(void)found(t, f, &d, "count.noun");
	assert_int_equal(d.nmentions, 2);
	assert_int_equal(d.mentions[0].at.start, 16);
	assert_int_equal(d.mentions[0].at.length, 11);
	assert_int_equal(d.mentions[0].sentence.start, 7);
	figures_free(f);
}

static void
a_kazakh_sentence_in_a_russian_page_is_kazakh(void **state)
{
	const struct tools *t = *state;
	struct figures *f = figures_of(t);
	struct document d =
	    document_of("ru", STR("Он сказал. Елімізде 27 моноқала бар."));
	assert_string_equal(found(t, f, &d, "count.noun"), "27 моноқала");
	figures_free(f);
}

/* Texts made to be slow or to overflow: each must end, and soon. */
static void
hostile_texts_end(void **state)
{
	static const char *const pieces[] = { "1 ", "1-", "1,1", "два ",
		"с 1 до ", "более ", "(1) ", "\xEE\x80\x80", "%D0", "0",
		"тенге ", "үш ", "« 1 " };
	const struct tools *t = *state;
	struct figures *f = figures_of(t);
	for (size_t p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++) {
		struct err err = { .reason = "" };
		struct arena *a = arena_new((size_t)512 << 20);
		struct buf b;
		buf_init(&b, (size_t)1 << 20);
		while (b.n < 100000)
			buf_text(&b, pieces[p]);
		struct document d = document_of("ru", buf_view(&b));
		assert_int_equal(figures_find(f, a, &d, &err), RC_OK);
		buf_free(&b);
		arena_free(a);
	}
	figures_free(f);
}

/* An argument names the one test to run, as `make rules-check` does. */
int
main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_keep_their_examples),
		cmocka_unit_test(the_lower_order_takes_a_shared_number),
		cmocka_unit_test(offsets_count_code_points),
		cmocka_unit_test(a_kazakh_sentence_in_a_russian_page_is_kazakh),
		cmocka_unit_test(hostile_texts_end),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
