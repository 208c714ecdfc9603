#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/domain.h"

static void
editions_share_their_domain(void **state)
{
	(void)state;
	assert_true(str_is(domain_of(STR("kaz.example.kz")), "example.kz"));
	assert_true(str_is(domain_of(STR("www.example.kz")), "example.kz"));
	assert_true(str_is(domain_of(STR("example.kz")), "example.kz"));
}

static void
public_suffixes_divide(void **state)
{
	(void)state;
	assert_true(str_is(domain_of(STR("stat.gov.kz")), "stat.gov.kz"));
	assert_true(str_is(domain_of(STR("www.stat.gov.kz")), "stat.gov.kz"));
	assert_true(str_is(domain_of(STR("gov.kz")), "gov.kz"));
	assert_true(str_is(domain_of(STR("a.b.invented")), "b.invented"));
}

static void
addresses_and_single_names_stay_whole(void **state)
{
	(void)state;
	assert_true(str_is(domain_of(STR("192.0.2.7")), "192.0.2.7"));
	assert_true(str_is(domain_of(STR("2001:db8::1")), "2001:db8::1"));
	assert_true(str_is(domain_of(STR("localhost")), "localhost"));
	assert_true(str_is(domain_of(STR("")), ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(editions_share_their_domain),
		cmocka_unit_test(public_suffixes_divide),
		cmocka_unit_test(addresses_and_single_names_stay_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
