#include <fcntl.h>
#include <getopt.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/arena.h"
#include "common/file.h"
#include "common/stage.h"

static const struct stage_option none[] = { { NULL, NULL, NULL, NULL } };
static const struct stage_spec spec = {
	.name = "test",
	.usage = "[FILE...]",
	.about = "Tests.",
	.options = none,
};

/* What a stage does in a process of its own: its exit code counts. */
typedef int stage_life(struct stage *);

static int
live(stage_life *life, const char *out, const char *rejects,
    char *const *operands)
{
	const pid_t pid = fork();
	if (pid == 0) {
		char *argv[16] = { (char[]){ "test" }, (char[]){ "-o" },
			strdup(out), (char[]){ "--rejects" }, strdup(rejects) };
		for (int i = 0; operands[i] != NULL; i++)
			argv[5 + i] = operands[i];
		int argc = 0;
		while (argv[argc] != NULL)
			argc++;
		struct stage st;
		optind = 0;
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		const int code = stage_open(&st, &spec, argc, argv);
		_exit(code >= 0 ? code : life(&st));
	}
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* A folder's files for one test, and what a stage left in them. */
struct place {
	struct arena *a;
	char *out;
	char *rejects;
	char *input;
};

static void
place_make(struct place *p)
{
	char dir[] = "/tmp/sandyq.XXXXXX";
	assert_non_null(mkdtemp(dir));
	p->a = arena_new((size_t)4 << 20);
	p->out = arena_cstr(p->a, arena_printf(p->a, "%s/out", dir));
	p->rejects = arena_cstr(p->a, arena_printf(p->a, "%s/rejects", dir));
	p->input = arena_cstr(p->a, arena_printf(p->a, "%s/in", dir));
}

static struct str
content(struct place *p, const char *path)
{
	struct buf b;
	struct err err = { 0 };
	buf_init(&b, 1 << 20);
	assert_int_equal(file_read(path, &b, &err), RC_OK);
	const struct str x = arena_str(p->a, buf_view(&b));
	buf_free(&b);
	return x;
}

static int
writes_two_lines(struct stage *st)
{
	stage_write(st, STR("one\n"));
	stage_write(st, STR("two\n"));
	return stage_close(st, RC_OK);
}

static void
output_is_written_and_the_exit_is_zero(void **state)
{
	(void)state;
	struct place p;
	place_make(&p);
	char *const no_files[] = { NULL };
	assert_int_equal(live(writes_two_lines, p.out, p.rejects, no_files), 0);
	assert_true(str_is(content(&p, p.out), "one\ntwo\n"));
	arena_free(p.a);
}

static int
refuses_one(struct stage *st)
{
	struct err err = { 0 };
	(void)err_set(&err, RC_BAD, "over 10 bytes");
	stage_reject(st, STR("a.warc.gz:12"), STR("a\xFF\"b"), &err);
	stage_write(st, STR("good\n"));
	return stage_close(st, RC_OK);
}

static void
a_refused_record_is_kept_and_the_exit_is_three(void **state)
{
	(void)state;
	struct place p;
	place_make(&p);
	char *const no_files[] = { NULL };
	assert_int_equal(live(refuses_one, p.out, p.rejects, no_files), 3);
	assert_true(str_is(content(&p, p.out), "good\n"));
	assert_true(str_is(content(&p, p.rejects),
	    "{\"stage\":\"test\",\"subject\":\"a.warc.gz:12\","
	    "\"reason\":\"over 10 bytes\","
	    "\"record\":\"a\xEF\xBF\xBD\\\"b\"}\n"));
	arena_free(p.a);
}

static int
fails(struct stage *st)
{
	return stage_close(st, RC_FAIL);
}

static int
writes_to_a_full_disk(struct stage *st)
{
	const int full = open("/dev/full", O_WRONLY);
	if (full < 0 || dup2(full, STDOUT_FILENO) < 0)
		return 99;
	stage_write(st, STR("lost\n"));
	return stage_close(st, RC_OK);
}

static void
a_failed_run_and_a_lost_write_exit_with_one(void **state)
{
	(void)state;
	struct place p;
	place_make(&p);
	char *const no_files[] = { NULL };
	assert_int_equal(live(fails, p.out, p.rejects, no_files), 1);
	assert_int_equal(live(writes_to_a_full_disk, p.out, p.rejects,
			     no_files),
	    1);
	arena_free(p.a);
}

static enum rc
echo_file(struct stage *st, const char *path, int fd, void *arg,
    struct err *err)
{
	(void)arg;
	(void)err;
	char bytes[100];
	const ssize_t n = read(fd, bytes, sizeof(bytes));
	stage_write(st, str_c(strrchr(path, '/') + 1));
	stage_write(st, str_n(bytes, n > 0 ? (size_t)n : 0));
	return RC_OK;
}

static int
echoes_its_files(struct stage *st)
{
	struct err err = { 0 };
	return stage_close(st, stage_inputs(st, echo_file, NULL, &err));
}

static void
a_missing_file_is_refused_and_the_next_one_read(void **state)
{
	(void)state;
	struct place p;
	struct file_out *f = NULL;
	struct err err = { 0 };
	place_make(&p);
	assert_int_equal(file_create(p.input, &f, &err), RC_OK);
	file_write(f, STR(":x\n"));
	assert_int_equal(file_commit(f, &err), RC_OK);
	char missing[] = "/nonexistent/file";
	char *const files[] = { missing, p.input, NULL };
	assert_int_equal(live(echoes_its_files, p.out, p.rejects, files), 3);
	assert_true(str_is(content(&p, p.out), "in:x\n"));
	assert_true(str_find(content(&p, p.rejects), STR("/nonexistent/")) > 0);
	arena_free(p.a);
}

static int
is_told_to_stop(struct stage *st)
{
	stage_write(st, STR("half\n"));
	(void)raise(SIGTERM);
	return stage_close(st, RC_OK);
}

static void
a_stopped_run_says_that_it_is_not_done(void **state)
{
	(void)state;
	struct place p;
	place_make(&p);
	char *const no_files[] = { NULL };
	assert_int_equal(live(is_told_to_stop, p.out, p.rejects, no_files), 75);
	assert_true(str_is(content(&p, p.out), "half\n"));
	arena_free(p.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(output_is_written_and_the_exit_is_zero),
		cmocka_unit_test(
		    a_refused_record_is_kept_and_the_exit_is_three),
		cmocka_unit_test(a_failed_run_and_a_lost_write_exit_with_one),
		cmocka_unit_test(
		    a_missing_file_is_refused_and_the_next_one_read),
		cmocka_unit_test(a_stopped_run_says_that_it_is_not_done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
