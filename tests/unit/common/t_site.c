#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/site.h"
#include "tests/unit/configured.h"

#define LEAST(code, home) "code: " code "\nname: A\nhome: " home "\n"

/* The one file sites/a.yaml is refused with "line:column: why". */
static void
assert_refused(const struct folder *f, const char *text, const char *rest)
{
	struct err err = { 0 };
	struct sites s;
	struct config *c = configured(f, "sites");
	const char *path = folder_put(f, "sites/a.yaml", text);
	assert_int_equal(sites_load(c, &s, &err), RC_BAD);
	assert_told(&err, path, rest);
	config_free(c);
}

static void
every_key_is_read(void **state)
{
	struct err err = { 0 };
	struct sites s;
	struct config *c = configured(*state, "sites");
	folder_put(*state, "sites/daily.yaml",
	    "code: daily\nname: 'Daily'\nhome: https://daily.example/\n"
	    "hosts: [kz.daily.example]\nkind: agency\nauthority: 0\n"
	    "langs: [ru, kk]\nstart: https://daily.example/all\n"
	    "feeds: [https://daily.example/rss]\n"
	    "sitemaps: [https://daily.example/s.xml]\n"
	    "article: '/\\d+$'\nskip: ['/tag/', '/ad/']\n"
	    "lists:\n  - url: 'https://daily.example/a?p={page}'\n"
	    "    from: 1\n    to: 9\n    step: 2\n"
	    "  - { url: 'https://daily.example/j', items: d, link: u }\n"
	    "standby: [https://daily.example/last]\n"
	    "place: '710000000'\ndelay: 1.5\npages: 20\n"
	    "connect: 127.0.0.1:8080\nprivate_addresses: yes\noff: yes\n");
	if (sites_load(c, &s, &err) != RC_OK)
		fail_msg("%s", err.reason);
	assert_int_equal(s.n, 1);
	const struct site *x = &s.v[0];
	assert_true(str_is(x->kind.v, "agency"));
	assert_int_equal(x->authority, 0);
	assert_int_equal(x->langs.n, 2);
	assert_int_equal(x->start.n, 1);
	assert_int_equal(x->hosts.n, 2);
	assert_int_equal(x->lists.n, 2);
	assert_int_equal(site_list(x, 0)->to, 9);
	assert_true(str_is(site_list(x, 1)->link.v, "u"));
	assert_int_equal(x->standby.n, 1);
	assert_true(str_is(x->hosts.v[0].v, "daily.example"));
	assert_true(str_is(x->article.v, "/\\d+$"));
	assert_int_equal(x->skip.n, 2);
	assert_true(str_is(x->place.v, "710000000"));
	assert_true(x->delay == 1.5);
	assert_int_equal(x->pages, 20);
	assert_true(x->private_addresses && x->off);
	config_free(c);
}

static void
what_is_not_said_has_its_default(void **state)
{
	struct err err = { 0 };
	struct sites s;
	struct config *c = configured(*state, "sites");
	folder_put(*state, "sites/a.yaml", LEAST("a", "http://a.example"));
	assert_int_equal(sites_load(c, &s, &err), RC_OK);
	assert_int_equal(s.v[0].authority, 50);
	assert_true(str_is(s.v[0].kind.v, "other"));
	assert_true(s.v[0].delay == 0.0);
	assert_int_equal(s.v[0].pages, 0);
	assert_false(s.v[0].off);
	config_free(c);
}

static void
sites_stand_by_code_whatever_their_files(void **state)
{
	struct err err = { 0 };
	struct sites s;
	struct config *c = configured(*state, "sites");
	folder_put(*state, "sites/a-b.yaml", LEAST("a-b", "http://ab.kz/"));
	folder_put(*state, "sites/a.yaml", LEAST("a", "http://a.kz/"));
	folder_put(*state, "sites/_new.yaml", "not: read\n");
	assert_int_equal(sites_load(c, &s, &err), RC_OK);
	assert_int_equal(s.n, 2);
	assert_true(str_is(s.v[0].code.v, "a"));
	assert_ptr_equal(sites_by_code(&s, STR("a-b")), &s.v[1]);
	assert_null(sites_by_code(&s, STR("b")));
	assert_null(sites_by_code(&s, STR("")));
	config_free(c);
}

static void
hosts_lead_to_their_site(void **state)
{
	struct err err = { 0 };
	struct sites s;
	struct config *c = configured(*state, "sites");
	folder_put(*state, "sites/a.yaml",
	    LEAST("a", "https://www.A.kz:8443/ru/") "hosts: [WWW.ru.a.kz]\n");
	folder_put(*state, "sites/b.yaml",
	    LEAST("b", "https://b.kz/") "hosts: ['сайт.қаз', b.kz]\n");
	if (sites_load(c, &s, &err) != RC_OK)
		fail_msg("%s", err.reason);
	assert_ptr_equal(sites_by_host(&s, STR("a.kz")), &s.v[0]);
	assert_ptr_equal(sites_by_host(&s, STR("www.a.kz")), &s.v[0]);
	assert_ptr_equal(sites_by_host(&s, STR("ru.a.kz")), &s.v[0]);
	assert_ptr_equal(sites_by_host(&s, STR("www.b.kz")), &s.v[1]);
	assert_ptr_equal(sites_by_host(&s, STR("xn--80aswg.xn--80ao21a")),
	    &s.v[1]);
	assert_null(sites_by_host(&s, STR("kk.a.kz")));
	assert_null(sites_by_host(&s, STR("kz")));
	assert_null(sites_by_host(&s, STR("")));
	config_free(c);
}

static void
an_empty_folder_knows_nobody(void **state)
{
	struct err err = { 0 };
	struct sites s;
	struct config *c = configured(*state, "sites");
	assert_int_equal(sites_load(c, &s, &err), RC_OK);
	assert_int_equal(s.n, 0);
	assert_null(sites_by_code(&s, STR("a")));
	assert_null(sites_by_host(&s, STR("a.kz")));
	config_free(c);
}

static void
one_host_cannot_have_two_sites(void **state)
{
	struct err err = { 0 };
	struct sites s;
	struct config *c = configured(*state, "sites");
	folder_put(*state, "sites/a.yaml", LEAST("a", "https://a.kz/"));
	folder_put(*state, "sites/b.yaml",
	    LEAST("b", "https://b.kz/") "hosts: www.a.kz\n");
	assert_int_equal(sites_load(c, &s, &err), RC_BAD);
	assert_string_equal(err.reason,
	    "sites a and b both have the host a.kz");
	config_free(c);
}

static void
what_is_wrong_is_told_with_its_place(void **state)
{
	static const struct {
		const char *text;
		const char *rest;
	} rows[] = {
		{ "code: a\nname: A\n", "1:1: the key `home` is missing" },
		{ LEAST("b", "http://a.kz/"),
		    "1:7: code: `b` must be the file's name" },
		{ LEAST("A", "http://a.kz/"),
		    "1:7: code: only a-z, 0-9 and - may stand here" },
		{ LEAST("''", "http://a.kz/"),
		    "1:7: code: `` must be the file's name" },
		{ LEAST("a", "http://a.kz/") "kind: paper\n",
		    "4:7: kind: one of state, statistics, law, agency, media, "
		    "other" },
		{ LEAST("a", "http://a.kz/") "authority: 101\n",
		    "4:12: authority: 101 is not in 0..100" },
		{ LEAST("a", "http://a.kz/") "place: 71\n",
		    "4:8: place: a KATO code of nine digits" },
		{ LEAST("a", "http://a.kz/") "langs: [ru, kaz]\n",
		    "4:13: langs: codes of two letters" },
		{ LEAST("a", "http://a.kz/") "connect: localhost\n",
		    "4:10: connect: host:port" },
		{ LEAST("a", "http://a.kz/") "connect: 127.0.0.1:70000\n",
		    "4:10: connect: host:port" },
		{ LEAST("a", "http://a.kz/") "feed: x\n",
		    "4:1: unknown key `feed`" },
		{ LEAST("a", "http://a.kz/") "lists:\n  - { url: http://a.kz/, "
					     "from: 9, to: 2 }\n",
		    "5:12: lists: `to` is less than `from`" },
		{ LEAST("a", "http://a.kz/") "lists:\n  - { url: http://a.kz/, "
					     "items: a }\n",
		    "5:12: lists: `items` and `date` go with a `link`" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(*state, rows[i].text, rows[i].rest);
}

/* What exactly is wrong with an address is url.c's to say. */
static void
addresses_must_be_absolute_http(void **state)
{
	static const struct {
		const char *text;
		const char *place;
	} rows[] = {
		{ LEAST("a", "a.kz"), "/a.yaml:3:7: " },
		{ LEAST("a", "ftp://a.kz/"), "/a.yaml:3:7: " },
		{ LEAST("a", "file:///etc/passwd"), "/a.yaml:3:7: " },
		{ LEAST("a", "http://a.kz/") "feeds: [http://a.kz/f, /rss]\n",
		    "/a.yaml:4:24: " },
		{ LEAST("a", "http://a.kz/") "start: [javascript:x]\n",
		    "/a.yaml:4:9: " },
		{ LEAST("a", "http://a.kz/") "sitemaps: ['']\n",
		    "/a.yaml:4:12: " },
		{ LEAST("a", "http://a.kz/") "hosts: ['a b']\n",
		    "/a.yaml:4:9: " },
	};
	struct config *c = configured(*state, "sites");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		struct sites s;
		folder_put(*state, "sites/a.yaml", rows[i].text);
		assert_int_equal(sites_load(c, &s, &err), RC_BAD);
		if (strstr(err.reason, rows[i].place) == NULL)
			fail_msg("%s", err.reason);
	}
	config_free(c);
}

static void
the_template_shows_every_key(void **state)
{
	const char *source = getenv("SANDYQ_SOURCE");
	struct buf b;
	struct err err = { 0 };
	struct sites s;
	const struct folder *f = *state;
	if (source == NULL)
		skip();
	buf_init(&b, (size_t)1 << 20);
	const struct str path =
	    arena_printf(f->arena, "%s/config/sites/_template.yaml", source);
	assert_int_equal(file_read(path.s, &b, &err), RC_OK);
	/* A "#" before a letter or a list's dash hides a key. */
	for (size_t i = 0; i + 1 < b.n; i++)
		if (b.s[i] == '#' && (i == 0 || b.s[i - 1] == '\n') &&
		    (str_starts(str_n(b.s + i, b.n - i), STR("#  - ")) ||
			(str_starts(str_n(b.s + i, b.n - i), STR("#    ")) &&
			    b.s[i + 5] != ' ') ||
			(b.s[i + 1] >= 'a' && b.s[i + 1] <= 'z')))
			b.s[i] = b.s[i + 1] == ' ' ? ' ' : '\n';
	folder_put(f, "sites/example.yaml", b.s);
	struct config *c = configured(f, "sites");
	if (sites_load(c, &s, &err) != RC_OK)
		fail_msg("%s", err.reason);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.v[0].hosts.n, 3);
	assert_true(s.v[0].off && s.v[0].private_addresses);
	assert_int_equal(s.v[0].pages, 200);
	assert_int_equal(s.v[0].lists.n, 3);
	assert_true(s.v[0].article.v.n > 0 && s.v[0].connect.v.n > 0);
	buf_free(&b);
	config_free(c);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, folder_open, folder_close)
	const struct CMUnitTest tests[] = {
		T(every_key_is_read),
		T(what_is_not_said_has_its_default),
		T(sites_stand_by_code_whatever_their_files),
		T(hosts_lead_to_their_site),
		T(an_empty_folder_knows_nobody),
		T(one_host_cannot_have_two_sites),
		T(what_is_wrong_is_told_with_its_place),
		T(addresses_must_be_absolute_http),
		T(the_template_shows_every_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
