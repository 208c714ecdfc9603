#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/lines.h"

/* A reader over `n` bytes that lie in an unnamed file. */
static struct lines *
reader(const char *s, size_t n, size_t max, FILE **f)
{
	*f = tmpfile();
	assert_non_null(*f);
	assert_int_equal(fwrite(s, 1, n, *f), n);
	assert_int_equal(fflush(*f), 0);
	assert_int_equal(lseek(fileno(*f), 0, SEEK_SET), 0);
	return lines_new(fileno(*f), max);
}

static void
lines_come_without_their_ends(void **state)
{
	(void)state;
	FILE *f;
	struct err err = { 0 };
	struct str line;
	const char text[] = "one\r\n\ntwo\0x\nlast";
	struct lines *l = reader(text, sizeof(text) - 1, 100, &f);
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_true(str_is(line, "one"));
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_int_equal(line.n, 0);
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_int_equal(line.n, 5);
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_true(str_is(line, "last"));
	assert_int_equal(lines_number(l), 4);
	assert_int_equal(lines_next(l, &line, &err), RC_END);
	assert_int_equal(lines_number(l), 4);
	lines_free(l);
	(void)fclose(f);
}

static void
a_line_too_long_is_named_and_the_next_one_read(void **state)
{
	(void)state;
	FILE *f;
	struct err err = { 0 };
	struct str line;
	struct buf text;
	buf_init(&text, (size_t)4 << 20);
	buf_text(&text, "ok\n");
	for (int i = 0; i < 100000; i++)
		buf_text(&text, "0123456789abcdefghij");
	buf_text(&text, "\nback\n");
	struct lines *l = reader(text.s, text.n, 1000, &f);
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_int_equal(lines_next(l, &line, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "line 2"));
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_true(str_is(line, "back"));
	assert_int_equal(lines_next(l, &line, &err), RC_END);
	lines_free(l);
	(void)fclose(f);
	buf_free(&text);
}

static void
a_long_last_line_without_an_end_is_refused(void **state)
{
	(void)state;
	FILE *f;
	struct err err = { 0 };
	struct str line;
	struct lines *l = reader("123456", 6, 5, &f);
	assert_int_equal(lines_next(l, &line, &err), RC_BAD);
	assert_int_equal(lines_next(l, &line, &err), RC_END);
	lines_free(l);
	(void)fclose(f);
}

static void
a_line_at_the_ceiling_is_taken(void **state)
{
	(void)state;
	FILE *f;
	struct err err = { 0 };
	struct str line;
	struct lines *l = reader("12345\n123456\n1", 14, 5, &f);
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_true(str_is(line, "12345"));
	assert_int_equal(lines_next(l, &line, &err), RC_BAD);
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_true(str_is(line, "1"));
	lines_free(l);
	(void)fclose(f);
}

static void
peeking_takes_nothing(void **state)
{
	(void)state;
	FILE *f;
	struct err err = { 0 };
	struct str line;
	struct lines *l = reader("WARC/1.1\r\nrest", 14, 100, &f);
	assert_true(str_is(lines_peek(l, 5), "WARC/"));
	assert_int_equal(lines_peek(l, 100).n, 14);
	assert_int_equal(lines_next(l, &line, &err), RC_OK);
	assert_true(str_is(line, "WARC/1.1"));
	lines_free(l);
	(void)fclose(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_come_without_their_ends),
		cmocka_unit_test(
		    a_line_too_long_is_named_and_the_next_one_read),
		cmocka_unit_test(a_long_last_line_without_an_end_is_refused),
		cmocka_unit_test(a_line_at_the_ceiling_is_taken),
		cmocka_unit_test(peeking_takes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
