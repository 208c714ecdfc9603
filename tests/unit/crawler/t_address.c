#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "crawler/address.h"

static bool
public4(const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	assert_int_equal(inet_pton(AF_INET, text, &in.sin_addr), 1);
	return address_is_public((const struct sockaddr *)&in);
}

static bool
public6(const char *text)
{
	struct sockaddr_in6 in = { .sin6_family = AF_INET6 };
	assert_int_equal(inet_pton(AF_INET6, text, &in.sin6_addr), 1);
	return address_is_public((const struct sockaddr *)&in);
}

static void
special_ipv4_ranges_are_not_public(void **state)
{
	static const char *const special[] = { "0.0.0.0", "10.1.2.3",
		"100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
		"169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
		"192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
		"198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
		"240.0.0.1", "255.255.255.255" };
	(void)state;
	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		assert_false(public4(special[i]));
}

static void
neighbours_of_special_ranges_are_public(void **state)
{
	static const char *const ordinary[] = { "1.1.1.1", "9.255.255.255",
		"11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
		"128.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
		"192.169.0.0", "198.17.255.255", "198.20.0.0",
		"223.255.255.255" };
	(void)state;
	for (size_t i = 0; i < sizeof(ordinary) / sizeof(ordinary[0]); i++)
		assert_true(public4(ordinary[i]));
}

static void
only_global_unicast_ipv6_is_public(void **state)
{
	static const char *const special[] = { "::", "::1", "fe80::1",
		"fc00::1", "fd12::1", "ff02::1", "2001::1", "2001:db8::1",
		"3fff::1", "4000::1", "100::1" };
	(void)state;
	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		assert_false(public6(special[i]));
	assert_true(public6("2a00:1450::1"));
	assert_true(public6("2606:4700::1111"));
}

static void
ipv4_within_ipv6_is_judged_as_such(void **state)
{
	(void)state;
	assert_false(public6("::ffff:127.0.0.1"));
	assert_false(public6("64:ff9b::10.0.0.1"));
	assert_false(public6("2002:7f00:1::"));
	assert_true(public6("::ffff:1.1.1.1"));
	assert_true(public6("2002:101:101::"));
}

static void
other_families_are_not_public(void **state)
{
	(void)state;
	const struct sockaddr unix_address = { .sa_family = AF_UNIX };
	assert_false(address_is_public(&unix_address));
}

static void
an_address_in_words_is_judged_like_its_bytes(void **state)
{
	(void)state;
	assert_true(address_text_is_public("1.1.1.1"));
	assert_true(address_text_is_public("2a00:1450::1"));
	assert_false(address_text_is_public("127.0.0.1"));
	assert_false(address_text_is_public("::1"));
	assert_false(address_text_is_public("town.test"));
	assert_false(address_text_is_public(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(special_ipv4_ranges_are_not_public),
		cmocka_unit_test(neighbours_of_special_ranges_are_public),
		cmocka_unit_test(only_global_unicast_ipv6_is_public),
		cmocka_unit_test(ipv4_within_ipv6_is_judged_as_such),
		cmocka_unit_test(an_address_in_words_is_judged_like_its_bytes),
		cmocka_unit_test(other_families_are_not_public),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
