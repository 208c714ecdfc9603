#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/shorthand.h"
#include "tests/unit/extract/tools.h"

#define SIGN1 "\xF3\xB0\x80\x80"
#define SIGN2 "\xF3\xB0\x80\x81"

/* What gumbo gets of a page. */
static struct shorthand
brief(const struct tools *t, const char *page, const char *want)
{
	struct shorthand s;
	struct buf out;
	buf_init(&out, strlen(page));
	shorthand_make(t->arena, str_c(page), &s, &out);
	assert_false(out.bad);
	assert_str(buf_view(&out), want);
	buf_free(&out);
	return s;
}

static void
runs_of_text_and_attributes_become_signs(void **state)
{
	const struct tools *t = *state;
	const struct shorthand s =
	    brief(t, "<div class=\"lead\" id='x>y'>A long text</div>",
		"<div a=" SIGN1 ">" SIGN2 "</div>");
	struct str all = shorthand_attrs(&s, SIGN1);
	struct str name;
	struct str value;
	assert_true(shorthand_cut(&all, &name, &value));
	assert_str(name, "class");
	assert_str(value, "lead");
	assert_true(shorthand_cut(&all, &name, &value));
	assert_str(name, "id");
	assert_str(value, "x>y");
	assert_false(shorthand_cut(&all, &name, &value));
	assert_str(shorthand_text(&s, t->arena, SIGN2), "A long text");
}

static void
what_gumbo_decides_by_stays(void **state)
{
	const struct tools *t = *state;
	brief(t, "<!DOCTYPE html><p>12</p> <br>",
	    "<!DOCTYPE html><p>12</p> <br>");
	brief(t, "<body class=\"a b c\">one", "<body class=\"a b c\">one");
	brief(t, "<meta content=\"a &amp; b\">",
	    "<meta content=\"a &amp; b\">");
	brief(t, "<pre>\n\nsome code</pre>", "<pre>\n\n" SIGN1 "</pre>");
	brief(t, "line one\rline two", "line one\rline two");
	brief(t, "<title>A <i class=\"x\"> b</title><p>some text",
	    "<title>A <i class=\"x\"> b</title><p>" SIGN1);
	brief(t, "one two<p title=it's>three four</p>what's five",
	    SIGN1 "<p title=it's>three four</p>what's five");
	brief(t, "A long text <", SIGN1 "<");
	brief(t, "Mother &amp Daughter", SIGN1 "&amp " SIGN2);
}

static void
texts_are_put_together_again(void **state)
{
	const struct tools *t = *state;
	const struct shorthand s =
	    brief(t, " Black &amp; white photos", " " SIGN1 "&amp; " SIGN2);
	assert_str(shorthand_text(&s, t->arena, " " SIGN1 "& " SIGN2),
	    " Black & white photos");
	assert_str(shorthand_text(&s, t->arena, " " SIGN1), " Black ");
	assert_str(shorthand_text(&s, t->arena, "x" SIGN1), "xBlack ");
	assert_str(shorthand_text(&s, t->arena, "plain"), "plain");
}

/* A sign in the tree must be ours. */
static void
a_page_with_such_signs_is_left_alone(void **state)
{
	const struct tools *t = *state;
	static const char *const pages[] = {
		"<p class=\"lead\">text with " SIGN1,
		"<p class=\"lead\">text with &#xF0000;",
		"<p class=\"lead\">text with &#983041",
		"<p class=\"lead\">text with &#99999999999999999999;",
	};
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		brief(t, pages[i], pages[i]);
	brief(t, "one &#8212; two", "one &#8212; two");
	brief(t, "<p>caf\xC3\xA9 \xF3\xA0\x80\x80</p>", "<p>" SIGN1 "</p>");
}

static void
more_runs_than_signs_stay_as_they_are(void **state)
{
	const struct tools *t = *state;
	const struct str page = tools_repeat(t, "<p>a paragraph", 70000);
	struct shorthand s;
	struct buf out;
	buf_init(&out, page.n);
	shorthand_make(t->arena, page, &s, &out);
	assert_true(s.n < 65536);
	assert_true(str_ends(buf_view(&out), STR("<p>a paragraph")));
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_of_text_and_attributes_become_signs),
		cmocka_unit_test(what_gumbo_decides_by_stays),
		cmocka_unit_test(texts_are_put_together_again),
		cmocka_unit_test(a_page_with_such_signs_is_left_alone),
		cmocka_unit_test(more_runs_than_signs_stay_as_they_are),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
