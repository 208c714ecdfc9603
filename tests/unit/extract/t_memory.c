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
#include "common/file.h"
#include "common/mem.h"
#include "extract/memory.h"

/* A folder of its own for each test. */
struct place {
	char folder[64];
	char one[96];
	char two[96];
};

static int
open_place(void **state)
{
	struct place *p = mem_zero(1, sizeof(*p));
	(void)snprintf(p->folder, sizeof(p->folder), "/tmp/sandyq-test-XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	(void)snprintf(p->one, sizeof(p->one), "%s/one", p->folder);
	(void)snprintf(p->two, sizeof(p->two), "%s/two", p->folder);
	*state = p;
	return 0;
}

static int
close_place(void **state)
{
	struct place *p = *state;
	(void)unlink(p->one);
	(void)unlink(p->two);
	(void)rmdir(p->folder);
	free(p);
	return 0;
}

static void
learn(struct memory *m, uint64_t line, uint64_t page)
{
	const struct imprint one = { .line = line, .page = page };
	memory_learn(m, &one, 1);
}

static void
a_line_repeats_from_the_second_page_on(void **state)
{
	struct memory *m = memory_new();
	(void)state;
	assert_false(memory_repeats(m, 7));
	learn(m, 7, 1);
	learn(m, 7, 1);
	learn(m, 8, 1);
	memory_settle(m);
	assert_false(memory_repeats(m, 7));
	learn(m, 7, 2);
	memory_settle(m);
	assert_true(memory_repeats(m, 7));
	assert_false(memory_repeats(m, 8));
	assert_false(memory_repeats(m, 9));
	memory_free(m);
}

static void
save(const char *path, struct memory *m)
{
	struct err err = { .reason = "" };
	assert_int_equal(memory_save(m, path, &err), RC_OK);
}

static void
load(const char *path, struct memory *m)
{
	struct err err = { .reason = "" };
	assert_int_equal(memory_load(m, path, &err), RC_OK);
}

static void
assert_same_file(const char *a, const char *b)
{
	struct buf x;
	struct buf y;
	struct err err = { .reason = "" };
	buf_init(&x, (size_t)16 << 20);
	buf_init(&y, (size_t)16 << 20);
	assert_int_equal(file_read(a, &x, &err), RC_OK);
	assert_int_equal(file_read(b, &y, &err), RC_OK);
	assert_int_equal(x.n, y.n);
	assert_memory_equal(x.s, y.s, x.n);
	buf_free(&x);
	buf_free(&y);
}

static void
order_and_runs_do_not_matter(void **state)
{
	const struct place *p = *state;
	struct memory *once = memory_new();
	struct memory *first = memory_new();
	struct memory *later = memory_new();
	for (uint64_t i = 0; i < 20000; i++)
		learn(once, i * 7919 % 9000, 1 + i % 5);
	save(p->one, once);
	for (uint64_t i = 20000; i-- > 10000;)
		learn(first, i * 7919 % 9000, 1 + i % 5);
	save(p->two, first);
	load(p->two, later);
	for (uint64_t i = 15000; i-- > 0;)
		learn(later, i * 7919 % 9000, 1 + i % 5);
	save(p->two, later);
	assert_same_file(p->one, p->two);
	memory_free(once);
	memory_free(first);
	memory_free(later);
}

static void
no_file_is_an_empty_memory(void **state)
{
	const struct place *p = *state;
	struct memory *m = memory_new();
	load(p->one, m);
	assert_false(memory_repeats(m, 0));
	memory_free(m);
}

static void
what_is_no_memory_is_refused_by_its_line(void **state)
{
	static const char *const bad[][2] = {
		{ "", "one:1:" },
		{ "something else\n", "one:1:" },
		{ "sandyq memory 1\n12 34 56\n", "one:2:" },
		{ "sandyq memory 1\n"
		  "00000000000000zz 0000000000000001 0000000000000000\n",
		    "one:2:" },
		{ "sandyq memory 1\n"
		  "0000000000000001 0000000000000001 0000000000000000\n\nx\n",
		    "one:3:" },
	};
	const struct place *p = *state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err err = { .reason = "" };
		struct memory *m = memory_new();
		FILE *f = fopen(p->one, "w");
		assert_non_null(f);
		assert_true(fputs(bad[i][0], f) >= 0);
		assert_int_equal(fclose(f), 0);
		assert_int_equal(memory_load(m, p->one, &err), RC_BAD);
		assert_non_null(strstr(err.reason, bad[i][1]));
		memory_free(m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_repeats_from_the_second_page_on),
		cmocka_unit_test_setup_teardown(order_and_runs_do_not_matter,
		    open_place, close_place),
		cmocka_unit_test_setup_teardown(no_file_is_an_empty_memory,
		    open_place, close_place),
		cmocka_unit_test_setup_teardown(
		    what_is_no_memory_is_refused_by_its_line, open_place,
		    close_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
