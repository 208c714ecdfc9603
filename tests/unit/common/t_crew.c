#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/crew.h"
#include "common/mem.h"

#define MEMORY ((size_t)256 << 20)

/* What the jobs of one run came to, in the order they were delivered. */
struct seen {
	struct buf text;
	unsigned bad;
	char reason[ERR_REASON_MAX];
};

/* "die", "spin", "grow" and "open" do what they say; all else comes back
 * doubled. */
static enum rc
double_it(void *arg, struct arena *a, struct str job, struct buf *out,
    struct err *err)
{
	(void)arg;
	if (str_is(job, "die"))
		(void)raise(SIGKILL);
	if (str_is(job, "bad"))
		return err_set(err, RC_BAD, "not wanted");
	if (str_is(job, "grow"))
		free(mem_zero(1, 2 * MEMORY));
	if (str_is(job, "open") && open("/dev/null", O_RDONLY) >= 0)
		return RC_OK;
	volatile unsigned turns = 0;
	while (str_is(job, "spin"))
		turns++;
	const struct str copy =
	    arena_printf(a, "%.*s%.*s;", STR_ARG(job), STR_ARG(job));
	buf_str(out, copy);
	return RC_OK;
}

static enum rc
note(void *arg, struct str job, struct str out, enum rc rc, struct err *err)
{
	struct seen *seen = arg;
	if (rc == RC_OK) {
		buf_str(&seen->text, out);
		return RC_OK;
	}
	assert_int_equal(out.n, 0);
	assert_true(job.n > 0);
	seen->bad++;
	memcpy(seen->reason, err->reason, sizeof(seen->reason));
	return RC_OK;
}

static void
run(unsigned jobs, const char *const *list, size_t n, struct seen *seen)
{
	struct err err = { 0 };
	const struct crew_spec spec = {
		.jobs = jobs,
		.job_max = 1 << 20,
		.out_max = 1 << 21,
		.arena_max = 1 << 22,
		.seconds = 1,
		.memory = MEMORY,
		.work = double_it,
		.done = note,
		.arg = seen,
	};
	*seen = (struct seen){ 0 };
	buf_init(&seen->text, 1 << 24);
	struct crew *c = crew_new(&spec);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(crew_give(c, str_c(list[i]), &err), RC_OK);
	assert_int_equal(crew_finish(c, &err), RC_OK);
}

static void
answers_come_in_order_with_any_number_of_jobs(void **state)
{
	(void)state;
	static char names[200][16];
	const char *list[200];
	struct seen first;
	for (int i = 0; i < 200; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "%d", i);
		list[i] = names[i];
	}
	run(0, list, 200, &first);
	assert_true(str_starts(buf_view(&first.text), STR("00;11;22;")));
	for (unsigned jobs = 1; jobs <= 5; jobs++) {
		struct seen other;
		run(jobs, list, 200, &other);
		assert_true(
		    str_eq(buf_view(&first.text), buf_view(&other.text)));
		buf_free(&other.text);
	}
	buf_free(&first.text);
}

static void
a_worker_that_dies_costs_its_job_alone(void **state)
{
	(void)state;
	const char *list[] = { "a", "die", "b", "die", "c" };
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		struct seen seen;
		run(jobs, list, 5, &seen);
		assert_true(str_is(buf_view(&seen.text), "aa;bb;cc;"));
		assert_int_equal(seen.bad, 2);
		assert_non_null(strstr(seen.reason, "signal 9"));
		buf_free(&seen.text);
	}
}

static void
a_worker_that_spins_is_stopped_by_its_budget(void **state)
{
	(void)state;
	const char *list[] = { "spin", "b" };
	struct seen seen;
	run(1, list, 2, &seen);
	assert_true(str_is(buf_view(&seen.text), "bb;"));
	assert_non_null(strstr(seen.reason, "CPU seconds"));
	buf_free(&seen.text);
}

static void
a_worker_that_takes_too_much_memory_costs_its_job_alone(void **state)
{
	(void)state;
#if defined(__SANITIZE_ADDRESS__)
	skip(); /* which cannot be bounded, and so valgrind */
#endif
	const char *loaded = getenv("LD_PRELOAD");
	if (loaded != NULL && strstr(loaded, "valgrind") != NULL)
		skip();
	const char *list[] = { "a", "grow", "b" };
	struct seen seen;
	run(1, list, 3, &seen);
	assert_true(str_is(buf_view(&seen.text), "aa;bb;"));
	assert_string_equal(seen.reason, "took too much memory");
	buf_free(&seen.text);
}

static void
a_worker_opens_no_file(void **state)
{
	(void)state;
	const char *list[] = { "open" };
	struct seen seen;
	run(1, list, 1, &seen);
	assert_true(str_is(buf_view(&seen.text), "openopen;"));
	buf_free(&seen.text);
}

static void
a_refused_job_brings_its_reason(void **state)
{
	(void)state;
	const char *list[] = { "a", "bad", "b" };
	for (unsigned jobs = 0; jobs <= 2; jobs++) {
		struct seen seen;
		run(jobs, list, 3, &seen);
		assert_true(str_is(buf_view(&seen.text), "aa;bb;"));
		assert_string_equal(seen.reason, "not wanted");
		buf_free(&seen.text);
	}
}

static void
large_jobs_and_answers_pass_the_pipes(void **state)
{
	(void)state;
	char *large = malloc(900001);
	assert_non_null(large);
	memset(large, 'x', 900000);
	large[900000] = '\0';
	const char *list[] = { large, large, "a", large, large, large };
	struct seen seen;
	run(2, list, 6, &seen);
	assert_int_equal(seen.text.n, 5 * 1800001 + 3);
	assert_int_equal(seen.bad, 0);
	buf_free(&seen.text);
	free(large);
}

static void
jobs_and_answers_over_their_ceilings_are_refused(void **state)
{
	(void)state;
	char *large = malloc(2000001);
	assert_non_null(large);
	memset(large, 'x', 2000000);
	large[2000000] = '\0';
	const char *list[] = { "a", large, "b" };
	for (unsigned jobs = 1; jobs <= 2; jobs++) {
		struct seen seen;
		run(jobs, list, 3, &seen);
		assert_true(str_is(buf_view(&seen.text), "aa;bb;"));
		assert_int_equal(seen.bad, 1);
		buf_free(&seen.text);
	}
	free(large);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_come_in_order_with_any_number_of_jobs),
		cmocka_unit_test(a_worker_that_dies_costs_its_job_alone),
		cmocka_unit_test(a_worker_that_spins_is_stopped_by_its_budget),
		cmocka_unit_test(
		    a_worker_that_takes_too_much_memory_costs_its_job_alone),
		cmocka_unit_test(a_worker_opens_no_file),
		cmocka_unit_test(a_refused_job_brings_its_reason),
		cmocka_unit_test(large_jobs_and_answers_pass_the_pipes),
		cmocka_unit_test(
		    jobs_and_answers_over_their_ceilings_are_refused),
	};
	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
