#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/log.h"

static int64_t
noon(void *arg)
{
	(void)arg;
	return 43200;
}

/* Runs one log_event() with stderr caught in `out`. */
#define CATCH(out, call)                                                       \
	do {                                                                   \
		FILE *f = tmpfile();                                           \
		const int kept = dup(STDERR_FILENO);                           \
		assert_non_null(f);                                            \
		(void)fflush(stderr);                                          \
		(void)dup2(fileno(f), STDERR_FILENO);                          \
		call;                                                          \
		(void)fflush(stderr);                                          \
		(void)dup2(kept, STDERR_FILENO);                               \
		(void)close(kept);                                             \
		rewind(f);                                                     \
		(out)[fread(out, 1, sizeof(out) - 1, f)] = '\0';               \
		(void)fclose(f);                                               \
	} while (0)

static void
a_line_is_logfmt_with_time_stage_and_level(void **state)
{
	(void)state;
	char out[1000];
	log_open("extract", LOG_WARN, noon, NULL);
	CATCH(out,
	    log_event(LOG_WARN, "no_body", "url", "http://a.kz/x", "n", "2",
		NULL));
	assert_string_equal(out,
	    "ts=1970-01-01T12:00:00Z stage=extract level=warn event=no_body "
	    "url=http://a.kz/x n=2\n");
}

static void
values_are_quoted_and_control_bytes_escaped(void **state)
{
	(void)state;
	char out[1000];
	log_open("x", LOG_WARN, NULL, NULL);
	CATCH(out,
	    log_event(LOG_ERROR, "e", "a", "two words", "b", "", "c",
		"\x1b[31m\n\"\\", NULL));
	assert_string_equal(out,
	    "stage=x level=error event=e a=\"two words\" b=\"\" "
	    "c=\"\\x1b[31m\\x0a\\\"\\\\\"\n");
}

static void
lines_below_the_level_are_left_out(void **state)
{
	(void)state;
	char out[100];
	log_open("x", LOG_WARN, NULL, NULL);
	CATCH(out, log_event(LOG_INFO, "quiet", NULL));
	assert_string_equal(out, "");
}

static void
no_progress_line_without_a_terminal(void **state)
{
	(void)state;
	char out[100];
	CATCH(out, log_progress("50 %"));
	assert_string_equal(out, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_logfmt_with_time_stage_and_level),
		cmocka_unit_test(values_are_quoted_and_control_bytes_escaped),
		cmocka_unit_test(lines_below_the_level_are_left_out),
		cmocka_unit_test(no_progress_line_without_a_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
