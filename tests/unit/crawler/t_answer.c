#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/source.h"
#include "tests/unit/crawler/rig.h"

#define OK(body) "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n\r\n" body

/* Fetches an article once; gives its row. */
static struct page
fetched_once(struct rig *rig)
{
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, OK("body"), &err), RC_OK);
	return rig_page(rig, "https://x.kz/n/1");
}

/* The same article again, in a later run. */
static enum rc
fetched_again(struct rig *rig, const char *message)
{
	struct err err = { 0 };
	struct task t = rig_task(rig, TASK_ARTICLE, "https://x.kz/n/1");
	t.hops = 1; /* or the frontier would not take it twice */
	assert_true(run_add(&rig->run, &t));
	int64_t wait = 0;
	return rig_answer(rig,
	    frontier_next(rig->run.frontier, rig->ticks, &wait), message, &err);
}

static void
good_answer_is_remembered_with_its_record(void **state)
{
	struct rig *rig = *state;
	const struct page p = fetched_once(rig);
	assert_int_equal(p.status, 200);
	assert_int_equal(p.visits, 1);
	assert_true(str_is(p.etag, "\"1\""));
	assert_true(str_starts(p.record, STR("<urn:uuid:")));
	assert_true(str_is(p.record_date, "2026-03-01T06:00:00Z"));
	assert_int_equal(p.due, RIG_NOW + 3600);
	assert_int_equal(rig->run.v[0].figures.fresh, 1);
	assert_int_equal(rig->stage.good, 1);
}

static void
not_modified_keeps_the_copy_and_counts_as_unchanged(void **state)
{
	struct rig *rig = *state;
	const struct page before = fetched_once(rig);
	assert_int_equal(fetched_again(rig,
			     "HTTP/1.1 304 Not Modified\r\n\r\n"),
	    RC_OK);
	const struct page after = rig_page(rig, "https://x.kz/n/1");
	assert_true(str_is(after.etag, "\"1\""));
	assert_int_equal(after.status, 200);
	assert_int_equal(after.visits, 2);
	assert_int_equal(after.due, RIG_NOW + 86400);
	assert_int_equal(after.record.n, before.record.n);
	assert_int_equal(rig->run.v[0].figures.unchanged, 1);
}

static void
same_bytes_are_a_revisit_and_new_ones_a_change(void **state)
{
	struct rig *rig = *state;
	(void)fetched_once(rig);
	assert_int_equal(fetched_again(rig, OK("body")), RC_OK);
	assert_int_equal(rig->run.v[0].figures.unchanged, 1);
	assert_int_equal(fetched_again(rig, OK("other")), RC_OK);
	assert_int_equal(rig->run.v[0].figures.changed, 1);
	assert_int_equal(rig->run.v[0].figures.fresh, 1);
}

static void
unasked_304_is_a_failure(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, "HTTP/1.1 304 Not Modified\r\n\r\n",
			     &err),
	    RC_OK);
	const struct page p = rig_page(rig, "https://x.kz/n/1");
	assert_int_equal(p.errors, 1);
	assert_int_equal(p.visits, 0);
}

static void
missing_page_is_tried_later(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, "HTTP/1.1 404 Not Found\r\n\r\n",
			     &err),
	    RC_OK);
	const struct page p = rig_page(rig, "https://x.kz/n/1");
	assert_int_equal(p.errors, 1);
	assert_int_equal(p.due, RIG_NOW + 3600);
	assert_int_equal(p.record.n, 0);
	assert_int_equal(rig->run.v[0].figures.errors, 1);
	assert_int_equal(rig->stage.good, 1); /* archived all the same */
}

static void
slow_answers_make_longer_pauses_across_runs(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct task t = rig_task(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(ask_delay(&rig->run, &t), 1000);
	rig->millis = 2000;
	(void)fetched_once(rig);
	assert_int_equal(ask_delay(&rig->run, &t), 10000);
	assert_int_equal(ask_floor(&rig->run, &t), 1000);
	rig_close(rig);
	rig_open(rig);
	const struct task *again = rig_take(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask(&rig->run, again, &err), RC_OK);
	const struct task later = rig_task(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask_delay(&rig->run, &later), 10000);
}

static void
no_answer_spoils_the_page_alone(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct fetch_answer a = { .answered = false };
	(void)err_set(&a.err, RC_BAD, "connection reset");
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(answer_take(&rig->run, t, &a, &err), RC_BAD);
	assert_string_equal(err.reason, "connection reset");
	assert_int_equal(rig_page(rig, "https://x.kz/n/1").errors, 1);
}

static void
lists_that_do_not_come_are_in_trouble(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct fetch_answer a = { .answered = false };
	struct sources troubled = { .n = 0 };
	(void)err_set(&a.err, RC_BAD, "connection reset");
	const struct task *t =
	    rig_take(rig, TASK_LIST, "https://x.kz/sitemap.xml");
	assert_int_equal(answer_take(&rig->run, t, &a, &err), RC_BAD);
	assert_string_equal(err.reason, "connection reset");
	assert_int_equal(sources_troubled(rig->run.state, rig->run.arena,
			     STR("x"), &troubled, &err),
	    RC_OK);
	assert_int_equal(troubled.n, 1);
	assert_int_equal(troubled.v[0].trouble, SOURCE_LOST);
}

static void
what_is_no_http_spoils_the_page_alone(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, "SSH-2.0-x\r\n\r\n", &err), RC_BAD);
	assert_int_equal(rig_page(rig, "https://x.kz/n/1").errors, 1);
}

static void
cut_body_is_kept_but_not_trusted(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	const struct str m = STR(OK("bo"));
	const struct fetch_answer a = {
		.answered = true,
		.message = m,
		.head = m.n - 2,
		.cut = "length",
	};
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(answer_take(&rig->run, t, &a, &err), RC_BAD);
	const struct page p = rig_page(rig, "https://x.kz/n/1");
	assert_int_equal(p.errors, 1);
	assert_int_equal(p.etag.n, 0);
	assert_int_equal(rig->stage.good, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    good_answer_is_remembered_with_its_record, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    not_modified_keeps_the_copy_and_counts_as_unchanged, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    same_bytes_are_a_revisit_and_new_ones_a_change, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(unasked_304_is_a_failure,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(missing_page_is_tried_later,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(no_answer_spoils_the_page_alone,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    what_is_no_http_spoils_the_page_alone, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    cut_body_is_kept_but_not_trusted, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    slow_answers_make_longer_pauses_across_runs, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    lists_that_do_not_come_are_in_trouble, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
