#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/file.h"
#include "common/warc.h"
#include "crawler/repair.h"
#include "tests/unit/crawler/folder.h"

#define NAME "sandyq-1.warc.gz"

static const struct repair alone = { .cut = NULL };

/* A file with warcinfo and `n` responses, left as a kill leaves it. */
static void
leave_behind(const struct folder *f, size_t n)
{
	char path[2 * FOLDER_MAX];
	char away[2 * FOLDER_MAX];
	struct err err = { 0 };
	struct warc_writer *w = NULL;
	assert_int_equal(warc_writer_new(folder_path(f, NAME, path), &w, &err),
	    RC_OK);
	for (size_t i = 0; i <= n; i++) {
		const struct warc_field type = { STR("WARC-Type"),
			i == 0 ? STR("warcinfo") : STR("response") };
		assert_int_equal(warc_put(w, &type, 1, STR("0123456789"), &err),
		    RC_OK);
	}
	assert_int_equal(warc_commit(w, &err), RC_OK);
	assert_int_equal(rename(path, folder_path(f, NAME ".open", away)), 0);
}

static size_t
records_in(const char *path)
{
	size_t n = 0;
	struct warc_record r;
	struct err err = { 0 };
	const int fd = open(path, O_RDONLY);
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	enum rc rc = RC_OK;
	for (rc = warc_next(reader, &r, &err); rc == RC_OK;
	     rc = warc_next(reader, &r, &err))
		n++;
	assert_int_equal(rc, RC_END); /* and nothing behind them */
	warc_reader_free(reader);
	(void)close(fd);
	return n;
}

static void
torn_tail_is_cut_at_every_length(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	struct stat st;
	const struct folder f = folder_new();
	leave_behind(&f, 3);
	assert_int_equal(stat(folder_path(&f, NAME ".open", path), &st), 0);
	for (off_t cut = st.st_size; cut >= 0; cut -= 7) {
		assert_int_equal(truncate(path, cut), 0);
		assert_int_equal(repair_folder(f.path, &alone, &err), RC_OK);
		assert_false(file_exists(path));
		char whole[2 * FOLDER_MAX];
		if (file_exists(folder_path(&f, NAME, whole))) {
			assert_in_range(records_in(whole), 2, 4);
			assert_int_equal(unlink(whole), 0);
		}
		leave_behind(&f, 3);
	}
	folder_free(&f);
}

static void
whole_records_are_all_kept(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	const struct folder f = folder_new();
	leave_behind(&f, 3);
	assert_int_equal(repair_folder(f.path, &alone, &err), RC_OK);
	assert_int_equal(records_in(folder_path(&f, NAME, path)), 4);
	folder_free(&f);
}

static void
file_without_pages_is_removed(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	const struct folder f = folder_new();
	leave_behind(&f, 0);
	assert_int_equal(repair_folder(f.path, &alone, &err), RC_OK);
	assert_false(file_exists(folder_path(&f, NAME, path)));
	assert_false(file_exists(folder_path(&f, NAME ".open", path)));
	folder_free(&f);
}

static void
finished_files_and_missing_folders_are_left_alone(void **state)
{
	(void)state;
	struct err err = { 0 };
	char path[2 * FOLDER_MAX];
	const struct folder f = folder_new();
	folder_write(&f, "a.warc.gz", "whatever");
	assert_int_equal(repair_folder(f.path, &alone, &err), RC_OK);
	assert_true(file_exists(folder_path(&f, "a.warc.gz", path)));
	assert_int_equal(repair_folder("/nowhere/at/all", &alone, &err), RC_OK);
	folder_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(torn_tail_is_cut_at_every_length),
		cmocka_unit_test(whole_records_are_all_kept),
		cmocka_unit_test(file_without_pages_is_removed),
		cmocka_unit_test(
		    finished_files_and_missing_folders_are_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
