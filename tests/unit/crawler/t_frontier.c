#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/frontier.h"

static struct task
task_make(enum task_kind kind, const char *host, const char *url, int64_t rank)
{
	return (struct task){
		.kind = kind,
		.url = str_c(url),
		.key = str_c(url),
		.domain = str_c(host),
		.rank = rank,
	};
}

static void
add(struct frontier *f, enum task_kind kind, const char *host, const char *url,
    int64_t rank)
{
	const struct task t = task_make(kind, host, url, rank);
	assert_true(frontier_add(f, &t));
}

/* Takes the next task, which must be `url`, and gives it back as done. */
static void
expect(struct frontier *f, const char *url)
{
	int64_t wait = 0;
	const struct task *t = frontier_next(f, 0, &wait);
	assert_non_null(t);
	assert_true(str_is(t->url, url));
	frontier_done(f, t, 0);
}

static void
kind_then_rank_then_order_decide(void **state)
{
	(void)state;
	struct frontier *f = frontier_new();
	add(f, TASK_ARTICLE, "h", "old", 1);
	add(f, TASK_ARTICLE, "h", "new", 9);
	add(f, TASK_ARTICLE, "h", "new, later", 9);
	add(f, TASK_LIST, "h", "list", 0);
	add(f, TASK_ROBOTS, "h", "robots", 0);
	expect(f, "robots");
	expect(f, "list");
	expect(f, "new");
	expect(f, "new, later");
	expect(f, "old");
	assert_int_equal(frontier_waiting(f), 0);
	frontier_free(f);
}

static void
one_task_of_a_domain_at_a_time(void **state)
{
	(void)state;
	int64_t wait = 0;
	struct frontier *f = frontier_new();
	add(f, TASK_LIST, "a", "a1", 2);
	add(f, TASK_LIST, "a", "a2", 1);
	add(f, TASK_LIST, "b", "b1", 0);
	const struct task *a = frontier_next(f, 0, &wait);
	const struct task *b = frontier_next(f, 0, &wait);
	assert_true(str_is(a->domain, "a"));
	assert_true(str_is(b->domain, "b"));
	assert_null(frontier_next(f, 0, &wait));
	assert_int_equal(wait, -1);
	assert_int_equal(frontier_busy(f), 2);
	frontier_done(f, a, 500);
	assert_null(frontier_next(f, 100, &wait));
	assert_int_equal(wait, 400);
	assert_non_null(frontier_next(f, 500, &wait));
	frontier_free(f);
}

static void
a_key_is_taken_once(void **state)
{
	(void)state;
	struct frontier *f = frontier_new();
	struct task t = task_make(TASK_LIST, "h", "u", 0);
	assert_true(frontier_add(f, &t));
	assert_false(frontier_add(f, &t));
	t.hops = 1; /* a redirect may lead back */
	assert_true(frontier_add(f, &t));
	frontier_free(f);
}

static void
strings_are_copied(void **state)
{
	(void)state;
	char url[] = "https://x.kz/";
	int64_t wait = 0;
	struct frontier *f = frontier_new();
	add(f, TASK_LIST, "h", url, 0);
	memset(url, 'X', sizeof(url) - 1);
	const struct task *t = frontier_next(f, 0, &wait);
	assert_true(str_is(t->url, "https://x.kz/"));
	frontier_free(f);
}

static void
returned_task_comes_again(void **state)
{
	(void)state;
	int64_t wait = 0;
	struct frontier *f = frontier_new();
	add(f, TASK_LIST, "h", "list", 0);
	const struct task *t = frontier_next(f, 0, &wait);
	frontier_return(f, t);
	add(f, TASK_ROBOTS, "h", "robots", 0);
	expect(f, "robots");
	expect(f, "list");
	frontier_free(f);
}

static void
count_gone(void *arg, const struct task *t)
{
	size_t *n = arg;
	assert_non_null(t->url.s);
	++*n;
}

static void
held_lane_waits_and_closed_lane_takes_no_more(void **state)
{
	(void)state;
	int64_t wait = 0;
	size_t gone = 0;
	struct frontier *f = frontier_new();
	add(f, TASK_LIST, "h", "1", 0);
	add(f, TASK_LIST, "h", "2", 0);
	frontier_hold(f, STR("h"), 1000);
	assert_null(frontier_next(f, 0, &wait));
	assert_int_equal(wait, 1000);
	frontier_close(f, STR("h"), count_gone, &gone);
	assert_int_equal(gone, 2);
	assert_int_equal(frontier_waiting(f), 0);
	const struct task t = task_make(TASK_LIST, "h", "3", 0);
	assert_false(frontier_add(f, &t));
	frontier_free(f);
}

static void
many_keys_and_ranks_stay_in_order(void **state)
{
	(void)state;
	char url[32];
	int64_t wait = 0;
	int64_t last = INT64_MAX;
	struct frontier *f = frontier_new();
	for (unsigned i = 0; i < 5000; i++) {
		(void)snprintf(url, sizeof(url), "u%u", i);
		add(f, TASK_ARTICLE, "h", url, (i * 7919) % 1009);
	}
	for (unsigned i = 0; i < 5000; i++) {
		const struct task *t = frontier_next(f, 0, &wait);
		assert_true(t->rank <= last);
		last = t->rank;
		frontier_done(f, t, 0);
	}
	assert_null(frontier_next(f, 0, &wait));
	frontier_free(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kind_then_rank_then_order_decide),
		cmocka_unit_test(one_task_of_a_domain_at_a_time),
		cmocka_unit_test(a_key_is_taken_once),
		cmocka_unit_test(strings_are_copied),
		cmocka_unit_test(returned_task_comes_again),
		cmocka_unit_test(held_lane_waits_and_closed_lane_takes_no_more),
		cmocka_unit_test(many_keys_and_ranks_stay_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
