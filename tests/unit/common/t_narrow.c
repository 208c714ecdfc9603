#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/narrow.h"

#define MEMORY ((size_t)64 << 20)

/* What each deed comes to in a child that was narrowed before. */
typedef int deed(int);

static int
outcome(void (*narrow)(void), deed *what)
{
	int ends[2];
	int status = 0;
	assert_int_equal(pipe(ends), 0);
	const pid_t pid = fork();
	if (pid == 0) {
		narrow();
		_exit(what(ends[1]));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	(void)close(ends[0]);
	(void)close(ends[1]);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* valgrind makes calls of its own, and gives up when one fails. */
static bool
is_watched(void)
{
	const char *loaded = getenv("LD_PRELOAD");
	return loaded != NULL && strstr(loaded, "valgrind") != NULL;
}

static void
to_work(void)
{
	narrow_to_work(MEMORY);
}

static int
opens_socket(int fd)
{
	(void)fd;
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static int
opens_file(int fd)
{
	(void)fd;
	return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 ? 0 : errno;
}

static int
starts_program(int fd)
{
	(void)fd;
	(void)execl("/bin/true", "true", (char *)NULL);
	return errno;
}

static int
forks(int fd)
{
	(void)fd;
	const pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return pid > 0 ? 0 : errno;
}

static int
writes(int fd)
{
	void *p = malloc(MEMORY / 4);
	const int code = p != NULL && write(fd, "x", 1) == 1 ? 0 : 1;
	free(p);
	return code;
}

static int
takes_memory(int fd)
{
	(void)fd;
	void *p = malloc(4 * MEMORY);
	const int code = p != NULL ? 0 : errno;
	free(p);
	return code;
}

static void
a_worker_reads_writes_and_nothing_else(void **state)
{
	(void)state;
	if (is_watched())
		skip();
	assert_int_equal(outcome(to_work, writes), 0);
	assert_int_equal(outcome(to_work, opens_socket), EPERM);
	assert_int_equal(outcome(to_work, starts_program), EPERM);
	assert_int_not_equal(outcome(to_work, opens_file), 0);
	assert_int_not_equal(outcome(to_work, forks), 0);
}

static void
a_worker_has_a_budget_of_memory(void **state)
{
	(void)state;
	if (is_watched())
		skip();
#if !defined(__SANITIZE_ADDRESS__)
	assert_int_equal(outcome(to_work, takes_memory), ENOMEM);
#else
	(void)takes_memory;
	skip();
#endif
}

static void
a_stage_opens_files_but_goes_nowhere(void **state)
{
	(void)state;
	if (is_watched())
		skip();
	assert_int_equal(outcome(narrow_offline, writes), 0);
	assert_int_equal(outcome(narrow_offline, opens_file), 0);
	assert_int_equal(outcome(narrow_offline, forks), 0);
	assert_int_equal(outcome(narrow_offline, opens_socket), EPERM);
	assert_int_equal(outcome(narrow_offline, starts_program), EPERM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_worker_reads_writes_and_nothing_else),
		cmocka_unit_test(a_worker_has_a_budget_of_memory),
		cmocka_unit_test(a_stage_opens_files_but_goes_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
