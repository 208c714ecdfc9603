#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/observation.h"
#include "tests/unit/store/pages.h"

/* One page with one figure; the words are the number itself. */
static void
say(struct db *db, const char *url, const char *at, const char *words,
    int64_t now)
{
	struct arena *a = arena_new((size_t)1 << 20);
	const struct str text = arena_printf(a, "Их %s.", words);
	struct document d = pages_document(url, at, text.s);
	struct fact f = pages_fact(&d, words, 0);
	assert_true(str_real(str_c(words), &f.value));
	f.low = f.value;
	f.high = f.value;
	f.anchor = str_c(url);
	d.facts = &f;
	d.nfacts = 1;
	pages_load(db, &d, now);
	arena_free(a);
}

static struct observations
seen(struct db *db, struct arena *a, int64_t as_of, int64_t recorded)
{
	struct err err = { 0 };
	struct observations out;
	const struct topic topic = { .id = 1,
		.stock = true,
		.window = 90 * (int64_t)CLOCK_DAY };
	const struct scope scope = { .topic = &topic,
		.as_of = as_of,
		.recorded = recorded };
	assert_int_equal(observations_read(db, a, &scope, &out, &err), RC_OK);
	return out;
}

static void
they_come_in_the_order_of_their_reports_undated_last(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct db *db = pages_db(*state);
	say(db, "c", NULL, "27", PAGES_NOW);
	say(db, "b", "2026-01-28", "20", PAGES_NOW);
	say(db, "a", "2023-05-04", "27", PAGES_NOW);
	const struct observations o = seen(db, a, PAST_END, PAST_END);
	assert_int_equal(o.n, 3);
	assert_true(str_is(o.v[0].basis, "published"));
	assert_true(o.v[0].figure.value > 26);
	assert_int_equal(o.v[1].status, LINE_MOVED);
	assert_true(str_is(o.v[2].basis, "recorded"));
	assert_int_equal(o.v[2].status, LINE_STALE);
	assert_int_equal(o.latest, 1);
	arena_free(a);
	db_close(db);
}

static void
the_past_is_what_was_reported_and_recorded_by_then(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct db *db = pages_db(*state);
	say(db, "a", "2023-05-04", "27", PAGES_NOW);
	say(db, "b", "2026-01-28", "20", PAGES_NOW + 1000);
	const int64_t year = clock_parse(STR("2025-01-01"), 0);
	assert_int_equal(seen(db, a, PAST_END, PAST_END).n, 2);
	assert_int_equal(seen(db, a, year, PAST_END).n, 1);
	assert_int_equal(seen(db, a, PAST_END, PAGES_NOW + 999).n, 1);
	assert_int_equal(seen(db, a, PAST_END, PAGES_NOW - 1).n, 0);
	assert_true(seen(db, a, year, PAST_END).latest == 0);
	assert_true(seen(db, a, PAST_END, PAGES_NOW - 1).latest == LINE_NOBODY);
	arena_free(a);
	db_close(db);
}

static void
a_year_gone_by_has_a_line_of_its_own(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct db *db = pages_db(*state);
	struct document d = pages_document("a", "2026-01-10", "Их 40 и 20.");
	struct fact facts[2];
	facts[0] = pages_fact(&d, "40", 40);
	facts[0].period.from = STR("2015-01-01");
	facts[0].period.until = STR("2016-01-01");
	facts[0].period.basis = STR("text");
	facts[1] = pages_fact(&d, "20", 20);
	d.facts = facts;
	d.nfacts = 2;
	pages_load(db, &d, PAGES_NOW);
	const struct observations o = seen(db, a, PAST_END, PAST_END);
	assert_int_equal(o.n, 2);
	assert_int_equal(o.v[0].status, LINE_MOVED);
	assert_int_equal(o.v[1].status, LINE_MOVED);
	assert_true(o.v[1].other == LINE_NOBODY);
	assert_int_equal(o.latest, 1);
	arena_free(a);
	db_close(db);
}

/* "In 2024" and "in 2025" are lanes of their own: the newest of them tells
 * where a flow stands, whenever its page came. */
static void
a_flow_stands_where_its_newest_period_does(void **state)
{
	static const struct {
		const char *url;
		const char *at;
		const char *from;
		const char *until;
	} said[] = {
		{ "a", "2026-02-10", "2025-01-01", "2026-01-01" },
		{ "b", "2026-02-20", "2024-01-01", "2025-01-01" },
	};
	struct err err = { 0 };
	struct arena *a = arena_new((size_t)16 << 20);
	struct db *db = pages_db(*state);
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		struct document d =
		    pages_document(said[i].url, said[i].at, "Их 40.");
		struct fact f = pages_fact(&d, "40", 40);
		f.period.from = str_c(said[i].from);
		f.period.until = str_c(said[i].until);
		f.period.basis = STR("text");
		d.facts = &f;
		d.nfacts = 1;
		pages_load(db, &d, PAGES_NOW);
	}
	struct observations o;
	const struct topic flow = { .id = 1, .window = CLOCK_DAY };
	const struct scope scope = { .topic = &flow,
		.as_of = PAST_END,
		.recorded = PAST_END };
	assert_int_equal(observations_read(db, a, &scope, &o, &err), RC_OK);
	assert_int_equal(o.n, 2);
	assert_int_equal(o.latest, 0);
	arena_free(a);
	db_close(db);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(they_come_in_the_order_of_their_reports_undated_last),
		IN_FOLDER(the_past_is_what_was_reported_and_recorded_by_then),
		IN_FOLDER(a_year_gone_by_has_a_line_of_its_own),
		IN_FOLDER(a_flow_stands_where_its_newest_period_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
