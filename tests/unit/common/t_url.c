#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/file.h"
#include "common/json.h"
#include "common/url.h"

#define ARENA_MAX ((size_t)8 << 20)
#define FILE_MAX  ((size_t)4 << 20)

struct pair {
	const char *in;
	const char *out; /* NULL: refused */
};

static void
check_canonical(const struct pair *cases, size_t n)
{
	struct arena *a = arena_new(ARENA_MAX);
	for (size_t i = 0; i < n; i++) {
		struct err err = { "" };
		struct str out = STR_NONE;
		const enum rc rc =
		    url_canonical(a, str_c(cases[i].in), &out, &err);
		if (cases[i].out == NULL) {
			assert_int_equal(rc, RC_BAD);
			assert_true(err.reason[0] != '\0');
			continue;
		}
		assert_int_equal(rc, RC_OK);
		assert_string_equal(arena_cstr(a, out), cases[i].out);
		struct str again = STR_NONE;
		assert_int_equal(url_canonical(a, out, &again, &err), RC_OK);
		assert_true(str_eq(out, again));
	}
	arena_free(a);
}

static void
canonical_form_is_one_for_all_spellings(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{ "HTTPS://Inbusiness.KZ:443/ru/news?b=2&a=1#top",
		    "https://inbusiness.kz/ru/news?a=1&b=2" },
		{ "http://stat.gov.kz", "http://stat.gov.kz/" },
		{ "http://stat.gov.kz.:80/", "http://stat.gov.kz/" },
		{ " \thttp://sta\nt.gov.kz/\r\n", "http://stat.gov.kz/" },
		{ "http:\\\\stat.gov.kz\\a\\b", "http://stat.gov.kz/a/b" },
		{ "http://a.kz/x/./y/%2e%2E/z", "http://a.kz/x/z" },
		{ "http://a.kz//x///y/", "http://a.kz/x/y/" },
		{ "http://a.kz/%7euser/%3a%2f", "http://a.kz/~user/%3A%2F" },
		{ "http://a.kz/100%/%zz", "http://a.kz/100%25/%25zz" },
		{ "http://a.kz/a b|[c]{d}",
		    "http://a.kz/a%20b%7C%5Bc%5D%7Bd%7D" },
		{ "http://a.kz/қала", "http://a.kz/%D2%9B%D0%B0%D0%BB%D0%B0" },
		{ "http://ТЕҢГЕ.ҚАЗ/", "http://xn--c1adb3cv5a.xn--80ao21a/" },
		{ "http://a.kz/?", "http://a.kz/" },
		{ "http://a.kz/?&&=1&", "http://a.kz/" },
		{ "http://a.kz/?q=a+b&x[]=1", "http://a.kz/?q=a+b&x%5B%5D=1" },
		{ "http://user:word@a.kz/", "http://a.kz/" },
		{ "http://0x7f.1/", "http://127.0.0.1/" },
		{ "http://[2001:DB8:0::1]:8080/",
		    "http://[2001:db8::1]:8080/" },
	};
	check_canonical(cases, sizeof(cases) / sizeof(cases[0]));
}

static void
canonical_form_forgets_who_reads(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{ "http://a.kz/n?utm_source=tg&id=7&UTM_Medium=x",
		    "http://a.kz/n?id=7" },
		{ "http://a.kz/n?fbclid=A&yclid=1&gclid=2&_openstat=3",
		    "http://a.kz/n" },
		{ "http://a.kz/n;jsessionid=0A1B?id=7", "http://a.kz/n?id=7" },
		{ "http://a.kz/n;page=2;jsessionid=0A1B/x",
		    "http://a.kz/n;page=2/x" },
		{ "http://a.kz/?PHPSESSID=12&p=1", "http://a.kz/?p=1" },
		{ "http://a.kz/?sid=0123456789abcdef0123", "http://a.kz/" },
		/* A short sid is a section or a story, not a session. */
		{ "http://a.kz/?sid=42", "http://a.kz/?sid=42" },
		{ "http://a.kz/?utmost=1", "http://a.kz/?utmost=1" },
	};
	check_canonical(cases, sizeof(cases) / sizeof(cases[0]));
}

static void
what_is_no_web_address_is_refused(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{ "", NULL },
		{ "stat.gov.kz/news", NULL },
		{ "/news", NULL },
		{ "ftp://a.kz/", NULL },
		{ "javascript:void(0)", NULL },
		{ "mailto:a@a.kz", NULL },
		{ "data:text/html,x", NULL },
		{ "http://", NULL },
		{ "http://?q", NULL },
		{ "http://a b.kz/", NULL },
		{ "http://a.kz:70000/", NULL },
		{ "http://a.kz:8o/", NULL },
		{ "http://a%00.kz/", NULL },
		{ "http://a%2fb.kz/", NULL },
		{ "http://\xff.kz/", NULL },
		{ "http://256.1.1.1/", NULL },
		{ "http://1.2.3.4.5/", NULL },
		{ "http://[::1/", NULL },
		{ "http://[::1%25eth0]/", NULL },
	};
	check_canonical(cases, sizeof(cases) / sizeof(cases[0]));
}

static void
too_long_an_address_is_refused_not_cut(void **state)
{
	(void)state;
	struct arena *a = arena_new(ARENA_MAX);
	struct err err = { "" };
	struct str out = STR_NONE;
	struct buf b;
	buf_init(&b, URL_MAX + 1);
	buf_text(&b, "http://a.kz/");
	while (b.n < URL_MAX + 1)
		buf_chr(&b, 'a');
	char *s = b.s;
	assert_int_equal(url_canonical(a, str_n(s, URL_MAX), &out, &err),
	    RC_OK);
	assert_int_equal(out.n, URL_MAX);
	assert_int_equal(url_canonical(a, str_n(s, URL_MAX + 1), &out, &err),
	    RC_BAD);
	/* Short when given, long when written. */
	memset(s + 12, ' ', URL_MAX / 2);
	s[URL_MAX / 2] = 'a';
	assert_int_equal(url_canonical(a, str_n(s, URL_MAX / 2 + 1), &out,
			     &err),
	    RC_BAD);
	buf_free(&b);
	arena_free(a);
}

static void
parts_hold_the_port_and_tell_absent_from_empty_query(void **state)
{
	(void)state;
	struct arena *a = arena_new(ARENA_MAX);
	struct err err = { "" };
	struct url_parts p;
	assert_int_equal(url_parse(a, STR("https://[::1]/x?"), &p, &err),
	    RC_OK);
	assert_true(str_is(p.scheme, "https"));
	assert_true(str_is(p.host, "::1"));
	assert_int_equal(p.port, 443);
	assert_true(str_is(p.path, "/x"));
	assert_non_null(p.query.s);
	assert_int_equal(p.query.n, 0);
	assert_true(str_is(url_text(a, &p), "https://[::1]/x?"));
	assert_int_equal(url_parse(a, STR("http://h:81"), &p, &err), RC_OK);
	assert_int_equal(p.port, 81);
	assert_null(p.query.s);
	assert_true(str_is(url_text(a, &p), "http://h:81/"));
	arena_free(a);
}

static void
links_resolve_as_in_a_browser(void **state)
{
	(void)state;
	static const struct {
		const char *base;
		struct pair link;
	} cases[] = {
		{ "http://a.kz/x/y?q=1", { "z", "http://a.kz/x/z" } },
		{ "http://a.kz/x/y?q=1", { "", "http://a.kz/x/y?q=1" } },
		{ "http://a.kz/x/y?q=1", { "#c", "http://a.kz/x/y?q=1" } },
		{ "http://a.kz/x/y?q=1", { "?p=2", "http://a.kz/x/y?p=2" } },
		{ "http://a.kz/x/y", { "../../../z", "http://a.kz/z" } },
		{ "http://a.kz/x/y", { "/z/..", "http://a.kz/" } },
		{ "https://a.kz/x", { "//b.kz/z", "https://b.kz/z" } },
		{ "http://a.kz/x", { "\\\\b.kz\\z", "http://b.kz/z" } },
		{ "http://a.kz/x/", { "http:z", "http://a.kz/x/z" } },
		{ "http://a.kz/x/", { "https:b.kz", "https://b.kz/" } },
		{ "http://a.kz:81/x", { "/%7e%zz", "http://a.kz:81/%7e%zz" } },
		{ "http://a.kz/",
		    { "жаңа",
			"http://a.kz/"
			"%D0%B6%D0%B0%D2%A3%D0%B0" } },
		{ "http://a.kz/", { "tel:+77270000000", NULL } },
		{ "relative", { "z", NULL } },
	};
	struct arena *a = arena_new(ARENA_MAX);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { "" };
		struct str out = STR_NONE;
		const struct pair *link = &cases[i].link;
		const enum rc rc = url_resolve(a, str_c(cases[i].base),
		    str_c(link->in), &out, &err);
		assert_int_equal(rc, link->out != NULL ? RC_OK : RC_BAD);
		if (link->out != NULL)
			assert_string_equal(arena_cstr(a, out), link->out);
	}
	arena_free(a);
}

/*
 * The open halves of other projects' tests, read when they are beside us.
 * url-exceptions.tsv lists the cases where our answer is another one: which
 * case, what we answer ("-": refused), and why.
 */
struct foreign {
	struct arena *a;
	struct str exceptions;
	size_t cases;
	size_t wrong;
};

static struct str
read_beside(struct arena *a, const char *path)
{
	const char *source = getenv("SANDYQ_SOURCE");
	struct err err = { "" };
	struct buf b;
	buf_init(&b, FILE_MAX);
	const struct str whole =
	    arena_printf(a, "%s/%s", source != NULL ? source : ".", path);
	struct str text = STR_NONE;
	if (file_exists(whole.s) && file_read(whole.s, &b, &err) == RC_OK)
		text = arena_str(a, buf_view(&b));
	buf_free(&b);
	return text;
}

/* The answer url-exceptions.tsv gives for a case, or STR_NONE. */
static struct str
exception(const struct foreign *f, struct str id)
{
	struct str rest = f->exceptions;
	struct str line;
	while (str_cut(&rest, '\n', &line)) {
		struct str cell;
		if (str_cut(&line, '\t', &cell) && str_eq(cell, id) &&
		    str_cut(&line, '\t', &cell))
			return cell;
	}
	return STR_NONE;
}

static void
judge(struct foreign *f, struct str id, struct str ours, struct str theirs)
{
	const struct str listed = exception(f, id);
	const struct str want = listed.s != NULL ? listed : theirs;
	f->cases++;
	if (str_eq(ours, want) && (listed.s == NULL || !str_eq(ours, theirs)))
		return;
	f->wrong++;
	print_message("# %.*s: \"%.*s\" is not \"%.*s\"%s\n", STR_ARG(id),
	    STR_ARG(ours), STR_ARG(want),
	    str_eq(ours, theirs) ? " any more" : "");
}

static struct str
text_of(const struct json_value *v, const char *key)
{
	const struct json_value *found = json_get(v, key);
	return found != NULL && found->kind == JSON_STRING ? found->string
							   : STR_NONE;
}

static void
judge_normalized(struct foreign *f, const struct json_value *v)
{
	const struct str fn = text_of(v, "fn");
	const struct str in = text_of(v, "in");
	const struct str base = text_of(v, "base");
	const struct str theirs = text_of(v, "out");
	struct err err = { "" };
	struct str ours = STR_NONE;
	enum rc rc = RC_BAD;
	if (in.s == NULL)
		return;
	if (str_is(fn, "fix_relative_urls") || str_is(fn, "resolve"))
		rc = url_resolve(f->a, base, in, &ours, &err);
	else
		rc = url_canonical(f->a, in, &ours, &err);
	judge(f, text_of(v, "id"), rc == RC_OK ? ours : STR("-"),
	    theirs.s != NULL ? theirs : STR("-"));
}

static void
normalizers_of_others_agree_or_are_argued_with(void **state)
{
	(void)state;
	struct foreign f = { .a = arena_new(64 * ARENA_MAX) };
	struct str rest =
	    read_beside(f.a, "../shared/eval/crawl/url-dev.jsonl");
	f.exceptions = read_beside(f.a, "tests/unit/common/url-exceptions.tsv");
	if (rest.s == NULL) {
		arena_free(f.a);
		skip();
	}
	struct str line;
	while (str_cut(&rest, '\n', &line)) {
		struct err err = { "" };
		struct json_value *v = NULL;
		if (line.n == 0)
			continue;
		assert_int_equal(json_read(f.a, line, &v, &err), RC_OK);
		judge_normalized(&f, v);
	}
	assert_true(f.cases > 50);
	assert_int_equal(f.wrong, 0);
	arena_free(f.a);
}

/* Their form without what we drop: fragment, user and password. */
static struct str
without_extras(struct arena *a, struct str href)
{
	href = str_head(href, str_chr(href, '#'));
	const size_t host = str_find(href, STR("//")) + 2;
	struct str rest = str_from(href, host);
	struct str authority = str_head(rest, str_chr(rest, '/'));
	rest = str_from(rest, authority.n);
	const size_t at = str_chr(authority, '@');
	if (at < authority.n)
		authority = str_from(authority, at + 1);
	return arena_printf(a, "%.*s%.*s%.*s", STR_ARG(str_head(href, host)),
	    STR_ARG(authority), STR_ARG(rest));
}

static void
judge_browser(struct foreign *f, const struct json_value *v, size_t number)
{
	const struct str in = text_of(v, "input");
	const struct str base = text_of(v, "base");
	const struct str href = text_of(v, "href");
	const struct json_value *http = json_get(v, "http");
	struct err err = { "" };
	struct str ours = STR_NONE;
	struct url_parts parts;
	enum rc rc = RC_BAD;
	if (base.s != NULL)
		rc = url_resolve(f->a, base, in, &ours, &err);
	else
		rc = url_parse(f->a, in, &parts, &err);
	if (rc == RC_OK && base.s == NULL)
		ours = url_text(f->a, &parts);
	struct str theirs = STR("-");
	if (href.s != NULL && http != NULL && http->truth)
		theirs = without_extras(f->a, href);
	const struct str id = arena_printf(f->a, "wpt/%zu", number);
	judge(f, id, rc == RC_OK ? ours : STR("-"), theirs);
}

static void
browsers_agree_or_are_argued_with(void **state)
{
	(void)state;
	struct foreign f = { .a = arena_new(64 * ARENA_MAX) };
	struct str rest =
	    read_beside(f.a, "../shared/eval/crawl/wpt-urltestdata.jsonl");
	f.exceptions = read_beside(f.a, "tests/unit/common/url-exceptions.tsv");
	if (rest.s == NULL) {
		arena_free(f.a);
		skip();
	}
	size_t number = 0;
	struct str line;
	while (str_cut(&rest, '\n', &line)) {
		struct err err = { "" };
		struct json_value *v = NULL;
		number++;
		/* Lone surrogates are no UTF-8; no page of ours holds any. */
		if (json_read(f.a, line, &v, &err) == RC_OK)
			judge_browser(&f, v, number);
	}
	assert_true(f.cases > 500);
	assert_int_equal(f.wrong, 0);
	arena_free(f.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(canonical_form_is_one_for_all_spellings),
		cmocka_unit_test(canonical_form_forgets_who_reads),
		cmocka_unit_test(what_is_no_web_address_is_refused),
		cmocka_unit_test(too_long_an_address_is_refused_not_cut),
		cmocka_unit_test(
		    parts_hold_the_port_and_tell_absent_from_empty_query),
		cmocka_unit_test(links_resolve_as_in_a_browser),
		cmocka_unit_test(
		    normalizers_of_others_agree_or_are_argued_with),
		cmocka_unit_test(browsers_agree_or_are_argued_with),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
