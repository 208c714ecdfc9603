#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/file.h"
#include "tests/unit/arena.h"

static char *
path_in(struct arena *a, const char *dir, const char *name)
{
	return arena_cstr(a, arena_printf(a, "%s/%s", dir, name));
}

/* A fresh folder for each test; what it leaves there is small. */
static char *
folder(struct arena *a)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = path_in(a, tmp != NULL ? tmp : "/tmp", "sandyq.XXXXXX");
	assert_non_null(mkdtemp(dir));
	return dir;
}

static void
a_committed_file_is_there_whole(void **state)
{
	struct arena *a = *state;
	struct err err = { 0 };
	struct file_out *f = NULL;
	struct buf b;
	char *path = path_in(a, folder(a), "out");
	assert_int_equal(file_create(path, &f, &err), RC_OK);
	file_write(f, STR("one "));
	file_write(f, STR("two"));
	assert_false(file_exists(path));
	assert_int_equal(file_commit(f, &err), RC_OK);
	buf_init(&b, 100);
	assert_int_equal(file_read(path, &b, &err), RC_OK);
	assert_true(str_is(buf_view(&b), "one two"));
	buf_free(&b);
}

static void
an_aborted_file_leaves_the_old_one(void **state)
{
	struct arena *a = *state;
	struct err err = { 0 };
	struct file_out *f = NULL;
	struct file_names names;
	char *dir = folder(a);
	char *path = path_in(a, dir, "out");
	assert_int_equal(file_create(path, &f, &err), RC_OK);
	file_write(f, STR("old"));
	assert_int_equal(file_commit(f, &err), RC_OK);
	assert_int_equal(file_create(path, &f, &err), RC_OK);
	file_write(f, STR("new"));
	file_abort(f);
	assert_int_equal(file_list(a, dir, "", &names, &err), RC_OK);
	assert_int_equal(names.n, 1);
	assert_string_equal(names.v[0], "out");
}

static void
reading_stops_at_the_ceiling(void **state)
{
	struct arena *a = *state;
	struct err err = { 0 };
	struct file_out *f = NULL;
	struct buf b;
	char *path = path_in(a, folder(a), "ten");
	assert_int_equal(file_create(path, &f, &err), RC_OK);
	file_write(f, STR("0123456789"));
	assert_int_equal(file_commit(f, &err), RC_OK);
	buf_init(&b, 10);
	assert_int_equal(file_read(path, &b, &err), RC_OK);
	buf_free(&b);
	buf_init(&b, 9);
	assert_int_equal(file_read(path, &b, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "over 9 bytes"));
	buf_free(&b);
}

static void
what_is_missing_is_named(void **state)
{
	struct arena *a = *state;
	struct err err = { 0 };
	struct file_names names;
	struct buf b;
	buf_init(&b, 10);
	assert_int_equal(file_read("/nonexistent/x", &b, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "/nonexistent/x: No such file"));
	assert_int_equal(file_list(a, "/nonexistent", "", &names, &err),
	    RC_BAD);
	struct file_out *f = NULL;
	assert_int_equal(file_create("/nonexistent/x", &f, &err), RC_FAIL);
	buf_free(&b);
}

static void
lists_are_sorted_and_filtered(void **state)
{
	struct arena *a = *state;
	struct err err = { 0 };
	struct file_names names;
	char *dir = folder(a);
	const char *all[] = { "b.yaml", "a.yaml", ".hidden.yaml", "c.txt" };
	for (size_t i = 0; i < 4; i++) {
		struct file_out *f = NULL;
		assert_int_equal(file_create(path_in(a, dir, all[i]), &f, &err),
		    RC_OK);
		assert_int_equal(file_commit(f, &err), RC_OK);
	}
	assert_int_equal(file_list(a, dir, ".yaml", &names, &err), RC_OK);
	assert_int_equal(names.n, 2);
	assert_string_equal(names.v[0], "a.yaml");
	assert_string_equal(names.v[1], "b.yaml");
}

static void
folders_are_made_with_their_parents(void **state)
{
	struct arena *a = *state;
	struct err err = { 0 };
	char *dir = folder(a);
	char *deep = path_in(a, dir, "xx/y/z");
	assert_int_equal(file_mkdirs(deep, &err), RC_OK);
	assert_true(file_is_dir(deep));
	assert_false(file_exists(path_in(a, dir, "x")));
	assert_int_equal(file_mkdirs(deep, &err), RC_OK);
	struct file_out *f = NULL;
	char *plain = path_in(a, dir, "plain");
	assert_int_equal(file_create(plain, &f, &err), RC_OK);
	assert_int_equal(file_commit(f, &err), RC_OK);
	assert_int_equal(file_mkdirs(path_in(a, plain, "sub"), &err), RC_FAIL);
}

static void
a_lock_held_by_another_is_told_apart(void **state)
{
	struct arena *a = *state;
	struct err err = { 0 };
	int first = -1;
	int second = -1;
	char *path = path_in(a, folder(a), "lock");
	assert_int_equal(file_lock(path, &first, &err), RC_OK);
	assert_int_equal(file_lock(path, &second, &err), RC_BAD);
	(void)close(first);
	assert_int_equal(file_lock(path, &second, &err), RC_OK);
	(void)close(second);
}

static void
names_stand_beside_their_file(void **state)
{
	struct arena *a = *state;
	assert_string_equal(file_beside(a, "/etc/s/a.yaml", "x"), "/etc/s/x");
	assert_string_equal(file_beside(a, "a.yaml", "x"), "x");
	assert_string_equal(file_beside(a, "/etc/a.yaml", "/x"), "/x");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_committed_file_is_there_whole),
		cmocka_unit_test(an_aborted_file_leaves_the_old_one),
		cmocka_unit_test(reading_stops_at_the_ceiling),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(lists_are_sorted_and_filtered),
		cmocka_unit_test(folders_are_made_with_their_parents),
		cmocka_unit_test(a_lock_held_by_another_is_told_apart),
		cmocka_unit_test(names_stand_beside_their_file),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}
