#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/utf8.h"
#include "extract/marks.h"
#include "tests/unit/extract/tools.h"

/* The marked text with each mark as "<rule's word>". */
static const char *
marked(const struct tools *t, enum rules_language lang, const char *text)
{
	struct err err = { .reason = "" };
	struct ruleset *rules = NULL;
	struct marked m;
	struct buf b;
	assert_int_equal(ruleset_load(t->config, t->lexicon, &rules, &err),
	    RC_OK);
	struct marker *marker = marker_new(rules, t->lexicon);
	const struct str folded = marks_fold(t->arena, str_c(text));
	marks_make(marker, t->arena, lang, folded, &m);
	buf_init(&b, (size_t)1 << 20);
	size_t done = 0;
	for (size_t i = 0; i < m.n; i++) {
		buf_str(&b, str_n(m.text.s + done, m.v[i].at - done));
		buf_printf(&b, "<%.*s>", (int)(m.v[i].end - m.v[i].start),
		    folded.s + m.v[i].start);
		done = m.v[i].at + MARK_BYTES;
		assert_int_equal(marks_place(&m, m.v[i].at), m.v[i].start);
		assert_int_equal(marks_place(&m, done), m.v[i].end);
	}
	buf_str(&b, str_from(m.n > 0 ? m.text : folded, done));
	const char *out = arena_cstr(t->arena, buf_view(&b));
	buf_free(&b);
	marker_free(marker);
	ruleset_free(rules);
	return out;
}

static void
folding_keeps_code_points_and_hides_private_ones(void **state)
{
	const struct tools *t = *state;
	const struct str x = marks_fold(t->arena,
	    STR("ЁЖ\xC2\xA0"
		"1\n\xEE\x80\x80"));
	assert_true(str_is(x, "еж 1 \xEF\xBF\xBD"));
}

/* The short way for Russian letters is the way of all letters. */
static void
every_letter_is_folded_as_everywhere(void **state)
{
	const struct tools *t = *state;
	for (uint32_t r = 0xC0; r < 0x600; r++) {
		char in[4];
		char out[4];
		const struct str x =
		    marks_fold(t->arena, str_n(in, utf8_encode(r, in)));
		const size_t n = utf8_encode(utf8_fold_rune(r), out);
		assert_true(str_eq(x, str_n(out, n)));
	}
}

static void
numbers_of_every_make_are_one_mark(void **state)
{
	assert_string_equal(marked(*state, LANG_RU,
				"дали 343,6 млрд тенге и 1 250 000 кг"),
	    "дали <343,6 млрд> тенге и <1 250 000> кг");
	assert_string_equal(marked(*state, LANG_RU,
				"около двухсот двадцати тысяч людей"),
	    "около <двухсот двадцати тысяч> людей");
	assert_string_equal(marked(*state, LANG_KK, "жиырма жетіден 20-ға"),
	    "<жиырма жеті>ден <20>-ға");
}

static void
words_that_only_begin_like_numbers_are_none(void **state)
{
	assert_string_equal(marked(*state, LANG_KK,
				"оның үшін жүзеге алтын мыңбаев"),
	    "оның үшін жүзеге алтын мыңбаев");
	assert_string_equal(marked(*state, LANG_RU, "стол стоит семья"),
	    "стол стоит семья");
}

static void
digits_inside_names_are_none(void **state)
{
	assert_string_equal(marked(*state, LANG_RU,
				"v-150, м-36 и a320,5 %20 id=7 #5"),
	    "v-150, м-36 и a320,5 %20 id=7 #5");
	assert_string_equal(marked(*state, LANG_RU, "kzt355,7 млн"),
	    "kzt<355,7 млн>");
}

static void
what_follows_too_many_marks_stays_text(void **state)
{
	const struct tools *t = *state;
	struct buf b;
	buf_init(&b, (size_t)1 << 16);
	for (int i = 0; i < MARKS_MAX + 50; i++)
		buf_text(&b, "7 а ");
	const char *out =
	    marked(t, LANG_RU, arena_cstr(t->arena, buf_view(&b)));
	assert_true(str_ends(str_c(out), STR("а 7 а ")));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    folding_keeps_code_points_and_hides_private_ones),
		cmocka_unit_test(every_letter_is_folded_as_everywhere),
		cmocka_unit_test(numbers_of_every_make_are_one_mark),
		cmocka_unit_test(words_that_only_begin_like_numbers_are_none),
		cmocka_unit_test(digits_inside_names_are_none),
		cmocka_unit_test(what_follows_too_many_marks_stays_text),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
