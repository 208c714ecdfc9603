#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <signal.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "common/file.h"
#include "crawler/spool.h"
#include "tests/unit/crawler/folder.h"

#define SHARE 1000
#define MOST  100000

static int
folder_up(void **state)
{
	static struct folder folder;
	folder = folder_new();
	*state = &folder;
	return 0;
}

static int
folder_down(void **state)
{
	folder_free(*state);
	return 0;
}

/* `n` bytes in pieces of 300, each telling where it stands. */
static void
fill(struct spool *s, size_t n)
{
	char piece[300];
	for (size_t at = 0; at < n; at += sizeof(piece)) {
		for (size_t i = 0; i < sizeof(piece); i++)
			piece[i] = (char)('a' + (at + i) % 26);
		const size_t left = n - at;
		assert_true(spool_add(s,
		    str_n(piece, left < sizeof(piece) ? left : sizeof(piece))));
	}
}

static void
holds(struct spool *s, size_t n)
{
	struct err err = { 0 };
	struct str x = STR_NONE;
	assert_int_equal(spool_view(s, &x, &err), RC_OK);
	assert_int_equal(x.n, n);
	assert_non_null(x.s);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(x.s[i], 'a' + i % 26);
}

static void
little_stays_in_memory(void **state)
{
	struct spool s;
	const struct folder *folder = *state;
	spool_init(&s, folder->path, SHARE, MOST);
	holds(&s, 0);
	fill(&s, SHARE);
	assert_int_equal(s.fd, -1);
	holds(&s, SHARE);
	spool_free(&s);
}

static void
much_goes_to_a_file_that_nobody_sees(void **state)
{
	struct spool s;
	struct err err = { 0 };
	struct file_names names = { .n = 0 };
	const struct folder *folder = *state;
	struct arena *arena = arena_new(MOST);
	spool_init(&s, folder->path, SHARE, MOST);
	fill(&s, 50000);
	assert_true(s.fd >= 0);
	assert_null(s.held.s);
	assert_int_equal(file_list(arena, folder->path, "", &names, &err),
	    RC_OK);
	assert_int_equal(names.n, 0);
	holds(&s, 50000);
	holds(&s, 50000);
	spool_free(&s);
	arena_free(arena);
}

static void
cleared_it_begins_anew(void **state)
{
	struct spool s;
	const struct folder *folder = *state;
	spool_init(&s, folder->path, SHARE, MOST);
	fill(&s, 5000);
	holds(&s, 5000);
	spool_clear(&s);
	holds(&s, 0);
	fill(&s, 77);
	assert_int_equal(s.fd, -1);
	holds(&s, 77);
	spool_free(&s);
}

static void
without_a_folder_all_is_held(void **state)
{
	struct spool s;
	(void)state;
	spool_init(&s, NULL, SHARE, MOST);
	fill(&s, MOST);
	holds(&s, MOST);
	spool_free(&s);
}

static void
full_disk_fails_the_view(void **state)
{
	struct spool s;
	struct err err = { 0 };
	struct str x = STR_NONE;
	char piece[2000] = { 0 };
	struct rlimit before;
	const struct folder *folder = *state;
	spool_init(&s, folder->path, SHARE, MOST);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	(void)signal(SIGXFSZ, SIG_IGN);
	const struct rlimit small = { 3000, before.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	const bool first = spool_add(&s, str_n(piece, sizeof(piece)));
	const bool second = spool_add(&s, str_n(piece, sizeof(piece)));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_true(first);
	assert_false(second);
	assert_false(spool_add(&s, STR("more")));
	assert_int_equal(spool_view(&s, &x, &err), RC_FAIL);
	assert_true(str_starts(str_c(err.reason), str_c(folder->path)));
	spool_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(little_stays_in_memory),
		cmocka_unit_test(much_goes_to_a_file_that_nobody_sees),
		cmocka_unit_test(cleared_it_begins_anew),
		cmocka_unit_test(without_a_folder_all_is_held),
		cmocka_unit_test(full_disk_fails_the_view),
	};
	return cmocka_run_group_tests(tests, folder_up, folder_down);
}
