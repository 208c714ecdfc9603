#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "common/mem.h"
#include "crawler/endpoint.h"

struct trial {
	struct arena *arena;
	struct finds finds;
	struct err err;
};

static int
trial_up(void **state)
{
	struct trial *t = mem_zero(1, sizeof(*t));
	t->arena = arena_new(1 << 20);
	t->finds = finds_in(t->arena);
	*state = t;
	return 0;
}

static int
trial_down(void **state)
{
	struct trial *t = *state;
	arena_free(t->arena);
	free(t);
	return 0;
}

static enum rc
ask(struct trial *t, const char *items, const char *link, const char *json)
{
	const struct site_list how = {
		.items = { .v = str_c(items) },
		.link = { .v = str_c(link) },
		.date = { .v = STR("when") },
	};
	return endpoint_read(str_c(json), &how, &t->finds, &t->err);
}

static void
items_give_address_and_date(void **state)
{
	struct trial *t = *state;
	assert_int_equal(ask(t, "data.items", "url",
			     "{\"data\":{\"n\":3,\"items\":["
			     "{\"url\":\"/n/"
			     "1\",\"when\":\"2026-02-28T10:00:00Z\"},"
			     "{\"url\":\"/n/2\",\"when\":1772272800},"
			     "{\"url\":\"/n/3\",\"when\":\"1772272800000\"},"
			     "{\"url\":\"/n/4\",\"when\":\"soon\"}]}}"),
	    RC_OK);
	assert_int_equal(t->finds.n, 4);
	assert_true(str_is(t->finds.v[0].url, "/n/1"));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(t->finds.v[i].at, 1772272800);
	assert_true(t->finds.v[3].at == CLOCK_NONE);
}

static void
addresses_are_made_of_fields(void **state)
{
	struct trial *t = *state;
	assert_int_equal(ask(t, "", "https://x.kz/{lang}/{meta.id}?a={lang}",
			     "[{\"lang\":\"kk\",\"meta\":{\"id\":17}},"
			     "{\"lang\":\"ru\"},{\"lang\":\"ru\",\"meta\":"
			     "{\"id\":[1]}},3]"),
	    RC_OK);
	assert_int_equal(t->finds.n, 1);
	assert_true(str_is(t->finds.v[0].url, "https://x.kz/kk/17?a=kk"));
}

static void
html_within_json_is_read_for_its_links(void **state)
{
	struct trial *t = *state;
	assert_int_equal(ask(t, "html", "url",
			     "{\"html\":\"<a href='\\/n\\/1'>1<\\/a>"
			     "<a rel=next href='?p=2'>\"}"),
	    RC_OK);
	assert_int_equal(t->finds.n, 2);
	assert_true(str_is(t->finds.v[0].url, "/n/1"));
	assert_true(str_is(t->finds.next, "?p=2"));
}

static void
what_is_not_there_is_told(void **state)
{
	struct trial *t = *state;
	assert_int_equal(ask(t, "data.list", "url", "{\"data\":{}}"), RC_BAD);
	assert_non_null(strstr(t->err.reason, "no array at `data.list`"));
	assert_int_equal(ask(t, "", "url", "{\"a\":1}"), RC_BAD);
	assert_int_equal(ask(t, "", "url", "<html>"), RC_BAD);
	assert_int_equal(ask(t, "", "url", ""), RC_BAD);
	assert_int_equal(ask(t, "..", "url", "{\"\":[]}"), RC_BAD);
	assert_int_equal(t->finds.n, 0);
}

static void
too_much_is_refused_before_it_is_read(void **state)
{
	struct trial *t = *state;
	const size_t n = 2 * (size_t)ENDPOINT_VALUES_MAX + 10;
	char *json = mem_alloc(ENDPOINT_MAX + 2);
	memset(json, '[', n);
	for (size_t i = 1; i < n; i += 2)
		memcpy(json + i, "0,", 2);
	json[n] = '\0';
	assert_int_equal(ask(t, "", "url", json), RC_BAD);
	assert_non_null(strstr(t->err.reason, "values"));
	memset(json, ' ', ENDPOINT_MAX + 1);
	json[ENDPOINT_MAX + 1] = '\0';
	assert_int_equal(ask(t, "", "url", json), RC_BAD);
	assert_non_null(strstr(t->err.reason, "bytes"));
	memset(json, '[', 100000);
	json[100000] = '\0';
	assert_int_equal(ask(t, "", "url", json), RC_BAD);
	free(json);
}

static void
json_feeds_are_known_by_their_form(void **state)
{
	struct trial *t = *state;
	assert_int_equal(
	    endpoint_read(STR("\xef\xbb\xbf{\"version\":"
			      "\"https://jsonfeed.org/version/1.1\","
			      "\"items\":[{\"id\":\"1\",\"url\":"
			      "\"https://x.kz/n/1\",\"date_published\":"
			      "\"2026-02-28T15:00:00+05:00\"}]}"),
		endpoint_json_feed(), &t->finds, &t->err),
	    RC_OK);
	assert_int_equal(t->finds.n, 1);
	assert_int_equal(t->finds.v[0].at, 1772272800);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(items_give_address_and_date,
		    trial_up, trial_down),
		cmocka_unit_test_setup_teardown(addresses_are_made_of_fields,
		    trial_up, trial_down),
		cmocka_unit_test_setup_teardown(
		    html_within_json_is_read_for_its_links, trial_up,
		    trial_down),
		cmocka_unit_test_setup_teardown(what_is_not_there_is_told,
		    trial_up, trial_down),
		cmocka_unit_test_setup_teardown(
		    too_much_is_refused_before_it_is_read, trial_up,
		    trial_down),
		cmocka_unit_test_setup_teardown(
		    json_feeds_are_known_by_their_form, trial_up, trial_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
