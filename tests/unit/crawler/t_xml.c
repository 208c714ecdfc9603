#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "crawler/xml.h"

struct trace {
	struct buf text;
};

static void
on_open(void *arg, struct str name, const char *const *attrs)
{
	struct trace *t = arg;
	buf_printf(&t->text, "<%.*s", STR_ARG(name));
	const struct str href = xml_attr(attrs, "href");
	if (href.s != NULL)
		buf_printf(&t->text, " %.*s", STR_ARG(href));
	buf_chr(&t->text, '>');
}

static void
on_close(void *arg, struct str name, struct str text)
{
	struct trace *t = arg;
	buf_printf(&t->text, "%.*s</%.*s>", STR_ARG(text), STR_ARG(name));
}

/* Reads `file`; the events as text are the caller's to free. */
static char *
events(struct str file, enum rc expected, struct err *err)
{
	struct trace t;
	buf_init(&t.text, 1 << 16);
	const struct xml_handler to = { on_open, on_close, &t };
	assert_int_equal(xml_read(file, &to, err), expected);
	return buf_take(&t.text, NULL);
}

static void
assert_events(struct str file, const char *expected)
{
	struct err err = { 0 };
	char *got = events(file, RC_OK, &err);
	assert_string_equal(got, expected);
	free(got);
}

static void
text_comes_whole_and_without_the_childrens(void **state)
{
	(void)state;
	assert_events(STR("<a>x<b href='u'> 1 &amp; <![CDATA[2]]> </b>y</a>"),
	    "<a><b u>1 & 2</b>xy</a>");
}

static void
blank_lines_before_the_declaration_do_no_harm(void **state)
{
	(void)state;
	assert_events(STR("\r\n <?xml version='1.0'?>\n<a/>"), "<a></a>");
}

static void
windows_1251_is_understood(void **state)
{
	(void)state;
	assert_events(STR("<?xml version='1.0' encoding='windows-1251'?>"
			  "<a>\xe4\xe0</a>"),
	    "<a>да</a>");
}

static void
document_types_are_refused(void **state)
{
	static const char bomb[] =
	    "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;'>]>"
	    "<a>&y;</a>";
	(void)state;
	struct err err = { 0 };
	char *got = events(str_c(bomb), RC_BAD, &err);
	assert_true(got == NULL || got[0] == '\0');
	assert_non_null(strstr(err.reason, "document type"));
	free(got);
}

static void
depth_has_a_ceiling(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct buf deep;
	buf_init(&deep, 1 << 20);
	for (int i = 0; i < 50000; i++)
		buf_text(&deep, "<a>");
	free(events(buf_view(&deep), RC_BAD, &err));
	assert_non_null(strstr(err.reason, "nested"));
	buf_free(&deep);
}

static void
broken_file_gives_what_came_before_and_its_place(void **state)
{
	(void)state;
	struct err err = { 0 };
	char *got = events(STR("<a>\n<b>1</b>\n<c>"), RC_BAD, &err);
	assert_string_equal(got, "<a><b>1</b><c>");
	assert_non_null(strstr(err.reason, "line 3"));
	free(got);
}

static void
text_past_the_ceiling_is_dropped(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct buf file;
	buf_init(&file, 1 << 20);
	buf_text(&file, "<a><b>");
	while (file.n < 3 * XML_TEXT_MAX)
		buf_chr(&file, 'x');
	buf_text(&file, "</b><c/></a>");
	char *got = events(buf_view(&file), RC_OK, &err);
	assert_true(strlen(got) < 2 * XML_TEXT_MAX);
	assert_true(str_ends(str_c(got), STR("<c></c></a>")));
	free(got);
	buf_free(&file);
}

static void
root_is_found_behind_prologue_and_comments(void **state)
{
	(void)state;
	assert_true(str_is(xml_root(STR("\xef\xbb\xbf<?xml version='1.0'?>\n"
					"<!-- <no> -->\n<rss version='2'>")),
	    "rss"));
	assert_true(str_is(xml_root(STR("<!DOCTYPE html>\n<HTML>")), "HTML"));
	assert_true(
	    str_is(xml_root(STR("<!DOCTYPE u [<!ENTITY f '>'>]><u>")), "u"));
	assert_null(xml_root(STR("https://x.kz/a\n")).s);
	assert_null(xml_root(STR("")).s);
	assert_null(xml_root(STR("<!-- never ends")).s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_comes_whole_and_without_the_childrens),
		cmocka_unit_test(blank_lines_before_the_declaration_do_no_harm),
		cmocka_unit_test(windows_1251_is_understood),
		cmocka_unit_test(document_types_are_refused),
		cmocka_unit_test(depth_has_a_ceiling),
		cmocka_unit_test(
		    broken_file_gives_what_came_before_and_its_place),
		cmocka_unit_test(text_past_the_ceiling_is_dropped),
		cmocka_unit_test(root_is_found_behind_prologue_and_comments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
