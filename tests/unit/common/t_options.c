#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/options.h"

static const char *jobs;
static const char *flat;
static const struct stage_option own[] = {
	{ "jobs", "N", "workers", &jobs },
	{ "flat", NULL, "one fact a line", &flat },
	{ NULL, NULL, NULL, NULL },
};
static const struct stage_spec spec = {
	.name = "test",
	.usage = "[FILE...]",
	.about = "Tests.",
	.options = own,
};

/* Parses a line of words; getopt's own complaints are kept off the TAP. */
static bool
parse(struct options *o, char *line, int *count)
{
	static char *argv[32];
	int argc = 0;
	for (char *save = NULL, *w = strtok_r(line, " ", &save); w != NULL;
	     w = strtok_r(NULL, " ", &save))
		argv[argc++] = w;
	argv[argc] = NULL;
	jobs = flat = NULL;
	optind = 0;
	const int kept = dup(STDERR_FILENO);
	FILE *null = freopen("/dev/null", "w", stderr);
	assert_non_null(null);
	const bool ok = options_read(&spec, o, argc, argv);
	(void)fflush(stderr);
	(void)dup2(kept, STDERR_FILENO);
	(void)close(kept);
	*count = o->nfiles;
	return ok;
}

static void
shared_and_own_options_are_read(void **state)
{
	(void)state;
	struct options o;
	int n;
	char line[] = "x -c a.yaml --jobs 4 -vv --flat one --data d two "
		      "--rejects r -o out";
	assert_true(parse(&o, line, &n));
	assert_string_equal(o.config, "a.yaml");
	assert_string_equal(o.data, "d");
	assert_string_equal(o.rejects, "r");
	assert_string_equal(o.output, "out");
	assert_int_equal(o.verbose, 2);
	assert_string_equal(jobs, "4");
	assert_string_equal(flat, "");
	assert_int_equal(n, 2);
	assert_string_equal(o.files[0], "one");
	assert_string_equal(o.files[1], "two");
}

static void
jobs_are_one_to_their_ceiling_or_wrong(void **state)
{
	(void)state;
	assert_int_equal(options_jobs(NULL), 1);
	assert_int_equal(options_jobs("64"), OPTIONS_JOBS);
	assert_int_equal(options_jobs("65"), 0);
	assert_int_equal(options_jobs("0"), 0);
	assert_int_equal(options_jobs("two"), 0);
	assert_int_equal(options_jobs(""), 0);
}

static void
a_lone_dash_is_an_operand(void **state)
{
	(void)state;
	struct options o;
	int n;
	char line[] = "x -";
	assert_true(parse(&o, line, &n));
	assert_int_equal(n, 1);
	assert_string_equal(o.files[0], "-");
}

static void
what_is_not_asked_stays_unset(void **state)
{
	(void)state;
	struct options o;
	int n;
	char line[] = "x";
	assert_true(parse(&o, line, &n));
	assert_null(jobs);
	assert_null(flat);
	assert_null(o.config);
	assert_false(o.help || o.version || o.print_config);
}

static void
wrong_usage_is_refused(void **state)
{
	(void)state;
	struct options o;
	int n;
	char unknown[] = "x --nonsense";
	char missing[] = "x --jobs";
	char flag[] = "x --flat=3";
	assert_false(parse(&o, unknown, &n));
	assert_false(parse(&o, missing, &n));
	assert_false(parse(&o, flag, &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared_and_own_options_are_read),
		cmocka_unit_test(jobs_are_one_to_their_ceiling_or_wrong),
		cmocka_unit_test(a_lone_dash_is_an_operand),
		cmocka_unit_test(what_is_not_asked_stays_unset),
		cmocka_unit_test(wrong_usage_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
