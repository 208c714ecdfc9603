#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/file.h"
#include "common/warc.h"

#define PATH_ROOM 64

struct place {
	char folder[PATH_ROOM];
	char path[PATH_ROOM + 16];
	char open[PATH_ROOM + 32];
};

static void
place_make(struct place *p)
{
	(void)snprintf(p->folder, sizeof(p->folder), "/tmp/warc.XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	(void)snprintf(p->path, sizeof(p->path), "%s/a.warc.gz", p->folder);
	(void)snprintf(p->open, sizeof(p->open), "%s.open", p->path);
}

static void
place_free(const struct place *p)
{
	(void)unlink(p->path);
	(void)unlink(p->open);
	assert_int_equal(rmdir(p->folder), 0);
}

static int64_t
size_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

static const struct warc_field fields[] = {
	{ { "WARC-Type", 9 }, { "resource", 8 } },
	{ { "WARC-Target-URI", 15 }, { "http://a.kz/", 12 } },
};

static void
a_file_has_its_name_only_when_it_is_whole(void **state)
{
	(void)state;
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	place_make(&p);
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	assert_int_equal(warc_size(w), 0);
	assert_int_equal(warc_put(w, fields, 2, STR("27 towns"), &err), RC_OK);
	assert_int_equal(warc_sync(w, &err), RC_OK);
	assert_int_equal(size_of(p.open), warc_size(w));
	assert_false(file_exists(p.path));
	assert_int_equal(warc_commit(w, &err), RC_OK);
	assert_true(file_exists(p.path));
	assert_false(file_exists(p.open));
	place_free(&p);
}

static void
an_aborted_file_leaves_nothing(void **state)
{
	(void)state;
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	place_make(&p);
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	assert_int_equal(warc_put(w, fields, 2, STR("x"), &err), RC_OK);
	warc_abort(w);
	warc_abort(NULL);
	assert_false(file_exists(p.path));
	place_free(&p);
}

static void
a_file_somebody_left_open_is_not_touched(void **state)
{
	(void)state;
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	place_make(&p);
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	struct warc_writer *second = NULL;
	assert_int_equal(warc_writer_new(p.path, &second, &err), RC_FAIL);
	assert_null(second);
	assert_non_null(strstr(err.reason, "a.warc.gz.open"));
	assert_int_equal(warc_commit(w, &err), RC_OK);
	place_free(&p);
}

static void
a_folder_that_is_not_there_fails_by_name(void **state)
{
	(void)state;
	struct err err = { "" };
	struct warc_writer *w = NULL;
	assert_int_equal(warc_writer_new("/nowhere/a.warc.gz", &w, &err),
	    RC_FAIL);
	assert_non_null(strstr(err.reason, "/nowhere/a.warc.gz.open"));
}

/* Runs `gzip -dc path > out`; its exit status. */
static int
gzip_unpack(char *path, const char *out)
{
	char name[] = "gzip";
	char flag[] = "-dc";
	char *const argv[] = { name, flag, path, NULL };
	posix_spawn_file_actions_t redirect;
	pid_t pid = 0;
	int status = -1;
	assert_int_equal(posix_spawn_file_actions_init(&redirect), 0);
	assert_int_equal(posix_spawn_file_actions_addopen(&redirect, 1, out,
			     O_WRONLY | O_CREAT | O_TRUNC, 0600),
	    0);
	assert_int_equal(posix_spawnp(&pid, "gzip", &redirect, NULL, argv,
			     environ),
	    0);
	(void)posix_spawn_file_actions_destroy(&redirect);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
gzip_accepts_the_file_and_sees_the_records(void **state)
{
	(void)state;
	const struct str want =
	    STR("WARC/1.1\r\nWARC-Type: resource\r\n"
		"WARC-Target-URI: http://a.kz/\r\nContent-Length: 3\r\n\r\n"
		"a\0b\r\n\r\n"
		"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n");
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	struct buf got;
	buf_init(&got, 4096);
	place_make(&p);
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	assert_int_equal(warc_put(w, fields, 2, STR("a\0b"), &err), RC_OK);
	assert_int_equal(warc_put(w, NULL, 0, STR_NONE, &err), RC_OK);
	assert_int_equal(warc_commit(w, &err), RC_OK);
	assert_int_equal(gzip_unpack(p.path, p.open), 0);
	assert_int_equal(file_read(p.open, &got, &err), RC_OK);
	assert_true(str_eq(buf_view(&got), want));
	buf_free(&got);
	place_free(&p);
}

/* Bytes that no packer makes smaller. */
static void
noise_fill(char *noise, size_t n)
{
	unsigned seed = 1;
	for (size_t i = 0; i < n; i++) {
		seed = seed * 1103515245u + 12345u;
		noise[i] = (char)(seed >> 16);
	}
}

static void
a_large_block_is_one_member_like_any_other(void **state)
{
	(void)state;
	const size_t n = (size_t)3 << 20;
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	struct warc_record r = { .length = 0 };
	char *block = calloc(n, 1);
	place_make(&p);
	assert_non_null(block);
	noise_fill(block, n / 2); /* and zeros */
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	assert_int_equal(warc_put(w, fields, 2, str_n(block, n), &err), RC_OK);
	const int64_t large = warc_size(w);
	assert_int_equal(warc_put(w, fields, 2, STR("small"), &err), RC_OK);
	assert_int_equal(warc_commit(w, &err), RC_OK);
	const int fd = open(p.path, O_RDONLY | O_CLOEXEC);
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	assert_int_equal(warc_next(reader, &r, &err), RC_OK);
	assert_int_equal(r.block.n, n);
	assert_memory_equal(r.block.s, block, n);
	assert_int_equal(r.length, large);
	assert_int_equal(warc_next(reader, &r, &err), RC_OK);
	assert_int_equal(r.offset, large);
	assert_true(str_is(r.block, "small"));
	warc_reader_free(reader);
	(void)close(fd);
	free(block);
	place_free(&p);
}

static void
a_field_that_would_be_two_lines_is_refused(void **state)
{
	(void)state;
	static const struct warc_field bad[] = {
		{ { "WARC-Target-URI", 15 }, { "http://a.kz/\r\nX: y", 18 } },
		{ { "WARC-Target-URI", 15 }, { "http://a.kz/\0", 13 } },
		{ { "WARC\n", 5 }, { "x", 1 } },
		{ { "", 0 }, { "x", 1 } },
	};
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	place_make(&p);
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(warc_put(w, &bad[i], 1, STR("x"), &err),
		    RC_BAD);
	assert_int_equal(warc_size(w), 0);
	warc_abort(w);
	place_free(&p);
}

static void
a_block_over_the_ceiling_is_refused_and_one_at_it_is_not(void **state)
{
	(void)state;
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	char *block = calloc(WARC_BLOCK_MAX + 1, 1);
	place_make(&p);
	assert_non_null(block);
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	assert_int_equal(warc_put(w, fields, 2,
			     str_n(block, WARC_BLOCK_MAX + 1), &err),
	    RC_BAD);
	assert_int_equal(warc_put(w, fields, 2, str_n(block, WARC_BLOCK_MAX),
			     &err),
	    RC_OK);
	free(block);
	warc_abort(w);
	place_free(&p);
}

/* A file size limit stands in for a full disk: write() takes a part and then
 * fails. */
static void
fail_behind_one_member(size_t n)
{
	struct place p = { .folder = "" };
	struct err err = { "" };
	struct warc_writer *w = NULL;
	struct rlimit had;
	char *noise = calloc(n, 1);
	place_make(&p);
	assert_non_null(noise);
	noise_fill(noise, n);
	assert_int_equal(warc_writer_new(p.path, &w, &err), RC_OK);
	assert_int_equal(warc_put(w, fields, 2, str_n(noise, n), &err), RC_OK);
	const int64_t whole = warc_size(w);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &had), 0);
	const struct rlimit tight = { (rlim_t)(whole + whole / 2),
		had.rlim_max };
	void (*const before)(int) = signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	const enum rc rc = warc_put(w, fields, 2, str_n(noise, n), &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &had), 0);
	(void)signal(SIGXFSZ, before);
	free(noise);
	assert_int_equal(rc, RC_FAIL);
	assert_non_null(strstr(err.reason, ".open: File too large"));
	assert_int_equal(size_of(p.open), whole);
	assert_int_equal(warc_size(w), whole);
	/* With room again, the next record follows the last whole one. */
	assert_int_equal(warc_put(w, fields, 2, STR("x"), &err), RC_OK);
	assert_int_equal(size_of(p.open), warc_size(w));
	warc_abort(w);
	place_free(&p);
}

static void
a_write_that_fails_leaves_whole_members_behind(void **state)
{
	(void)state;
	fail_behind_one_member(4096);
	fail_behind_one_member((size_t)2 << 20);
}

static void
an_id_is_a_random_uuid(void **state)
{
	(void)state;
	static const unsigned char random[16] = { 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 1 };
	char id[WARC_ID_MAX];
	warc_id(random, id);
	assert_string_equal(id,
	    "<urn:uuid:ffffffff-ffff-4fff-bf00-000000000001>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_has_its_name_only_when_it_is_whole),
		cmocka_unit_test(an_aborted_file_leaves_nothing),
		cmocka_unit_test(a_file_somebody_left_open_is_not_touched),
		cmocka_unit_test(a_folder_that_is_not_there_fails_by_name),
		cmocka_unit_test(gzip_accepts_the_file_and_sees_the_records),
		cmocka_unit_test(a_large_block_is_one_member_like_any_other),
		cmocka_unit_test(a_field_that_would_be_two_lines_is_refused),
		cmocka_unit_test(
		    a_block_over_the_ceiling_is_refused_and_one_at_it_is_not),
		cmocka_unit_test(
		    a_write_that_fails_leaves_whole_members_behind),
		cmocka_unit_test(an_id_is_a_random_uuid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
