#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/crawler/rig.h"

static void
strain_gives_the_host_rest_across_runs(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct state_host host = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t,
			     "HTTP/1.1 503 No\r\nRetry-After: 3600\r\n\r\n",
			     &err),
	    RC_OK);
	rig_close(rig);
	rig_open(rig);
	assert_int_equal(state_host(rig->run.state, STR("x.kz"), &host, &err),
	    RC_OK);
	assert_int_equal(host.failures, 1);
	assert_int_equal(host.not_before, RIG_NOW + 3600);
	t = rig_take(rig, TASK_LIST, "https://x.kz/");
	assert_int_equal(ask(&rig->run, t, &err), RC_OK);
	assert_int_equal(frontier_waiting(rig->run.frontier), 0);
	assert_int_equal(fetcher_busy(rig->run.fetcher), 0);
}

static void
good_answer_ends_the_hosts_failures(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	struct state_host host = { .failures = 2, .not_before = 5 };
	assert_int_equal(state_host_put(rig->run.state, STR("x.kz"), &host,
			     &err),
	    RC_OK);
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t, "HTTP/1.1 200 OK\r\n\r\nbody",
			     &err),
	    RC_OK);
	assert_int_equal(state_host(rig->run.state, STR("x.kz"), &host, &err),
	    RC_OK);
	assert_int_equal(host.failures, 0);
	assert_true(host.not_before == CLOCK_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    strain_gives_the_host_rest_across_runs, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    good_answer_ends_the_hosts_failures, rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
