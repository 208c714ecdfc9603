#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/clock.h"
#include "crawler/page.h"
#include "crawler/schedule.h"
#include "tests/unit/crawler/folder.h"

#define NOW INT64_C(1000000)

struct rig {
	struct folder folder;
	struct state *state;
	struct arena *arena;
};

static int
rig_up(void **state)
{
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	struct rig *rig = calloc(1, sizeof(*rig));
	rig->folder = folder_new();
	rig->arena = arena_new(1 << 20);
	*state = rig;
	return state_open(folder_path(&rig->folder, "crawl.db", path),
		   &rig->state, &err) == RC_OK
	    ? 0
	    : -1;
}

static int
rig_down(void **state)
{
	struct rig *rig = *state;
	state_close(rig->state);
	arena_free(rig->arena);
	folder_free(&rig->folder);
	free(rig);
	return 0;
}

static struct page
page_make(const char *key, int64_t dated)
{
	return (struct page){
		.key = str_c(key),
		.url = str_c(key),
		.site = STR("site"),
		.kind = TASK_ARTICLE,
		.dated = dated,
		.found = NOW,
		.fetched = CLOCK_NONE,
	};
}

static void
find(struct rig *rig, const char *key, int64_t dated)
{
	struct err err = { 0 };
	const struct page p = page_make(key, dated);
	bool news = false;
	assert_int_equal(page_found(rig->state, &p, &news, &err), RC_OK);
}

static struct page
get(struct rig *rig, const char *key)
{
	struct err err = { 0 };
	struct page p = { 0 };
	assert_int_equal(page_get(rig->state, rig->arena, str_c(key), &p, &err),
	    RC_OK);
	return p;
}

static struct pages
due(struct rig *rig, int64_t since, int64_t until, long limit)
{
	struct err err = { 0 };
	struct pages pages = { 0 };
	const struct pages_due want = {
		.site = STR("site"),
		.kind = TASK_ARTICLE,
		.now = NOW,
		.since = since,
		.until = until,
		.limit = limit,
	};
	assert_int_equal(pages_due(rig->state, rig->arena, &want, &pages, &err),
	    RC_OK);
	return pages;
}

static void
row_comes_back_as_it_was_put(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct page p = page_make("k", 7);
	p.depth = 2;
	p.fetched = 8;
	p.due = SCHEDULE_NEVER;
	p.visits = 3;
	p.errors = 4;
	p.status = 200;
	p.etag = STR("\"e\"");
	p.modified = STR("m");
	p.digest = STR("d");
	p.record = STR("<r>");
	p.record_date = STR("rd");
	p.record_url = STR("ru");
	assert_int_equal(page_put(rig->state, &p, &err), RC_OK);
	const struct page q = get(rig, "k");
	assert_true(str_is(q.url, "k") && str_is(q.site, "site"));
	assert_int_equal(q.kind, TASK_ARTICLE);
	assert_int_equal(q.depth, 2);
	assert_int_equal(q.dated, 7);
	assert_int_equal(q.found, NOW);
	assert_int_equal(q.fetched, 8);
	assert_true(q.due == SCHEDULE_NEVER);
	assert_int_equal(q.visits, 3);
	assert_int_equal(q.errors, 4);
	assert_int_equal(q.status, 200);
	assert_true(str_is(q.etag, "\"e\"") && str_is(q.modified, "m"));
	assert_true(str_is(q.digest, "d") && str_is(q.record, "<r>"));
	assert_true(str_is(q.record_date, "rd") && str_is(q.record_url, "ru"));
}

static void
unknown_page_is_the_end(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct page p = { 0 };
	assert_int_equal(page_get(rig->state, rig->arena, STR("no"), &p, &err),
	    RC_END);
}

static void
found_page_is_due_at_once(void **state)
{
	struct rig *rig = *state;
	find(rig, "k", 5);
	assert_int_equal(get(rig, "k").due, NOW);
	assert_int_equal(due(rig, CLOCK_NONE, CLOCK_NONE, 10).n, 1);
}

static void
finding_again_changes_nothing_but_a_later_date(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct page p = page_make("k", 500);
	p.fetched = 900;
	p.due = SCHEDULE_NEVER;
	p.visits = 4;
	assert_int_equal(page_put(rig->state, &p, &err), RC_OK);
	find(rig, "k", 400);
	assert_int_equal(get(rig, "k").dated, 500);
	find(rig, "k", 800); /* later, but fetched since */
	assert_int_equal(get(rig, "k").dated, 800);
	assert_true(get(rig, "k").due == SCHEDULE_NEVER);
	find(rig, "k", 950);
	assert_int_equal(get(rig, "k").due, NOW);
	assert_int_equal(get(rig, "k").visits, 4);
	find(rig, "k", CLOCK_NONE);
	assert_int_equal(get(rig, "k").dated, 950);
}

static void
new_pages_come_before_revisits_and_the_newest_first(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct page seen = page_make("seen", 999);
	seen.visits = 1;
	assert_int_equal(page_put(rig->state, &seen, &err), RC_OK);
	find(rig, "old", 10);
	find(rig, "new", 90);
	find(rig, "undated", CLOCK_NONE);
	const struct pages p = due(rig, CLOCK_NONE, CLOCK_NONE, 10);
	assert_int_equal(p.n, 4);
	assert_true(str_is(p.v[0].key, "undated"));
	assert_true(str_is(p.v[1].key, "new"));
	assert_true(str_is(p.v[2].key, "old"));
	assert_true(str_is(p.v[3].key, "seen"));
	assert_int_equal(due(rig, CLOCK_NONE, CLOCK_NONE, 2).n, 2);
}

static void
dates_are_half_open_and_undated_pages_fit(void **state)
{
	struct rig *rig = *state;
	find(rig, "10", 10);
	find(rig, "20", 20);
	find(rig, "30", 30);
	find(rig, "undated", CLOCK_NONE);
	const struct pages p = due(rig, 10, 30, 10);
	assert_int_equal(p.n, 3);
	assert_true(str_is(p.v[1].key, "20"));
	assert_true(str_is(p.v[2].key, "10"));
}

static void
deferred_page_is_not_due(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	find(rig, "k", 10);
	assert_int_equal(page_defer(rig->state, STR("k"), NOW + 1, &err),
	    RC_OK);
	assert_int_equal(due(rig, CLOCK_NONE, CLOCK_NONE, 10).n, 0);
}

static void
lists_of_lists_are_forgotten_and_others_stay(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct page p = page_make("child", 1);
	p.kind = TASK_LIST;
	p.depth = 1;
	assert_int_equal(page_put(rig->state, &p, &err), RC_OK);
	p.key = STR("top");
	p.depth = 0;
	assert_int_equal(page_put(rig->state, &p, &err), RC_OK);
	find(rig, "article", 1);
	assert_int_equal(pages_forget_lists(rig->state, STR("site"), &err),
	    RC_OK);
	assert_int_equal(page_get(rig->state, rig->arena, STR("child"), &p,
			     &err),
	    RC_END);
	assert_int_equal(page_get(rig->state, rig->arena, STR("top"), &p, &err),
	    RC_OK);
	assert_int_equal(page_get(rig->state, rig->arena, STR("article"), &p,
			     &err),
	    RC_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(row_comes_back_as_it_was_put,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(unknown_page_is_the_end, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(found_page_is_due_at_once,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    finding_again_changes_nothing_but_a_later_date, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    new_pages_come_before_revisits_and_the_newest_first, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    dates_are_half_open_and_undated_pages_fit, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(deferred_page_is_not_due,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    lists_of_lists_are_forgotten_and_others_stay, rig_up,
		    rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
