#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/host.h"

#define ARENA_MAX ((size_t)1 << 20)

static const struct {
	const char *authority;
	const char *name; /* NULL: refused */
	unsigned port;
} cases[] = {
	{ "Stat.GOV.kz", "stat.gov.kz", 443 },
	{ "stat.gov.kz:", "stat.gov.kz", 443 },
	{ "stat.gov.kz:0080", "stat.gov.kz", 80 },
	{ "me:secret@stat.gov.kz", "stat.gov.kz", 443 },
	{ "a@b@stat.gov.kz", "stat.gov.kz", 443 },
	{ "%61.kz", "a.kz", 443 },
	{ "ӘЛЕМ.қаз", "xn--e1ale93d.xn--80ao21a", 443 },
	{ "under_score.kz", "under_score.kz", 443 },
	{ "a.kz.", "a.kz.", 443 },
	{ "0xC0.0250.01.", "192.168.0.1", 443 },
	{ "[2001:DB8::A]:81", "2001:db8::a", 81 },
	{ "", NULL, 0 },
	{ ":80", NULL, 0 },
	{ "a.kz:65536", NULL, 0 },
	{ "a.kz:-1", NULL, 0 },
	{ "a.kz:80:80", NULL, 0 },
	{ "a.kz..", NULL, 0 },
	{ "a..kz", NULL, 0 },
	{ ".kz", NULL, 0 },
	{ ".", NULL, 0 },
	{ "a|b.kz", NULL, 0 },
	{ "a%2Fb.kz", NULL, 0 },
	{ "a%00.kz", NULL, 0 },
	{ "\xd0.kz", NULL, 0 },
	{ "1.2.3.256", NULL, 0 },
	{ "1.2.3.08", NULL, 0 },
	{ "a.2.3.4", NULL, 0 },
	{ "[::1]x", NULL, 0 },
	{ "[::g]", NULL, 0 },
	{ "[::1%25lo]", NULL, 0 },
	{ "[", NULL, 0 },
};

static void
a_host_has_one_form_or_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new(ARENA_MAX);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { "" };
		struct host host = { .port = 0 };
		const enum rc rc = host_read(a, STR("https"),
		    str_c(cases[i].authority), &host, &err);
		if (cases[i].name == NULL) {
			assert_int_equal(rc, RC_BAD);
			continue;
		}
		assert_int_equal(rc, RC_OK);
		assert_string_equal(arena_cstr(a, host.name), cases[i].name);
		assert_int_equal(host.port, cases[i].port);
	}
	arena_free(a);
}

static void
a_name_longer_than_dns_allows_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new(ARENA_MAX);
	struct err err = { "" };
	struct host host;
	char *s = arena_alloc(a, 300);
	for (size_t i = 0; i < 300; i++)
		s[i] = i % 50 == 49 ? '.' : 'a';
	assert_int_equal(host_read(a, STR("http"), str_n(s, 253), &host, &err),
	    RC_OK);
	assert_int_equal(host_read(a, STR("http"), str_n(s, 299), &host, &err),
	    RC_BAD);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_host_has_one_form_or_is_refused),
		cmocka_unit_test(a_name_longer_than_dns_allows_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
